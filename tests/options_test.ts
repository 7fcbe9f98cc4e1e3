import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { EXPERIMENTS } from "../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { helpText, parseOptions } from "../pipeline/options.ts";
import { UserError } from "../pipeline/user_error.ts";

const parse = (...args: string[]) => parseOptions(args, "/home/someone", 4)!;

Deno.test("without flags everything is run with seed 0 in float64", () => {
  const options = parse();
  assertEquals(options.experiments, EXPERIMENTS);
  assertEquals(options.seeds, [0]);
  assertEquals([options.dtype, options.workers, options.out], ["f64", 4, "data/report"]);
  assertEquals([options.dataset, options.mirror], [undefined, undefined]);
});

Deno.test("flags are understood, with a space or an equals sign", () => {
  const options = parse(
    ...["--only", "2-3-adam,0-deep", "--seeds=3", "--dtype", "f32", "--workers", "2"],
    ...["--dataset", "mnist", "--mirror", "../shared", "--out=r"],
  );
  assertEquals(options.experiments.map(({ id }) => id), ["0-deep", "2-3-adam"]);
  assertEquals(options.seeds, [0, 1, 2]);
  assertEquals([options.dtype, options.workers, options.dataset], ["f32", 2, "mnist"]);
  assertEquals([options.mirror?.shown, options.out], ["/home/shared", "/home/someone/r"]);
  assertEquals(parse("--seed", "7", "--seed", "3", "--seed", "7").seeds, [3, 7]);
  assertEquals(parse("--mirror", "https://a.example/x").mirror?.shown, "https://a.example/x/");
  assertEquals(parseOptions(["--help"], "/", 1), undefined);
});

const REFUSED: readonly [args: string[], message: string][] = [
  [["--sed", "1"], "Cannot use the flag --sed: did you mean --seed?"],
  [["train"], 'Cannot use the argument "train"'],
  [["--only", "0-dep"], "did you mean 0-deep?"],
  [["--only", "adam"], "did you mean 2-3-adam or control-optimizer-adam?"],
  [["--only", ","], "it names no experiment"],
  [["--dtype", "f16"], "did you mean f64?"],
  [["--dataset", "cifar"], "choose from mnist, synthetic-digits"],
  [["--seeds", "0"], "give a whole number from 1 to"],
  [["--seeds", "1e3"], "give a whole number"],
  [["--seed", "-1"], "give a whole number from 0 to 4294967295"],
  [["--seed", "4294967296"], "give a whole number from 0 to 4294967295"],
  [["--seeds", "3", "--shard", "0/2"], "Cannot use --shard"],
  [["--seeds", "3", "--shard", "1/4"], "N at most the 3 seeds"],
  [["--seeds", "2", "--seed", "1"], "Cannot use --seeds and --seed together"],
  [["--seeds", "2", "--seeds", "3"], "Cannot use --seeds 2 times"],
  [["--workers", "0"], "give a whole number from 1 to"],
  [["--out"], "Cannot use --out without a value"],
  [["--mirror", "ftp://a.example/"], "a URL that begins with https://"],
  [["--mirror", "http://[", "--only", "0-deep"], "it is not a valid URL"],
];

for (const [args, message] of REFUSED) {
  Deno.test(`${args.join(" ")} is refused with a way out`, () => {
    const error = assertThrows(() => parse(...args), UserError, message);
    assertEquals(error.exitCode, 2);
  });
}

Deno.test("shards share the seeds out, each once", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      (count, parts) => {
        fc.pre(parts <= count);
        const shards = Array.from(
          { length: parts },
          (_, k) => parse("--seeds", String(count), "--shard", `${k + 1}/${parts}`).seeds,
        );
        assertEquals(
          shards.flat().sort((a, b) => a - b),
          Array.from({ length: count }, (_, seed) => seed),
        );
        const sizes = shards.map(({ length }) => length);
        assert(Math.max(...sizes) - Math.min(...sizes) <= 1);
      },
    ),
  );
});

Deno.test("whatever the command line, the answer is options or one sentence", () => {
  const flag = fc.constantFrom(
    "--only",
    "--seeds",
    "--seed",
    "--dtype",
    "--workers",
    "--out",
    "--",
  );
  fc.assert(fc.property(fc.array(fc.oneof(flag, fc.string()), { maxLength: 5 }), (args) => {
    try {
      parse(...args);
    } catch (error) {
      assert(error instanceof UserError && error.message.startsWith("Cannot "), String(error));
    }
  }));
});

Deno.test("help explains every flag and names every experiment", () => {
  const help = helpText("train", "Trains.");
  for (const flag of ["only", "seeds", "seed", "dtype", "workers", "dataset", "mirror", "out"]) {
    assert(help.includes(`--${flag}`), flag);
  }
  for (const { id } of EXPERIMENTS) assert(help.includes(id), id);
});

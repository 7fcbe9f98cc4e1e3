import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MNIST } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { parseFlags } from "../../pipeline/command_line/flags.ts";
import {
  documentOfHelp,
  helpText,
  parseOptions,
  stepCommand,
} from "../../pipeline/command_line/options.ts";
import { fromHere } from "../../pipeline/command_line/run.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { taskCommand } from "../../pipeline/system/task_command.ts";
import { fromFolder } from "../support/from_folder.ts";
import { RICH_TOY } from "../support/toy_document.ts";

const TRAIN = stepCommand("train", "Trains.");
const parse = (...args: string[]) => parseOptions(args, TRAIN, fromFolder("/home/someone"), 4)!;

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
  assertEquals([options.dtype, options.workers, options.dataset], ["f32", 2, MNIST]);
  assertEquals([options.mirror?.shown, options.out], ["/home/shared", "/home/someone/r"]);
  assertEquals(parse("--mirror", "https://a.example/x").mirror?.shown, "https://a.example/x/");
});

Deno.test("a group has experiments and seeds of its own, and only train takes one", () => {
  const group = (...args: string[]) => {
    const { experiments, seeds } = parse("--group", ...args);
    return [experiments.map(({ id }) => id), seeds.length] as const;
  };
  assertEquals(group("document"), [EXPERIMENTS.map(({ id }) => id), 1]);
  const [selfTests, seeds] = group("self-tests");
  assertEquals([selfTests.includes("self-test-same"), seeds], [true, 30]);
  // What the self-tests are compared with is trained, too.
  assert(selfTests.some((id) => EXPERIMENTS.some((own) => own.id === id)));
  assertEquals(group("robustness", "--only", "0-deep~half-batch"), [["0-deep~half-batch"], 5]);
  assertEquals(group("robustness", "--seeds", "2")[1], 2);
  const report = stepCommand("report", "");
  assertThrows(
    () => parseOptions(["--group", "self-tests"], report, fromFolder("/"), 1),
    UserError,
    "Cannot use the flag --group",
  );
});

/** The same list as shells, other tools and habits write it. */
const LISTS: readonly (readonly string[])[] = [
  ["--only", "0-deep,2-3-adam"],
  ["--only=0-deep,2-3-adam"],
  ["--only", "0-deep", "2-3-adam"], // PowerShell takes the comma away,
  ["--only", "0-deep,", "2-3-adam"], // or sets a space behind it.
  ["--only=0-deep,", "2-3-adam"],
  ["--only", "0-deep", ",", "2-3-adam"],
  ["--only", "0-deep", "--only", "2-3-adam"],
  ["--only", "2-3-adam, 0-deep, 2-3-adam,"],
  ["--", "--only", "0-deep", "2-3-adam"], // npm wants "--" before flags.
  ["--only", "0-deep,2-3-adam", "--"],
];

for (const args of LISTS) {
  Deno.test(`${args.join(" ")} is two experiments`, () => {
    for (const line of [args, [...args, "--seeds", "3"], ["--seeds", "3", ...args]]) {
      const { experiments, seeds } = parse(...line);
      assertEquals(experiments.map(({ id }) => id), ["0-deep", "2-3-adam"]);
      assertEquals(seeds.length, line === args ? 1 : 3);
    }
  });
}

Deno.test("seeds are a list as well, each taken once, in order", () => {
  for (const args of [["7,3,7"], ["7", "3"], ["7", "--seed", "3"], ["7,", "3"], ["007, 3 "]]) {
    assertEquals(parse("--seed", ...args).seeds, [3, 7], args.join(" "));
  }
  assertEquals(parse("--seed=7", "3", "--dtype", "f32").seeds, [3, 7]);
});

Deno.test("help is help wherever it stands, and by its short names", () => {
  for (const args of [["--help"], ["-h"], ["-?"], ["--sedes", "3", "-h"], ["--out", "--help"]]) {
    assertEquals(parseOptions([...args], TRAIN, fromFolder("/"), 1), undefined, args.join(" "));
  }
});

Deno.test("one worker a core, however many cores there are, or where nobody knows", () => {
  const workersOf = (cores: number | undefined) =>
    parseOptions([], TRAIN, fromFolder("/"), cores)!.workers;
  assertEquals([1, 2, 256, 257, 4096].map(workersOf), [1, 2, 256, 256, 256]);
  assertEquals([0, undefined, NaN].map(workersOf), [1, 1, 1]);
});

const REFUSED: readonly [args: string[], message: string][] = [
  [["--sed", "1"], "Cannot use the flag --sed: did you mean --seed?"],
  [["--Seeds", "3"], "Cannot use the flag --Seeds: did you mean --seeds?"],
  [["--SEEDS=3"], "Cannot use the flag --SEEDS: did you mean --seeds?"],
  [["-seeds", "3"], "Cannot use the flag -seeds: did you mean --seeds?"],
  [["–seeds", "3"], "its dash is not a hyphen; type --seeds by hand"],
  [["—only=0-deep"], "its dash is not a hyphen; type --only=0-deep by hand"],
  [["--seeds", "3", "−-only", "0-deep"], "its dash is not a hyphen; type --only by hand"],
  [["--no-only=0-deep"], "Cannot use the flag --no-only"],
  [["--help=no"], "Cannot use the flag --help"],
  [["-1"], "Cannot use the flag -1"],
  [["--toString"], "Cannot use the flag --toString"],
  [["--__proto__=x"], "Cannot use the flag --__proto__"],
  [["train"], 'Cannot use the argument "train"'],
  [["-"], 'Cannot use the argument "-"'],
  [[""], 'Cannot use the argument ""'],
  [["--seeds", "3", "4"], 'Cannot use the argument "4"'],
  [["--only", "“0-deep”"], "did you mean 0-deep?"],
  [["--only", "'2-3-Adam'"], "did you mean 2-3-adam?"],
  [["--only", ""], "Cannot use --only without a value: write --only ID,ID"],
  [["--only="], "Cannot use --only without a value"],
  [["--only", "--seeds", "3"], "Cannot use --only without a value"],
  [["--only", "0-dep"], "did you mean 0-deep?"],
  [["--only", "adam"], "did you mean 2-3-adam or control-optimizer-adam?"],
  [["--only", ","], "it names no experiment"],
  [["--group", "selftest"], "did you mean self-tests?"],
  [["--only", "self-test-same"], "Cannot find the experiment"],
  [["--dtype", "f16"], "did you mean f64?"],
  [["--dataset", "cifar"], "choose from mnist, fashion-mnist, synthetic-digits"],
  [["--seeds", "0"], "give a whole number from 1 to"],
  [["--seeds", "1e3"], "give a whole number"],
  [["--seeds", "1,2,3"], "--seed takes a list"],
  [["--seeds", "-3"], 'Cannot use --seeds "-3"'],
  [["--seed", "-1"], 'Cannot use --seed "-1": give a whole number from 0 to 4294967295'],
  [["--seed=-1"], 'Cannot use --seed "-1": give a whole number from 0 to 4294967295'],
  [["--seed", "-.5"], 'Cannot use --seed "-.5"'],
  [["--seed", "1,,x"], 'Cannot use --seed "x"'],
  [["--seed", "+3"], 'Cannot use --seed "+3"'],
  [["--seed", "0x10"], 'Cannot use --seed "0x10"'],
  [["--seed", "1.0"], 'Cannot use --seed "1.0"'],
  [["--seed", "٣"], 'Cannot use --seed "٣"'],
  [["--seed", "1".repeat(400)], "give a whole number from 0"],
  [["--seed", ","], "Cannot use --seed: it names no seed"],
  [["--seed", "4294967296"], "give a whole number from 0 to 4294967295"],
  [["--seeds", "3", "--shard", "0/2"], "Cannot use --shard"],
  [["--seeds", "3", "--shard", "1/4"], "N at most the 3 seeds"],
  [["--seeds", "2", "--seed", "1"], "Cannot use --seeds and --seed together"],
  [["--seeds", "2", "--seeds", "3"], "Cannot use --seeds 2 times"],
  [["--seeds", "3", "--seeds", "3"], "Cannot use --seeds 2 times"],
  [["--workers", "0"], "give a whole number from 1 to"],
  [["--workers", "257"], "give a whole number from 1 to 256"],
  [["--workers", "auto"], "or leave it out: one for each core"],
  [["--out"], "Cannot use --out without a value"],
  [["--out="], "Cannot use --out without a value"],
  [["--out=", "x"], "Cannot use --out without a value"],
  [["--out", " "], "Cannot use --out without a value"],
  [["--dtype", "\u001b[2J\u009b2J"], '"\\u001b[2J\\u009b2J"'],
  [["--mirror", "ftp://a.example/"], "a URL that begins with https://"],
  [["--mirror", "http://[", "--only", "0-deep"], "it is not a valid URL"],
];

for (const [args, message] of REFUSED) {
  Deno.test(`${JSON.stringify(args)} is refused, and the error says what to do`, () => {
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
    "--no-only",
    "–seeds",
    "",
    "-1",
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
  const help = helpText(TRAIN, DOCUMENTS[0]!);
  for (
    const flag of ["group", "only", "seeds", "seed", "dtype", "workers", "dataset", "mirror", "out"]
  ) {
    assert(help.includes(`--${flag}`), flag);
  }
  for (const { id } of EXPERIMENTS) assert(help.includes(id), id);
});

/** A document that is not the default, and has no self-tests and no variations. */
const BARE = {
  ...RICH_TOY,
  id: "bare",
  publication: { dtype: "f32" as const, seeds: 7 },
  selfTests: { experiments: [], tests: [], seeds: 0 },
  variations: { grid: [], seeds: 0 },
};

Deno.test("help is about the document that the command line names", () => {
  const documents = [...DOCUMENTS, RICH_TOY, BARE];
  for (const args of [["--document", "bare", "-h"], ["-h", "--sedes", "3", "--document=bare"]]) {
    assertEquals(documentOfHelp(args, documents), BARE);
  }
  assertEquals(documentOfHelp(["--document", "bear", "-h"], documents), DOCUMENTS[0]);
  const rich = helpText(TRAIN, RICH_TOY);
  for (const words of ["self-test-same, and what", "~half-iterations", "report has 4."]) {
    assert(rich.includes(words), words);
  }
  const bare = helpText(TRAIN, BARE);
  assert(bare.endsWith("  wide\n      more neurons"), bare);
  assert(bare.includes("the published report has 7."));
  assertEquals(bare.match(/undefined|Self-tests|Robustness|minutes|0-deep/), null);
});

Deno.test("what a command line leaves out is the document's", () => {
  const parseBare = (...args: string[]) =>
    parseOptions(["--document", "bare", ...args], TRAIN, fromFolder("/"), 1, [...DOCUMENTS, BARE])!;
  assertEquals([parseBare().document, parseBare().dtype], [BARE, "f32"]);
  assertEquals(parseBare("--dtype", "f64").dtype, "f64");
  for (const group of ["self-tests", "robustness"]) {
    assertThrows(() => parseBare("--group", group), UserError, `${group}: bare has none`);
  }
});

Deno.test("a command in a message names the document unless it is the default", () => {
  assertEquals(taskCommand("verify", DOCUMENTS[0]!), "deno task verify");
  assertEquals(taskCommand("verify", BARE), "deno task verify --document bare");
});

Deno.test("an empty argument is a variable that was not set, and no folder", () => {
  const command = { task: "merge", does: "", flags: [], operands: "FOLDER" };
  assertThrows(() => parseFlags([""], command), UserError, "Cannot use an empty argument");
  assertThrows(() => parseFlags(["a", " "], command), UserError, "is a variable of the shell");
  assertEquals(parseFlags(["a", "b"], command)!.operands, ["a", "b"]);
});

Deno.test("a path with ~ is refused, one with file: is a path", () => {
  assertThrows(() => fromHere("~/mine"), UserError, "the whole path");
  assertThrows(() => fromHere("~"), UserError, "the whole path");
  assertEquals(fromHere("file:///tmp/x%20y"), "/tmp/x y");
});

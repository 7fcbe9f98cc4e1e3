/** Parsers of external input, on random input: every error is ours, and nothing hangs. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { formatIdx, parseIdx } from "../../lib/data/idx.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { fastestBackend, numberExamples, train, type TrainingOptions } from "../../mod.ts";
import { canonicalJson } from "../../pipeline/system/canonical_json.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";
import { parseOptions, stepCommand } from "../../pipeline/command_line/options.ts";
import { parsePublished } from "../../pipeline/records/published_file.ts";
import type { RunResult, RunSpec } from "../../pipeline/records/record.ts";
import { formatRecord, parseRecord, RECORD_FORMAT } from "../../pipeline/records/record_file.ts";
import { RecordStore } from "../../pipeline/records/record_store.ts";
import { summariseRun } from "../../pipeline/records/summarise.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { IS_LONG } from "../support/processes.ts";
import { fromFolder } from "../support/from_folder.ts";
import { readProjectFile } from "../support/project.ts";

const numRuns = IS_LONG ? 100_000 : 10_000;
const FUZZ = { numRuns, seed: 20_261_124 };

/** Runs a function that must either work or throw an error of ours. */
function tolerates<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch (error) {
    assert(error instanceof UserError || error instanceof RangeError, String(error));
    assert(/^Cannot \S/.test(error.message), error.message);
    return undefined;
  }
}

/** Checks that some inputs were accepted and some refused, or the test is void. */
function assertMixed(accepted: number): void {
  assert(accepted > numRuns / 1000, `only ${accepted} of ${numRuns} were accepted`);
  assert(accepted < numRuns, "nothing was refused");
}

/** A text with some of it cut, doubled, or changed. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const anyPart = fc.oneof(
    fc.string(),
    fc.constantFrom("NaN", "null", "[]", "{}", "-1", '"', "\n", "1e999", "__proto__", "\u0000"),
  );
  return fc.tuple(text, fc.nat(), fc.nat({ max: 40 }), anyPart).map(([whole, at, length, part]) => {
    const from = whole.length === 0 ? 0 : at % whole.length;
    return whole.slice(0, from) + part + whole.slice(from + length);
  });
}

Deno.test(`the IDX reader: ${numRuns} inputs`, () => {
  let accepted = 0;
  const shaped = fc.tuple(
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
    fc.uint8Array({ maxLength: 8 }),
    fc.nat(),
  ).map(([shape, noise, at]) => {
    const values = new Uint8Array(shape.reduce((product, size) => product * size, 1));
    const bytes = formatIdx({ shape, values });
    const from = at % bytes.length;
    bytes.set(noise.subarray(0, bytes.length - from), from);
    return bytes;
  });
  fc.assert(
    fc.property(
      fc.oneof(fc.uint8Array({ maxLength: 60 }), shaped),
      fc.integer({ min: 1, max: 4 }),
      (bytes, dimensions) => {
        const parsed = tolerates(() => parseIdx(bytes, dimensions, "it"));
        if (parsed === undefined) return;
        accepted += 1;
        // Accepted input is parsed correctly.
        assertEquals([...formatIdx(parsed)], [...bytes]);
      },
    ),
    FUZZ,
  );
  assertMixed(accepted);
});

const SPEC: RunSpec = {
  document: "d",
  experiment: "x",
  training: EXPERIMENTS[0]!.training,
  trainImages: null,
  seed: 0,
  dtype: "f64",
  data: { name: "mnist", sha256: "0" },
  engine: 1,
};
const RESULT = {
  checkpoints: [],
  end: { iteration: 1, trainAccuracy: 1, testAccuracy: 1, activations: [], gradientNorms: ["NaN"] },
  glances: { every: 20, accuracies: [0.1] },
  losses: [1, "Infinity"],
  divergedAt: 1,
  weightsSha256: "w",
};

/** The places in a result to change. */
const PLACES: readonly (readonly (string | number)[])[] = [
  ["checkpoints"],
  ...["iteration", "trainAccuracy", "activations", "gradientNorms"].map((key) => ["end", key]),
  ...[["end", "gradientNorms", 0], ["glances", "every"], ["glances", "accuracies"]],
  ...[["glances", "accuracies", 0], ["losses"], ["losses", 0], ["divergedAt"]],
];

/** A result with one other value, of any kind. */
const changed = fc.tuple(
  fc.constantFrom(...PLACES),
  fc.oneof(fc.jsonValue(), fc.nat(), fc.double({ noNaN: true }), fc.constantFrom("NaN", null)),
).map(([place, value]) => {
  const result = structuredClone(RESULT);
  // deno-lint-ignore no-explicit-any
  const parent = place.slice(0, -1).reduce((one: any, key) => one[key], result);
  parent[place.at(-1)!] = value;
  return result;
});

Deno.test(`the record store: ${numRuns} records, their checksums put right`, () => {
  const signed = fc.oneof(
    fc.jsonValue(),
    changed,
    mutated(fc.constant(JSON.stringify(RESULT))).map((text) => {
      try {
        return JSON.parse(text);
      } catch {
        return text;
      }
    }),
  ).map((result) => {
    const content = { format: RECORD_FORMAT, spec: SPEC, result };
    try {
      const checksum = sha256(canonicalJson(content));
      return `${canonicalJson({ ...content, sha256: checksum })}\n`;
    } catch {
      // 1e999 is JSON, but has no canonical form, and so no checksum.
      return JSON.stringify({ ...content, sha256: "" });
    }
  });
  let accepted = 0;
  fc.assert(
    fc.property(fc.oneof(signed, mutated(signed), fc.string(), fc.json()), (text) => {
      const record = parseRecord(text, SPEC);
      assertEquals(parseRecord(text.replace(/\d/, "1e999"), SPEC), undefined);
      if (record === undefined) return;
      accepted += 1;
      // A record that is accepted can be summarised, whatever it holds.
      summariseRun(record, 0);
    }),
    FUZZ,
  );
  assertMixed(accepted);
});

Deno.test("runs too short for a spread of their losses are summarised without one", () => {
  for (const losses of [[], [1]]) {
    const record = parseRecord(formatRecord(SPEC, { ...RESULT, losses } as RunResult), SPEC)!;
    assertEquals(summariseRun(record, 0).lossSpread, NaN);
  }
});

Deno.test(`names in records lead nowhere else: ${numRuns} names`, () => {
  let accepted = 0;
  const store = new RecordStore("/data");
  const name = fc.oneof(
    fc.string(),
    fc.constantFrom("..", ".", "", "../../etc", "a/b", "a\\b", "C:", "a\u0000", "~", "-"),
  );
  fc.assert(
    fc.property(name, name, (experiment, data) => {
      const spec = { ...SPEC, experiment, data: { name: data, sha256: "0" } };
      const path = tolerates(() => store.path(spec));
      if (path !== undefined) {
        accepted += 1;
        assertEquals(path.split("/").slice(0, 7), [
          "",
          "data",
          "runs",
          "d",
          data,
          "f64",
          experiment,
        ]);
      }
    }),
    FUZZ,
  );
  assertMixed(accepted);
});

const PUBLISHED = await readProjectFile(
  "reports/dnn-from-scratch-notebook/records/0-shallow-30.jsonl",
);
const SHORT = PUBLISHED.split("\n").slice(0, 2).join("\n");

Deno.test(`published records: ${numRuns} files`, () => {
  let accepted = 0;
  // Files without a checksum are parsed, because earlier versions had none.
  const [head, run] = SHORT.split("\n") as [string, string];
  const { sha256: _, ...old } = JSON.parse(head);
  const unsigned = `${JSON.stringify(old)}\n${run}`;
  const some = fc.oneof(
    mutated(fc.constant(SHORT)),
    mutated(fc.constant(unsigned)),
    fc.array(fc.json()).map((lines) => lines.join("\n")),
    fc.string(),
  );
  fc.assert(
    fc.property(some, (text) => {
      const parsed = tolerates(() => parsePublished("it", text));
      if (parsed === undefined) return;
      accepted += 1;
      assert(parsed.runs.every(({ seed }) => Number.isInteger(seed)));
    }),
    FUZZ,
  );
  assertMixed(accepted);
});

const TRAIN = stepCommand("train", "");

Deno.test(`the command line: ${numRuns} lines`, () => {
  let accepted = 0;
  const flag = fc.constantFrom(
    ...["--only", "--seeds", "--seed", "--shard", "--dtype", "--workers", "--dataset"],
    ...["--group", "--mirror", "--out", "--help", "-h", "--", "-", "--__proto__", "--constructor"],
  );
  const value = fc.oneof(
    fc.string(),
    fc.integer().map(String),
    fc.constantFrom(
      "2-3-adam",
      "self-tests",
      "mnist",
      "f32",
      "1/2",
      "0/0",
      "2/1",
      "1e9",
      "http://[",
      "ftp://x",
    ),
  );
  const word = fc.oneof(
    flag,
    value,
    fc.tuple(flag, value).map(([name, text]) => `${name}=${text}`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), (args) => {
      const options = tolerates(() => parseOptions(args, TRAIN, fromFolder("/home"), 2));
      if (options === undefined) return;
      accepted += 1;
      assert(options.experiments.length > 0 && options.seeds.length > 0);
      assert(options.workers >= 1 && options.workers <= 256);
      assert(options.seeds.every((seed, i) => i === 0 || seed > options.seeds[i - 1]!));
    }),
    FUZZ,
  );
  assertMixed(accepted);
});

Deno.test(`configurations: ${numRuns} of them train, or are refused`, () => {
  const odd = fc.constantFrom(0, -1, 0.5, 1, 2, NaN, Infinity, 1e308, 5e-324);
  const size = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) }, {
    weight: 1,
    arbitrary: odd,
  });
  const share = fc.oneof(fc.double({ min: 0, max: 1 }), odd);
  const learningRate = share;
  const optimizer: fc.Arbitrary<TrainingOptions["optimizer"]> = fc.oneof(
    fc.record({ rule: fc.constant("sgd" as const), learningRate }),
    fc.record({ rule: fc.constant("momentum" as const), learningRate, momentum: share }),
    fc.record({ rule: fc.constant("adagrad" as const), learningRate }),
    fc.record({
      rule: fc.constant("rmsprop" as const),
      learningRate,
      decay: share,
      decayBy: fc.constantFrom("multiply" as const, "add" as const),
    }),
    fc.record({ rule: fc.constant("adam" as const), learningRate, beta1: share, beta2: share }),
  );
  const options = fc.record({
    network: fc.record({
      inputs: fc.constant(2),
      hidden: fc.array(size, { maxLength: 3 }),
      classes: fc.oneof(fc.constant(2), size),
      activation: fc.constantFrom("relu" as const, "sigmoid" as const),
      initialisation: fc.oneof(fc.constantFrom("he" as const, "xavier" as const), share),
      weightDecay: share,
      batchNorm: fc.boolean(),
      dropout: share,
    }),
    optimizer,
    batchSize: size,
    iterations: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(-1, 0.5, NaN)),
  });
  const four = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
  const backend = fastestBackend("f64");
  let count = 0;
  const trained = new Set<string>();
  fc.assert(
    fc.property(options, (some) => {
      tolerates(() => {
        for (const event of train(some, { train: four, test: four }, 0, backend)) {
          if (event.kind === "end") {
            trained.add(`${some.optimizer.rule} ${JSON.stringify(some.optimizer).includes("add")}`);
            count += 1;
            assert(event.testAccuracy >= 0 && event.testAccuracy <= 1);
            event.network.backend.release?.();
          }
        }
      });
    }),
    FUZZ,
  );
  assert(count > numRuns / 100, `only ${count} could be trained`);
  assertEquals(trained.size, 6, "every rule, and RMSprop in both forms");
});

/** What cannot be trained is refused; what diverges is a failed run, not a number. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { formatIdx } from "../../lib/data/idx.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { weightScale } from "../../lib/engine/layers/initialisation.ts";
import {
  allocateMatrix,
  createNetwork,
  Evaluator,
  fastestBackend,
  firstExamples,
  imageExamples,
  numberExamples,
  OPTIMIZERS,
  RandomState,
  train,
  type TrainingOptions,
  wasmBackend,
  weightDigest,
} from "../../lib/engine/mod.ts";
import { holm, signTest, summarisePaired, wilsonInterval } from "../../lib/statistics/mod.ts";
import { pairedEvidence } from "../../lib/verdict/evidence.ts";
import { splitAtRandom } from "../../lib/verdict/simulation.ts";
import { reportOf } from "../../pipeline/report/sections/mod.ts";
import { inLanguage, judgeResults } from "../../pipeline/report/context.ts";
import { formatMarkdown } from "../../pipeline/report/render/markdown.ts";
import type { RunSpec } from "../../pipeline/records/record.ts";
import { formatRecord, parseRecord } from "../../pipeline/records/record_file.ts";
import { runExperiment } from "../../pipeline/training/run_experiment.ts";
import type { Run } from "../../pipeline/records/run.ts";
import { summariseRun } from "../../pipeline/records/summarise.ts";
import { madeUpResults } from "../support/results.ts";

const BACKEND = fastestBackend("f64");
const FOUR = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
const GOOD: TrainingOptions = {
  network: { inputs: 2, hidden: [3], classes: 2 },
  optimizer: { rule: "sgd", learningRate: 0.1 },
  batchSize: 4,
  iterations: 2,
};

/** What is changed, what examples, and what is said. */
const REFUSED: readonly [
  change: Readonly<Record<string, unknown>>,
  examples: object,
  says: string,
][] = [
  [{ batchSize: 5 }, {}, "batchSize 5: there are 4 training examples"],
  [{ batchSize: 0 }, {}, "batchSize 0: give a whole number, 1 or more"],
  [{ batchSize: 1.5 }, {}, "batchSize 1.5"],
  [{ iterations: -1 }, {}, "iterations -1"],
  [{ iterations: NaN }, {}, "iterations NaN"],
  [{ network: { inputs: 2, hidden: [0], classes: 2 } }, {}, "hidden [0]: give a list"],
  [{ network: { inputs: 2, hidden: [3, NaN], classes: 2 } }, {}, "give a whole number, 1 or more"],
  [{ network: { inputs: 3, hidden: [3], classes: 2 } }, {}, "the network has 3"],
  [
    { network: { inputs: 2, hidden: [3], classes: 300 } },
    {},
    "classes 300: give a whole number from 2 to 256",
  ],
  [{ network: { ...GOOD.network, dropout: 1.5 } }, {}, "dropout 1.5"],
  [{ network: { ...GOOD.network, weightDecay: -1 } }, {}, "weightDecay -1"],
  [{ network: { ...GOOD.network, initialisation: NaN } }, {}, "initialisation NaN"],
  [{ optimizer: { rule: "sgd", learningRate: 0 } }, {}, "learningRate 0"],
  [{ optimizer: { rule: "sgd", learningRate: NaN } }, {}, "learningRate NaN"],
  [
    { optimizer: { rule: "momentum", learningRate: 0.1, momentum: 2 } },
    {},
    "momentum 2: give a number from 0 to less than 1",
  ],
  ...["momentum", "decay", "beta1", "beta2"].map((name): typeof REFUSED[number] => {
    const rule = { momentum: "momentum", decay: "rmsprop" }[name] ?? "adam";
    const optimizer = { rule, learningRate: 0.1, [name]: 1 };
    return [{ optimizer }, {}, `${name} 1: give a number from 0 to less than 1`];
  }),
  [{ frozen: ["W9"] }, {}, 'Cannot freeze "W9"'],
  // Names of closed sets: none is taken for another, whatever an object has by nature.
  ...["tanh", "ReLU", "constructor", "toString", "", null, 1].map(
    (activation): typeof REFUSED[number] => [
      { network: { ...GOOD.network, activation } },
      {},
      "choose from relu, sigmoid",
    ],
  ),
  [
    { network: { ...GOOD.network, initialisation: "kaiming" } },
    {},
    'initialisation "kaiming": choose from he, xavier, or give a number, 0 or more',
  ],
  [
    { optimizer: { rule: "nadam", learningRate: 0.1 } },
    {},
    `the optimizer rule "nadam": choose from ${OPTIMIZERS.map(({ rule }) => rule).join(", ")}`,
  ],
  [{ optimizer: { learningRate: 0.1 } }, {}, "the optimizer rule undefined: choose from"],
  [
    { optimizer: { rule: "rmsprop", learningRate: 0.1, decayBy: "subtract" } },
    {},
    'decayBy "subtract": choose from multiply, add',
  ],
  // Misspelt settings are not left out unseen.
  [
    { optimizer: { rule: "sgd", learningrate: 0.1 } },
    {},
    'the setting "learningrate" of the optimizer "sgd": choose from rule, learningRate',
  ],
  [
    { optimizer: { rule: "sgd", learningRate: 0.1, momentum: 0.9 } },
    {},
    'the setting "momentum" of the optimizer "sgd"',
  ],
  [{ network: { ...GOOD.network, dropOut: 0.5 } }, {}, 'the setting "dropOut" of the network'],
  [{ epochs: 3 }, {}, 'the setting "epochs" of the training'],
  [{ optimizer: null }, {}, "the optimizer null: give an object of settings"],
  [{ network: "mlp" }, {}, 'the network "mlp": give an object of settings'],
  // Values of another type.
  [{ optimizer: { rule: "sgd", learningRate: "0.1" } }, {}, 'learningRate "0.1"'],
  [{ optimizer: { rule: "sgd" } }, {}, "learningRate undefined: give a number greater than 0"],
  [{ optimizer: { rule: "sgd", learningRate: 1n } }, {}, "learningRate 1n"],
  [{ batchSize: "4" }, {}, 'batchSize "4": give a whole number, 1 or more'],
  [{ network: { ...GOOD.network, hidden: 3 } }, {}, "hidden 3: give a list"],
  [{ network: { ...GOOD.network, hidden: ["3"] } }, {}, 'hidden ["3"]: give a list'],
  [{ network: { ...GOOD.network, batchNorm: "yes" } }, {}, 'batchNorm "yes": give true or false'],
  // What trains to nonsense.
  [{ network: { ...GOOD.network, dropout: 1 } }, {}, "dropout 1: give a number from 0 to less"],
  [
    { network: { ...GOOD.network, batchNorm: true }, batchSize: 1 },
    {},
    "batch norm on 1 example: its variance is 0; make batches of 2 or more",
  ],
  [{}, { count: 0, labels: new Uint8Array(0) }, "0 training examples"],
  [{}, { labels: new Uint8Array(3) }, "there are 3 labels"],
  [{}, { labels: Uint8Array.of(0, 1, 2, 0) }, "its label is 2, but there are 2 classes"],
  [
    {},
    { inputs: { numbers: Float64Array.of(0, 1, NaN, 1, 0, 0, 0, 0) } },
    "training example 1: its input 0 is NaN",
  ],
];

/** Inputs and labels that no example can have, and what is said. */
const UNUSABLE: readonly [inputs: unknown, labels: unknown, says: string][] = [
  [[[0], [1]], [0, 256], "example 1: its label is 256; labels are whole numbers from 0 to 255"],
  [[[0], [1]], [0, -1], "example 1: its label is -1"],
  [[[0], [1]], [0.5, 1], "example 0: its label is 0.5"],
  [[[0], [1]], ["1", 1], 'example 0: its label is "1"'],
  [[[0], [NaN]], [0, 1], "example 1: its input 0 is NaN; inputs are finite numbers"],
  [[[0], [Infinity]], [0, 1], "its input 0 is Infinity"],
  [[["0.5"], [1]], [0, 1], 'example 0: its input 0 is "0.5"'],
  // deno-lint-ignore no-sparse-arrays
  [[[0, , 1], [1, 1, 1]], [0, 1], "example 0: its input 1 is undefined"],
];

Deno.test("the library says what it cannot train, before it trains anything", () => {
  for (const [change, examples, says] of REFUSED) {
    const error = assertThrows(
      () => {
        const options = { ...GOOD, ...change } as TrainingOptions;
        const run = train(options, { train: { ...FOUR, ...examples }, test: FOUR }, 0, BACKEND);
        run.next();
      },
      RangeError,
    );
    assertStringIncludes(error.message, says);
    assert(error.message.startsWith("Cannot "), error.message);
  }
  for (const seed of [-1, 0.5, NaN, 2 ** 32]) {
    assertThrows(() => train(GOOD, { train: FOUR, test: FOUR }, seed, BACKEND), RangeError);
  }
  for (const [inputs, labels, says] of UNUSABLE) {
    const error = assertThrows(
      () => numberExamples(inputs as number[][], labels as number[]),
      RangeError,
    );
    assertStringIncludes(error.message, says);
  }
  const bytes = Uint8Array.of(1, 2, 3, 4);
  assertThrows(() => imageExamples(bytes, Uint8Array.of(0, 1, 2)), RangeError, "Cannot use 4");
  assertThrows(() => imageExamples(bytes, new Uint8Array(0)), RangeError, "Cannot use 4 pixels");
  const floats = Float32Array.of(0.1, 0.9) as unknown as Uint8Array;
  assertThrows(() => imageExamples(floats, bytes), RangeError, "give each as a Uint8Array");
  for (const count of [0, -1, 1.5, 5, NaN]) {
    assertThrows(() => firstExamples(FOUR, count), RangeError, "Cannot take the first");
  }
  assertThrows(() => numberExamples([], []), RangeError);
  assertThrows(() => numberExamples([[1], [1, 2]], [0, 1]), RangeError);
  assertEquals([...train(GOOD, { train: FOUR, test: FOUR }, 0, BACKEND)].length > 2, true);
});

Deno.test("a loss that is no number any more is recorded, kept through JSON, and reported as failed", async () => {
  const spec: RunSpec = {
    document: "dnn-from-scratch-notebook",
    experiment: "1-he",
    training: { ...GOOD, optimizer: { rule: "sgd", learningRate: 1e300 }, iterations: 40 },
    trainImages: null,
    seed: 0,
    dtype: "f64",
    data: { name: "mnist", sha256: "0".repeat(64) },
    engine: 1,
  };
  const result = await runExperiment(spec, { train: FOUR, test: FOUR }, BACKEND);
  assert(result.divergedAt !== null && result.divergedAt < 5);
  assert(result.losses.some((loss) => loss === "NaN" || loss === "Infinity"));
  const record = parseRecord(formatRecord(spec, result), spec)!;
  const diverged = summariseRun(record, 0);
  assertEquals(diverged.divergedAt, result.divergedAt);

  const seeds = Array.from({ length: 12 }, (_, seed) => seed);
  const results = madeUpResults({ seeds });
  const judgedWith = (change: Partial<Run>) =>
    inLanguage(
      judgeResults({
        ...results,
        runsOf: (id) =>
          results.runsOf(id).map((run) => id === "1-he" ? { ...run, ...change } : run),
      }),
      "en",
    );
  const judged = judgedWith({ divergedAt: 3, lossSpread: NaN });
  const markdown = formatMarkdown(reportOf(judged), "charts");
  assertStringIncludes(
    markdown,
    "Diverged: the loss stopped being a number with seed 0 (iteration 3), 1 (iteration 3), 2 (iteration 3)",
  );
  // Runs that end well count for "it trains"; the same runs, had they diverged, against it.
  const verdicts = ({ judgement }: typeof judged) => {
    const parts = (claim: string, setting: "as-written" | "controlled") =>
      judgement.claims.find((one) => one.claim.id === claim)!.settings[setting].parts
        .filter(({ condition }) => condition.of === "1-he");
    const spread = parts("C1.2", "controlled")
      .find(({ condition }) => condition.kind !== "most" && condition.measure === "loss-spread")!;
    return [parts("C1.1", "as-written")[0]!.verdict, spread.verdict];
  };
  const well = { end: { ...results.runsOf("1-he")[0]!.end, testAccuracy: 0.95 } };
  assertEquals(verdicts(judgedWith(well)), ["clearly holds", "no meaningful difference"]);
  assertEquals(verdicts(judged), ["contradicted", "not judged"]);
  // No NaN stands for a number.
  assert(!/\bNaN\b/.test(markdown.replaceAll("diverged", "")), markdown.match(/.*\bNaN\b.*/)?.[0]);
});

Deno.test("what is left out is as usual, never the document's slip", async () => {
  const digestOf = async (optimizer: TrainingOptions["optimizer"]): Promise<string> => {
    for (const event of train({ ...GOOD, optimizer }, { train: FOUR, test: FOUR }, 0, BACKEND)) {
      if (event.kind === "end") return await weightDigest(event.network);
    }
    throw new Error("this run never ends");
  };
  const rates = { learningRate: 0.01 };
  assertEquals(
    await digestOf({ rule: "rmsprop", ...rates }),
    await digestOf({ rule: "rmsprop", ...rates, decay: 0.99, decayBy: "multiply" }),
  );
  assertEquals(
    await digestOf({ rule: "adam", ...rates }),
    await digestOf({ rule: "adam", ...rates, beta1: 0.9, beta2: 0.999 }),
  );
  assertEquals(
    await digestOf({ rule: "momentum", ...rates }),
    await digestOf({ rule: "momentum", ...rates, momentum: 0.9 }),
  );
});

Deno.test("hundreds of runs follow each other on one backend, and networks outlive them", async () => {
  const options: TrainingOptions = { ...GOOD, network: { ...GOOD.network, hidden: [100, 100] } };
  // One of these takes 0.3 MB or more: in 1 MB there is no room for four.
  const small = wasmBackend("f64", { megabytes: 1 });
  const digests = new Set<string>();
  for (let round = 0; round < 400; round++) {
    for (const event of train(options, { train: FOUR, test: FOUR }, 1, small)) {
      if (event.kind === "end" && round % 40 === 0) digests.add(await weightDigest(event.network));
      if (event.kind === "iteration" && round % 2 === 1) break; // Left before its end.
    }
  }
  assertEquals(digests.size, 1);
  // Two runs in turns do not disturb each other.
  const [a, b] = [0, 1].map((seed) => train(GOOD, { train: FOUR, test: FOUR }, seed, BACKEND));
  const [alone] = [...train(GOOD, { train: FOUR, test: FOUR }, 0, BACKEND)];
  const [first] = [a!.next().value, b!.next().value];
  assertEquals(first, alone);
});

Deno.test("data, networks and meters of another kind are refused, not taken for the right one", () => {
  const of = (change: object) => ({ ...FOUR, ...change }) as typeof FOUR;
  const numbers = FOUR.inputs;
  const pixels = Uint8Array.of(0, 0, 0, 1, 1, 0, 1, 1);
  const odd = [
    of({ inputs: { numbers: Float32Array.of(0, 0, 0, NaN, 1, 0, 1, 1) } }),
    of({ inputs: { numbers: [0, 0, 0, 1, 1, 0, 1, 1] } }),
    of({ inputs: { pixels: Uint16Array.of(0, 0, 0, 256, 1, 0, 1, 1) } }),
    of({ inputs: { ...numbers, pixels } }),
    of({ inputs: null }),
    of({ labels: Float64Array.of(0.5, 1, 1, 0) }),
    of({ labels: Int8Array.of(-1, 1, 1, 0) }),
    of({ labels: ["0", "1", "1", "0"] }),
  ];
  for (const examples of odd) {
    for (const data of [{ train: examples, test: FOUR }, { train: FOUR, test: examples }]) {
      assertThrows(() => train(GOOD, data, 0, BACKEND), RangeError, "Cannot train with the ");
    }
  }
  const whole = { train: FOUR, test: FOUR };
  for (const data of [null, { train: FOUR }, { ...whole, validation: FOUR }]) {
    assertThrows(() => train(GOOD, data as typeof whole, 0, BACKEND), RangeError, "Cannot train");
  }
  for (const backend of [null, "wasm", {}]) {
    const given = backend as unknown as typeof BACKEND;
    assertThrows(() => train(GOOD, whole, 0, given), RangeError, "the backend");
  }
  for (const frozen of ["W1", {}, ["W1", "w2"]]) {
    const options = { ...GOOD, frozen } as TrainingOptions;
    assertThrows(() => train(options, whole, 0, BACKEND).next(), RangeError, "Cannot freeze");
  }
  // Rows may be typed arrays.
  const typed = [Float64Array.of(0.5, 1), Float64Array.of(2, 3)] as unknown as number[][];
  assertEquals(numberExamples(typed, [0, 1]).inputs, { numbers: Float64Array.of(0.5, 1, 2, 3) });

  const network = createNetwork(GOOD.network, BACKEND, new RandomState(0));
  const three = numberExamples([[0, 0, 1]], [0]);
  assertThrows(() => new Evaluator(network).accuracy(three), RangeError, "of 3 inputs");
  assertThrows(() => new Evaluator(network).activations(three), RangeError, "of 3 inputs");
  const row = { rows: 1, columns: 2, values: Float64Array.of(0, 1) };
  for (const labels of [Uint8Array.of(9), Uint8Array.of(), Uint8Array.of(0, 0)]) {
    assertThrows(() => network.loss(row, labels), RangeError, "Cannot take the loss of");
    assertThrows(() => network.computeGradients(row, labels), RangeError, "Cannot take the loss");
  }
  const short = { ...row, values: Float64Array.of(0) };
  assertThrows(() => network.predict(short), RangeError, "Cannot use 1 numbers as a matrix");
});

Deno.test("what the number format rounds out of its range is refused", () => {
  const single = fastestBackend("f32");
  const whole = { train: FOUR, test: FOUR };
  const optimizers: readonly TrainingOptions["optimizer"][] = [
    { rule: "sgd", learningRate: 1e-60 },
    { rule: "sgd", learningRate: 1e39 },
    { rule: "momentum", learningRate: 0.1, momentum: 0.9999999999 },
    { rule: "rmsprop", learningRate: 0.1, decay: 0.9999999999 },
    { rule: "adam", learningRate: 0.1, beta2: 0.9999999999 },
  ];
  for (const optimizer of optimizers) {
    const options = { ...GOOD, optimizer };
    assertThrows(() => train(options, whole, 0, single), RangeError, "the number format rounds it");
    train(options, whole, 0, BACKEND); // Double precision holds them.
  }
  for (const change of [{ weightDecay: 1e39 }, { initialisation: 1e39 }]) {
    const options = { ...GOOD, network: { ...GOOD.network, ...change } };
    assertThrows(() => train(options, whole, 0, single), RangeError, "the number format rounds it");
  }
  const large = numberExamples([[0, 1e39]], [0]);
  const options = { ...GOOD, batchSize: 1 };
  assertThrows(() => train(options, { train: large, test: FOUR }, 0, single), RangeError, "1e+39");
});

Deno.test("what the library exports besides checks what it is given, too", () => {
  const b = BACKEND;
  const refused: readonly (() => unknown)[] = [
    () => weightScale("tanh" as "he", 5),
    () => weightScale("he", 0),
    () => drawSyntheticDigits(1.5, 0),
    () => drawSyntheticDigits(NaN, 0),
    () => allocateMatrix(b, 1.5, 3),
    () => formatIdx({ shape: [1], values: [300] as unknown as Uint8Array }),
    () => formatIdx({ shape: [-1, -1], values: new Uint8Array(1) }),
    () => new RandomState(0).choice(60_000, new Uint8Array(8) as unknown as Uint32Array),
    () => new RandomState(0).shuffle(5 as unknown as number[]),
    () => holm([2, -1]),
    () => signTest(7, 3),
    () => signTest(NaN, 3),
    () => wilsonInterval(7, 3),
    () => wilsonInterval(5, 0),
    () => summarisePaired(["1", "2", "3"] as unknown as number[], 0.1),
    () => summarisePaired([1, 2, 3], 0),
    () => pairedEvidence([1, 2, 3], [1, 2], 0.1, 1),
    () => pairedEvidence([1, 2], [1, 2], 0.1, "more" as unknown as 1),
    () => splitAtRandom([1, 2, 3, 4, 5, NaN], 0.1, 10),
    () => splitAtRandom([1, 2, 3, 4, 5, 6], 0.1, NaN),
  ];
  for (const action of refused) {
    const error = assertThrows(action, RangeError);
    assert(error.message.startsWith("Cannot "), error.message);
  }
});

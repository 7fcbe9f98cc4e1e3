/** The library called from plain JavaScript: nothing is taken for something else. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import fc from "fast-check";
import * as data from "../../lib/data/synthetic_digits.ts";
import { iterationsTo } from "../../lib/documents/run_measures.ts";
import * as documents from "../../lib/documents/mod.ts";
import { vary } from "../../lib/documents/vary.ts";
import { weightScale } from "../../lib/engine/layers/initialisation.ts";
import * as engine from "../../lib/engine/mod.ts";
import { allocateValues, rounding } from "../../lib/engine/matrix/dtype.ts";
import { completeNetwork } from "../../lib/engine/network/network_options.ts";
import * as statistics from "../../lib/statistics/mod.ts";
import * as verdict from "../../lib/verdict/mod.ts";
import { printedSteps } from "../../lib/verdict/printed.ts";
import * as front from "../../mod.ts";
import { IS_LONG } from "../support/processes.ts";

const { blockedBackend, fastestBackend, numberExamples, wasmBackend } = engine;

/** The library where no types are checked: what it exports, and what reads data of others. */
// deno-lint-ignore no-explicit-any
const any: any = {
  ...front,
  ...engine,
  ...statistics,
  ...verdict,
  ...documents,
  ...data,
  ...{ allocateValues, completeNetwork, iterationsTo, printedSteps, rounding, vary, weightScale },
};

const BACKENDS = { f64: fastestBackend("f64"), f32: fastestBackend("f32") };
const FOUR = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
const DATA = { train: FOUR, test: FOUR };
const NETWORK = { inputs: 2, hidden: [3], classes: 2 };
const GOOD = {
  network: NETWORK,
  optimizer: { rule: "sgd", learningRate: 0.1 },
  batchSize: 4,
  iterations: 2,
};

/** Trains with some options changed. */
function train(change: object, data: unknown = DATA, backend: unknown = BACKENDS.f64): void {
  for (const _ of any.train({ ...GOOD, ...change }, data, 0, backend));
}

/** Trains with the training examples changed. */
function trainOn(change: object, backend: unknown = BACKENDS.f64): void {
  train({}, { train: { ...FOUR, ...change }, test: FOUR }, backend);
}

const matrix = (rows: number, columns: number, length = rows * columns) => ({
  rows,
  columns,
  values: new Float64Array(length),
});
const network = () =>
  engine.createNetwork(NETWORK, blockedBackend("f64"), new engine.RandomState(0));
const AFFINE = { layer: "affine", outputs: 2 };
/** A network of a list of layers, with something changed. */
const layers = (change: object) =>
  new any.Network({ inputs: 2, layers: [AFFINE], ...change }, blockedBackend("f64"), random());
/** A layer whose parameters all have the same name. */
const SAME_NAME = {
  layer: "same-name",
  options: {},
  formulas: [],
  create: (_: unknown, { backend, inputs }: engine.LayerContext) => ({
    outputs: inputs,
    parameters: [engine.createParameter("same", backend, 1, 1, false)],
  }),
};
const random = () => new any.RandomState(0);
const NOTEBOOK = documents.DOCUMENTS[0]!;
const holdsItself: unknown[] = [];
holdsItself.push(holdsItself);

/** Calls that would otherwise go wrong in silence, and what is said instead. */
const REFUSED: readonly [call: () => unknown, says: string][] = [
  // Training: things of another kind.
  [() => any.train(), 'the backend undefined: give one, such as fastestBackend("f64")'],
  [() => train({}, DATA, "f64"), 'Cannot compute with the backend "f64"'],
  [() => train({}, DATA, {}), "Cannot compute with the backend an object"],
  [() => any.train(null, DATA, 0, BACKENDS.f64), "the training options null"],
  [() => train({}, { train: FOUR }), "Cannot train with the test examples undefined"],
  [() => train({}, { ...DATA, validation: FOUR }), 'the setting "validation" of the training data'],
  [() => trainOn({ labels: [0, 1, 1, 0] }), "the labels [0, 1, 1, 0] of the training examples"],
  [() => trainOn({ labels: Int32Array.of(0, 1, -1, 0) }), "give a Uint8Array"],
  [() => trainOn({ inputs: { numbers: new Float32Array(8) } }), "a Float64Array"],
  [() => trainOn({ inputs: { pixels: new Float64Array(8) } }), "either pixels, a Uint8Array, or"],
  [() => trainOn({ inputs: null }), "the inputs null of the training examples"],
  [() => trainOn({ features: 1.5 }), "Cannot train with training examples of 1.5 inputs"],
  [() => train({ frozen: "W1" }), 'Cannot freeze "W1": give a list of names'],
  [() => train({ frozen: [1] }), "Cannot freeze 1: the parameters are W1, b1, W2, b2"],
  [() => train({ frozen: ["W1", "b1", "W2", "b2"] }), "there is nothing to train"],
  [() => train({ iterations: 2 ** 60 }), "give a whole number, 1 or more"],
  [() => train({ network: { ...NETWORK, hidden: holdsItself } }), "[a list]"],
  // deno-lint-ignore no-sparse-arrays
  [() => train({ network: { ...NETWORK, hidden: [3, , 3] } }), "[3, undefined, 3]"],
  [
    () => train({ network: Object.assign(Object.create({ activaton: "sigmoid" }), NETWORK) }),
    'the setting "activaton" of the network',
  ],
  [
    () => train(JSON.parse('{"network":{"inputs":2,"hidden":[3],"classes":2,"__proto__":{}}}')),
    'the setting "__proto__" of the network',
  ],
  // What is lost in single precision.
  ...["1e-50", "1e50"].flatMap((text): typeof REFUSED => {
    const value = Number(text);
    const says = `${value}: the number format rounds it to ${value < 1 ? 0 : Infinity}`;
    const sgd = { rule: "sgd", learningRate: value };
    return [
      [() => train({ optimizer: sgd }, DATA, BACKENDS.f32), says],
      [() => train({ network: { ...NETWORK, weightDecay: value } }, DATA, BACKENDS.f32), says],
      [() => train({ network: { ...NETWORK, initialisation: value } }, DATA, BACKENDS.f32), says],
    ];
  }),
  ...["momentum", "decay"].map((name): typeof REFUSED[number] => {
    const rule = name === "decay" ? "rmsprop" : name;
    const optimizer = { rule, learningRate: 0.1, [name]: 0.999999999 };
    return [
      () => train({ optimizer }, DATA, BACKENDS.f32),
      `${name} 0.999999999: the number format rounds it to 1`,
    ];
  }),
  [
    () => trainOn({ inputs: { numbers: new Float64Array(8).fill(1e300) } }, BACKENDS.f32),
    "its input 0 is 1e+300",
  ],
  // Examples.
  [() => any.numberExamples(), "give a list of rows of numbers"],
  [() => any.numberExamples([[1], null], [0, 1]), "example 1: its inputs are null"],
  // deno-lint-ignore no-sparse-arrays
  [() => any.numberExamples([[1], , [2]], [0, 1, 1]), "example 1: its inputs are undefined"],
  [() => any.numberExamples(["1", "2"], [0, 1]), "one number or more"],
  [() => any.numberExamples([BigInt64Array.of(1n)], [0]), "its input 0 is 1n"],
  // deno-lint-ignore no-sparse-arrays
  [() => any.numberExamples([[1], [2]], [0, ,]), "its label is undefined"],
  [() => any.imageExamples(new Uint8ClampedArray(4), new Uint8Array(2)), "as a Uint8Array"],
  [() => any.shuffleLabels(FOUR), "Cannot seed the generator with undefined"],
  [
    () => new engine.Batch(blockedBackend("f64"), 2).take(FOUR, Uint32Array.of(9)),
    "Cannot take example 9: there are 4",
  ],
  [() => new engine.Batch(blockedBackend("f64"), 2).takeRange(FOUR, 3, 2), "example 4"],
  [
    () => new engine.Batch(blockedBackend("f64"), 3).take(FOUR, Uint32Array.of(0)),
    "Cannot take examples of 2 inputs: this batch has 3",
  ],
  [() => any.drawSyntheticDigits(1.5, 0), "Cannot draw 1.5 digits"],
  // Networks, optimizers and matrices.
  [() => any.createNetwork(NETWORK), "the backend undefined"],
  [() => any.createNetwork(NETWORK, blockedBackend("f64")), "give a RandomState"],
  [() => any.createOptimizer({ rule: "sgd", lr: 1 }, [], BACKENDS.f64), 'the setting "lr"'],
  [() => any.weightScale("kaiming", 3), 'the initialisation "kaiming": choose from he, xavier'],
  [() => any.drawWeights(matrix(2, 2), "tanh", random()), "choose from he, xavier"],
  [() => any.weightScale("he", 0), "Cannot draw weights for 0 inputs"],
  [() => network().predict(matrix(1, 2), "eval" as "test"), 'in the mode "eval"'],
  [() => network().predict(matrix(2, 2, 3)), "Cannot use 3 numbers as a matrix of 2x2"],
  [() => any.Network.prototype.predict.call(network()), "Cannot use the matrix undefined"],
  [() => network().predict([[0, 1]] as never), "Cannot use the matrix [a list]: give one, such as"],
  [
    () => network().predict({ rows: 1, columns: 2, values: ["a", "b"] } as never),
    "the numbers of a",
  ],
  [() => network().predict({ ...matrix(1, 2), rows: 0.5 }), "a matrix of 0.5 rows"],
  [() => network().loss(matrix(2, 2), [0, 1] as never), "the labels [0, 1]: give a Uint8Array"],
  [() => layers({ weightDecay: -1 }), "weightDecay -1: give a number, 0 or more"],
  [() => layers({ inputs: 0 }), "inputs 0: give a whole number, 1 or more"],
  [() => layers({ hidden: [3] }), 'the setting "hidden" of the network: choose from inputs'],
  [() => layers({ layers: [{ ...AFFINE, outputs: 300 }] }), "300 outputs of the last layer"],
  [() => layers({ layers: 3 }), "Cannot build a network of the layers 3: give a list"],
  [() => layers({ layers: [null] }), "Cannot build the layer null"],
  [() => layers({ layers: [{ layer: "affine", index: 1, outputs: 2 }] }), 'the setting "index"'],
  [
    () => layers({ layers: [{ layer: SAME_NAME }, { layer: SAME_NAME }] }),
    "give each its own name",
  ],
  [() => train({ network: { inputs: 2, layers: [{ layer: "relu", p: 1 }] } }), 'the setting "p"'],
  [
    () =>
      train({ network: { inputs: 2, layers: [AFFINE] }, protocol: { dropoutScaling: "train" } }),
    "dropoutScaling and a list of layers: each layer has its own; set it there",
  ],
  [() => network().load(null as never), "Cannot load the network null"],
  [() => network().load({}), "Cannot load undefined numbers as W1"],
  [() => network().load({ ...network().weights(), W3: [1] }), 'the setting "W3" of the network'],
  [() => network().load({ ...network().weights(), b1: [1] }), "Cannot load 1 numbers as b1"],
  [() => network().load({ ...network().weights(), b1: [1, 2, 3, 4] }), "as b1: give 3"],
  [() => network().loss(matrix(2, 2), Uint8Array.of(0)), "2 examples with 1 labels"],
  [() => network().loss(matrix(1, 2), Uint8Array.of(7)), "its label is 7, but there are 2"],
  [() => network().computeGradients(matrix(1, 2), Uint8Array.of(7)), "its label is 7"],
  [() => network().loss(matrix(0, 2), new Uint8Array(0)), "Cannot take the loss of 0 examples"],
  [() => allocateValues("f64", 1.5), "an array of the length 1.5"],
  [() => allocateValues("f64", 1e15), "there is not enough memory"],
  [() => BACKENDS.f64.allocate(1.5), "an array of the length 1.5"],
  [() => blockedBackend("f64").allocateIntegers(-1), "an array of the length -1"],
  [() => engine.allocateMatrix(BACKENDS.f64, -1, -2), "Cannot allocate -1 rows"],
  [
    () => train({ network: { ...NETWORK, hidden: [1e12] } }, DATA, blockedBackend("f64")),
    "there is not enough memory; make layers or batches smaller",
  ],
  [() => any.wasmBackend("f64", { megabytes: null }), "Cannot make a memory of null megabytes"],
  [() => any.fastestBackend("f64", { megabytes: "3" }), 'a memory of "3" megabytes'],
  // Random numbers.
  [() => random().choice(60_000, new Uint8Array(4)), "a typed array (Uint8Array)"],
  [() => random().choice("5", new Uint32Array(4)), 'Cannot choose from "5" items'],
  [() => random().shuffle("abc"), 'Cannot shuffle "abc"'],
  [() => random().shuffle(new Set([1, 2])), "give an array or a typed array"],
  // Statistics.
  [() => any.mean([]), "Cannot take the mean of 0 numbers: give 1 or more"],
  [() => any.mean(["1", "2"]), 'number 0 is "1"'],
  // deno-lint-ignore no-sparse-arrays
  [() => any.mean([1, , 2]), "number 1 is undefined"],
  [() => any.standardDeviation([1]), "give 2 or more"],
  [() => any.interquartileMean([1, NaN]), "number 1 is NaN"],
  [() => any.holm([0.1, NaN]), "number 1 is NaN; give a number from 0 to 1"],
  [() => any.holm([2]), "number 0 is 2"],
  [() => any.wilsonInterval(5, 3), "Cannot take the share of 5 in 3"],
  [() => any.wilsonInterval(0, 0), "Cannot take a share in 0"],
  [() => any.signTest(1.5, 3), "Cannot test the share of 1.5 in 3"],
  [() => any.tTail(NaN, 3), "Cannot take the tail beyond NaN"],
  [() => any.tQuantile("0.9", 3), 'Cannot take the quantile of "0.9"'],
  [() => any.tTail(1, 1e9), "Cannot use 1000000000 degrees of freedom"],
  [() => any.normalQuantile("0.5"), 'Cannot take the quantile of "0.5"'],
  [() => any.summarisePaired([1, NaN, 2], 0.1), "Cannot test 3 differences: number 1 is NaN"],
  [() => any.summarisePaired([1, 2, 3], 0), "against the margin 0"],
  [() => any.detectableDifference(NaN, 3), "the standard deviation NaN"],
  [() => any.detectableDifference(1, 3, 5), "Cannot test at the level 5"],
  [() => any.pairsNeeded(1, -1), "Cannot find the difference -1"],
  // Verdicts.
  [() => any.pairedEvidence([1, 2, 3], [1, 2], 0.1, 1), "Cannot compare 3 values with 2"],
  [() => any.pairedEvidence([1, 2], [1, 2], 0.1, "more"), 'with the sign "more"'],
  [() => any.shareEvidence(5, 3, 0.1), "Cannot test the share of 5 in 3"],
  [() => any.sideOf("clearly"), 'the verdict "clearly": choose from clearly holds, holds,'],
  [() => any.isJudged("constructor"), "choose from clearly holds"],
  [() => any.weakest([]), "Cannot take the weakest verdict of []"],
  [() => any.weakest(["holds", "not tested"]), 'Cannot compare the verdict "not tested"'],
  [() => any.meets(NOTEBOOK, "constructor", {}), 'Cannot find the criterion "constructor"'],
  [
    () => any.gatherEvidence({ kind: "mroe", measure: "loss-spread" }, NOTEBOOK, () => []),
    'the kind of condition "mroe": choose from more, less, most',
  ],
  [
    () => any.judge({ ...NOTEBOOK, claims: [{ settings: { control: [] } }] }, () => []),
    'in the setting "control": choose from as-written, corrected, controlled',
  ],
  [
    () => any.changeOf(verdict.judge(NOTEBOOK, () => []).claims[0], "correct"),
    'in the setting "correct"',
  ],
  [
    () => any.vary(NOTEBOOK.experiments[0], { times: { learning_rate: 2 } }),
    'the setting "learning_rate" of the variation',
  ],
  [() => any.vary(NOTEBOOK.experiments[0], { times: { width: -1 } }), "by the factor -1"],
  [() => any.iterationsTo(90, { glances: { every: 20, accuracies: [] } }), "the accuracy 90"],
  [() => any.simulateNoDifference(2, 10), "Cannot simulate 2 seeds"],
  [() => any.simulateReports(3, 1, 0), "Cannot simulate 0 trials"],
  [() => any.splitAtRandom([1, 2, 3, 4, 5, NaN], 0.1, 1), "number 5 is NaN"],
];

Deno.test("what the library cannot know, it refuses in a sentence that says what to do", () => {
  for (const [call, says] of REFUSED) {
    const { message } = assertThrows(call, RangeError, says);
    assert(/^Cannot [^:].*: ./s.test(message), message);
  }
});

Deno.test("a value is shown as what it is, and never at length", () => {
  const shown = (seed: unknown): string =>
    assertThrows(() => any.shuffleLabels(FOUR, seed), RangeError).message;
  for (
    const [seed, says] of [
      ["1", 'with "1":'],
      [1n, "with 1n:"],
      [null, "with null:"],
      [[1], "with [1]:"],
      [Symbol("x"), "with Symbol(x):"],
      [() => 1, "with a function:"],
      [{ toString: () => "1" }, "with an object:"],
      ["%", 'with "%":'],
    ] as const
  ) assertStringIncludes(shown(seed), says);
  assert(shown("x".repeat(10_000)).length < 250);
  assert(shown(Array(10_000).fill("x".repeat(100))).length < 1200);
});

Deno.test("what train() was told cannot be changed behind its back", () => {
  const lossesOf = (run: Iterable<engine.TrainingEvent>) =>
    [...run].flatMap((event) => event.kind === "iteration" ? [event.loss] : []);
  const options = {
    ...structuredClone(GOOD),
    frozen: ["W2"],
  } as unknown as engine.TrainingOptions;
  const start = () => engine.train(options, DATA, 0, BACKENDS.f64);
  const expected = lossesOf(start());
  const run = start();
  Object.assign(options, { batchSize: 0, iterations: 7 });
  Object.assign(options.network, { activation: "tanh", hidden: [] });
  Object.assign(options.optimizer, { learningRate: NaN });
  (options.frozen as string[]).push("W1");
  assertEquals(lossesOf(run), expected);
});

/** Anything that JavaScript has, likelier what is nearly right. */
const ANYTHING = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
  fc.constantFrom(0, -1, 0.5, 1, 2, 3, 256, 1e9, NaN, Infinity, null, undefined, "1", "", [], {}),
  fc.array(fc.oneof(fc.double(), fc.integer({ min: -1, max: 256 }))),
  fc.array(fc.array(fc.double(), { maxLength: 3 }), { maxLength: 4 }),
);

/** Runs what must either work or be refused in a sentence of ours. */
function isUsed(call: () => unknown): boolean {
  try {
    call();
    return true;
  } catch (error) {
    assert(error instanceof RangeError, String((error as Error).stack));
    assert(/^Cannot \S.*: ./s.test(error.message), error.message);
    return false;
  }
}

const RUNS = { numRuns: IS_LONG ? 20_000 : 400, seed: 11 };

/** Functions whose arguments are values, by how many they take. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  numberExamples: 2,
  imageExamples: 2,
  firstExamples: 2,
  parseIdx: 3,
  mean: 1,
  standardDeviation: 1,
  interquartileMean: 1,
  holm: 1,
  wilsonInterval: 2,
  signTest: 2,
  tTail: 2,
  tTwoSided: 2,
  tQuantile: 2,
  normalQuantile: 1,
  summarisePaired: 2,
  detectableDifference: 3,
  pairsNeeded: 3,
  pairedEvidence: 4,
  shareEvidence: 3,
  sideOf: 1,
  isJudged: 1,
  weakest: 1,
  rounding: 1,
  allocateValues: 2,
  weightScale: 2,
  printedSteps: 2,
  completeOptimizer: 1,
  completeNetwork: 1,
};

for (const [name, count] of Object.entries(FUNCTIONS)) {
  Deno.test(`${name}() takes anything: it works, or is refused in a sentence`, () => {
    fc.assert(
      fc.property(fc.array(ANYTHING, { minLength: count, maxLength: count }), (values) => {
        isUsed(() => any[name](...values));
      }),
      RUNS,
    );
  });
}

Deno.test("train() with anything in any place: it trains, or is refused in a sentence", () => {
  const places = [
    ...["network", "optimizer", "frozen", "batchSize", "iterations"].map((name) => [name]),
    ...["inputs", "hidden", "classes", "activation", "initialisation", "weightDecay", "batchNorm"]
      .map((name) => ["network", name]),
    ...["dropout", "layers"].map((name) => ["network", name]),
    ...["rule", "learningRate", "momentum"].map((name) => ["optimizer", name]),
    ...["train", "test"].flatMap((of) => [
      ["data", of],
      ...["count", "features", "labels", "inputs"].map((name) => ["data", of, name]),
    ]),
  ];
  let trained = 0;
  fc.assert(
    fc.property(fc.constantFrom(...places), ANYTHING, (place, value) => {
      const all = { ...structuredClone(GOOD), data: structuredClone(DATA) } as object;
      // deno-lint-ignore no-explicit-any
      const owner = place.slice(0, -1).reduce((part: any, name) => part[name], all);
      owner[place.at(-1)!] = value;
      const { data, ...options } = all as Record<string, unknown>;
      // Not to wait for what is right but long.
      if (Number(options.iterations) > 100) return;
      if (isUsed(() => train(options, data))) trained += 1;
    }),
    { ...RUNS, numRuns: 4 * RUNS.numRuns },
  );
  assert(trained > 20 && trained < 2 * RUNS.numRuns, `${trained} trained`);
});

const WIDE: engine.TrainingOptions = {
  ...GOOD,
  network: { ...NETWORK, hidden: [100, 100], batchNorm: true, dropout: 0.5 },
  optimizer: { rule: "adam", learningRate: 0.01 },
};

/** Trains to the end. */
function trained(seed: number, backend: engine.Backend): engine.Network {
  const run = engine.train(WIDE, DATA, seed, backend);
  let step = run.next();
  while (!step.done) step = run.next();
  return step.value;
}

Deno.test("networks can be kept by the hundred, and do not change when others train", async () => {
  // A run takes more than half of it, so that every run uses the memory of the last.
  const small = wasmBackend("f64", { megabytes: 1 });
  const kept = Array.from({ length: 200 }, (_, seed) => trained(seed, small));
  for (const seed of [0, 1, 199]) {
    const alone = trained(seed, blockedBackend("f64"));
    assertEquals(await engine.weightDigest(kept[seed]!), await engine.weightDigest(alone));
    const inputs = { rows: 4, columns: 2, values: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
    // Running averages of batch norm are kept, too, and the stream of dropout masks.
    for (const mode of ["test", "train"] as const) {
      assertEquals(kept[seed]!.predict(inputs, mode), alone.predict(inputs, mode), mode);
    }
    assertEquals(kept[seed]!.parameters, alone.parameters);
  }
});

/** Counts the memories that are made while something goes on. */
function memoriesMadeIn(body: () => void): number {
  const { Memory } = WebAssembly;
  let made = 0;
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      made += 1;
    }
  };
  try {
    body();
  } finally {
    WebAssembly.Memory = Memory;
  }
  return made;
}

Deno.test("memory comes back from runs that end, are left, or throw; others go on beside them", () => {
  const small = wasmBackend("f64", { megabytes: 1 });
  const losses = (run: Iterable<engine.TrainingEvent>) =>
    [...run].flatMap((event) => event.kind === "iteration" ? [event.loss] : []);
  const expected = losses(engine.train(WIDE, DATA, 5, small));
  const beside = engine.train(WIDE, DATA, 5, small);
  const [first] = [beside.next().value as engine.IterationEvent];
  const made = memoriesMadeIn(() => {
    for (let round = 0; round < 100; round++) {
      for (const _ of engine.train(WIDE, DATA, round, small)) break;
      const run = engine.train(WIDE, DATA, round, small);
      run.next();
      assertThrows(() => run.throw(new Error("stop")), Error, "stop");
      trained(round, small);
      small.release!(); // Of what was allocated directly; runs have their own.
    }
  });
  assertEquals(made, 1, "the run beside has one, all others share one");
  assertEquals([first.loss, ...losses(beside)], expected);
});

Deno.test("a network copied to another backend is the same there, and goes its own way", () => {
  const plain = trained(3, blockedBackend("f64"));
  const fast = plain.copyTo(BACKENDS.f64);
  assertEquals(fast.backend.name, BACKENDS.f64.name);
  const input = engine.allocateMatrix(BACKENDS.f64, 1, 2);
  input.values.set([1, 0]);
  assertEquals([...fast.predict(input).values], [...plain.predict(input).values]);
  const before = plain.parameters[0]!.value.values.slice();
  fast.parameters[0]!.value.values.fill(0);
  assertEquals(plain.parameters[0]!.value.values, before);
  const single = plain.copyTo(blockedBackend("f32"));
  assertEquals(single.parameters[0]!.value.values, Float32Array.from(before));
});

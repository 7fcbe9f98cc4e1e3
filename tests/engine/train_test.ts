import { assert, assertEquals, assertThrows } from "@std/assert";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import { referenceBackend } from "../../lib/engine/matrix/reference_backend.ts";
import { createNetwork } from "../../lib/engine/network/network_options.ts";
import type { LayerDefinition } from "../../lib/engine/layers/layer.ts";
import { formula } from "../../lib/engine/matrix/formula.ts";
import { adam } from "../../lib/engine/optimizers/adam.ts";
import type { OptimizerDefinition } from "../../lib/engine/optimizers/definition.ts";
import { Evaluator } from "../../lib/engine/training/evaluator.ts";
import { createOptimizer } from "../../lib/engine/optimizers/optimizer.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { weightDigest } from "../../lib/engine/training/digest.ts";
import {
  Batch,
  firstExamples,
  imageExamples,
  numberExamples,
  shuffleLabels,
} from "../../lib/engine/training/examples.ts";
import { wasmBackend } from "../../lib/engine/wasm/wasm_backend.ts";
import {
  type CheckpointEvent,
  type OpenTrainingOptions,
  train,
  type TrainingEvent,
  type TrainingOptions,
} from "../../lib/engine/training/train.ts";

const XOR = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
const OPTIONS: TrainingOptions = {
  network: { inputs: 2, hidden: [8, 5], classes: 2, dropout: 0.1, batchNorm: true },
  optimizer: { rule: "adam", learningRate: 0.01, beta1: 0.9, beta2: 0.999 },
  batchSize: 4,
  iterations: 12,
};

async function run(options: OpenTrainingOptions, seed: number, backend = blockedBackend("f64")) {
  const events: TrainingEvent[] = [];
  const training = train(options, { train: XOR, test: XOR }, seed, backend);
  while (true) {
    const { done, value } = training.next();
    if (done) return { events, digest: await weightDigest(value) };
    // The network is told by its digest.
    events.push(value.kind === "end" ? { ...value, network: undefined! } : value);
  }
}

Deno.test("train() gives the same bits again, other bits for another seed", async () => {
  const first = await run(OPTIONS, 1);
  assertEquals(await run(OPTIONS, 1), first);
  assert((await run(OPTIONS, 2)).digest !== first.digest);
});

Deno.test("train() gives the same bits with every backend, in both formats", async () => {
  for (const dtype of ["f64", "f32"] as const) {
    const expected = await run(OPTIONS, 1, referenceBackend(dtype));
    assertEquals(await run(OPTIONS, 1, blockedBackend(dtype)), expected);
    assertEquals(await run(OPTIONS, 1, wasmBackend(dtype)), expected);
  }
});

Deno.test("train() leaves frozen parameters as they were drawn", () => {
  const training = train(
    { ...OPTIONS, frozen: ["W3", "b3", "gamma1"] },
    { train: XOR, test: XOR },
    1,
    blockedBackend("f64"),
  );
  let result = training.next();
  while (!result.done) result = training.next();
  const network = result.value;
  const fresh = createNetwork(OPTIONS.network, blockedBackend("f64"), new RandomState(1));
  for (const [i, { name, value: trained }] of network.parameters.entries()) {
    const drawn = fresh.parameters[i]!.value;
    const same = trained.values.every((x, k) => x === drawn.values[k]);
    assertEquals(same, ["W3", "b3", "gamma1"].includes(name), name);
  }
});

Deno.test("checkpoints follow the document's rule", async () => {
  const { events } = await run({ ...OPTIONS, batchSize: 2, iterations: 7 }, 0);
  const checkpoints = events.filter(({ kind }) => kind === "checkpoint");
  assertEquals(checkpoints.map(({ iteration }) => iteration), [0, 2, 4, 6]);
  const other = events.filter(({ kind }) => kind === "probe" || kind === "end");
  assertEquals(other.map(({ kind, iteration }) => [kind, iteration]), [["probe", 0], ["end", 6]]);
  assertEquals(events.length, 7 + 4 + 2);
});

/** The network after some iterations, and the last event before. */
function trained(options: OpenTrainingOptions, seed = 1) {
  const training = train(options, { train: XOR, test: XOR }, seed, referenceBackend("f64"));
  let last: TrainingEvent | undefined;
  while (true) {
    const { done, value } = training.next();
    if (done) return { network: value, last: last as CheckpointEvent };
    last = value;
  }
}

const PLAIN: TrainingOptions = {
  ...OPTIONS,
  network: { inputs: 2, hidden: [8, 5], classes: 2, weightDecay: 0.01 },
};

Deno.test("activations are the mean, spread, zeros and dead units of what layers hand on", () => {
  const { network, last } = trained(PLAIN);
  const outputs: number[][] = [];
  const [w1, b1, w2, b2] = network.parameters.map(({ value }) => value);
  // Forward by hand, unit by unit, for the four inputs.
  let rows = [[0, 0], [0, 1], [1, 0], [1, 1]];
  for (const [weight, bias] of [[w1!, b1!], [w2!, b2!]] as const) {
    rows = rows.map((row) =>
      Array.from({ length: weight.columns }, (_, j) =>
        Math.max(
          0,
          row.reduce((sum, x, k) => sum + x * weight.values[k * weight.columns + j]!, 0) +
            bias.values[j]!,
        ))
    );
    outputs.push(rows.flat());
    const { mean, standardDeviation, zeros, deadUnits } = last.activations[outputs.length - 1]!;
    const all = rows.flat();
    const expectedMean = all.reduce((sum, x) => sum + x, 0) / all.length;
    const variance = all.reduce((sum, x) => sum + (x - expectedMean) ** 2, 0) / all.length;
    assert(Math.abs(mean - expectedMean) < 1e-12);
    assert(Math.abs(standardDeviation - Math.sqrt(variance)) < 1e-12);
    assertEquals(zeros, all.filter((x) => x === 0).length / all.length);
    const dead = rows[0]!.filter((_, j) => rows.every((row) => row[j] === 0)).length;
    assertEquals(deadUnits, dead / rows[0]!.length);
  }
  assertEquals(last.activations.length, 2);
});

function norm(values: Iterable<number>): number {
  return Math.sqrt([...values].reduce((sum, value) => sum + value * value, 0));
}

Deno.test("gradient norms are those of the weights' gradients of the last mini-batch", () => {
  const { network, last } = trained(PLAIN);
  const norms = network.parameters
    .filter(({ name }) => name.startsWith("W"))
    .map(({ gradient }) => norm(gradient.values));
  assertEquals(last.gradientNorms.length, 3);
  last.gradientNorms.forEach((norm, i) => assert(Math.abs(norm - norms[i]!) < 1e-12 * norms[i]!));
  // dW = (W after - W before) / -rate, for plain gradient descent over one step.
  const sgd = (iterations: number) =>
    trained({ ...PLAIN, optimizer: { rule: "sgd", learningRate: 0.5 }, iterations });
  const [before, after] = [sgd(3).network, sgd(4)];
  const step = after.network.parameters[0]!.value.values.map((w, i) =>
    (before.parameters[0]!.value.values[i]! - w) / 0.5
  );
  assert(Math.abs(after.last.gradientNorms[0]! - norm(step)) < 1e-12);
});

Deno.test("looking changes nothing: a loop that never looks gives the same weights", async () => {
  const backend = blockedBackend("f64");
  const random = new RandomState(3);
  const network = createNetwork(OPTIONS.network, backend, random);
  const optimizer = createOptimizer(OPTIONS.optimizer, network.parameters, backend);
  const batch = new Batch(backend, 2);
  const indices = new Uint32Array(OPTIONS.batchSize);
  for (let iteration = 0; iteration < OPTIONS.iterations; iteration++) {
    random.choice(XOR.count, indices);
    batch.take(XOR, indices);
    network.computeGradients(batch.inputs, batch.labels);
    optimizer.update();
  }
  assertEquals(await weightDigest(network), (await run(OPTIONS, 3)).digest);
});

Deno.test("labels are shuffled as NumPy shuffles them", () => {
  const examples = numberExamples(Array.from({ length: 20 }, (_, i) => [i]), [...Array(20).keys()]);
  // np.random.seed(s); a = np.arange(20, dtype=np.uint8); np.random.shuffle(a)
  const numpy = {
    0: [18, 1, 19, 8, 10, 17, 6, 13, 4, 2, 5, 14, 9, 7, 16, 11, 3, 0, 15, 12],
    5: [2, 5, 17, 19, 12, 1, 11, 10, 13, 18, 7, 4, 8, 9, 0, 16, 6, 15, 14, 3],
  };
  for (const [seed, expected] of Object.entries(numpy)) {
    assertEquals([...shuffleLabels(examples, Number(seed)).labels], expected);
  }
  assertEquals([...examples.labels], [...Array(20).keys()]);
});

Deno.test("train() refuses what does not fit together", () => {
  const start = (options: Partial<TrainingOptions>, data = XOR) => () =>
    train({ ...OPTIONS, ...options }, { train: data, test: data }, 0, blockedBackend("f64")).next();
  assertThrows(start({ batchSize: 0 }), RangeError, "Cannot train with batchSize 0");
  assertThrows(start({ iterations: -1 }), RangeError, "Cannot train with iterations -1");
  assertThrows(start({ iterations: 0 }), RangeError, "give a whole number, 1 or more");
  assertThrows(start({ frozen: ["W9"] }), RangeError, 'Cannot freeze "W9"');
  assertThrows(
    start({}, numberExamples([[1, 2, 3]], [0])),
    RangeError,
    "Cannot use examples of 3 inputs",
  );
  assertThrows(
    start({ batchSize: 1 }, numberExamples([[1, 2]], [7])),
    RangeError,
    "its label is 7",
  );
});

Deno.test("examples check their shapes", () => {
  assertThrows(
    () => imageExamples(new Uint8Array(5), new Uint8Array(2)),
    RangeError,
    "Cannot use 5",
  );
  assertThrows(
    () => imageExamples(new Uint8Array(0), new Uint8Array(0)),
    RangeError,
    "Cannot use 0",
  );
  assertThrows(() => numberExamples([[1], [1, 2]], [0, 0]), RangeError, "Cannot use example 1");
  assertThrows(() => firstExamples(XOR, 5), RangeError, "there are 4");
  const batch = new Batch(blockedBackend("f64"), 2);
  batch.take(
    imageExamples(Uint8Array.of(0, 255, 51, 1), Uint8Array.of(1, 2)),
    Uint32Array.of(1, 0),
  );
  assertEquals([...batch.labels], [2, 1]);
  assertEquals([...batch.inputs.indices.subarray(0, 3)], [0, 1, 1]);
  assertEquals([...batch.inputs.values.subarray(0, 3)], [
    Math.fround(0.2),
    Math.fround(1 / 255),
    1,
  ]);
});

Deno.test("a run that diverges goes on and shows it", async () => {
  const { events } = await run({
    ...OPTIONS,
    network: { inputs: 2, hidden: [8], classes: 2 },
    optimizer: { rule: "sgd", learningRate: 1e200 },
  }, 0);
  assertEquals(events.length, 12 + 12 + 2);
  assert(events.some((event) => event.kind === "iteration" && !Number.isFinite(event.loss)));
});

Deno.test("a network given as a list of layers trains as the same one given by its widths", async () => {
  const network = {
    inputs: 2,
    layers: [
      { layer: "affine", outputs: 8, rectify: true },
      { layer: "affine", outputs: 5, rectify: true },
      { layer: "affine", outputs: 2 },
    ],
    weightDecay: 0.01,
  } as const;
  assertEquals(await run({ ...PLAIN, network }, 1), await run(PLAIN, 1));
});

Deno.test("layers, optimizers and backends of one's own train like those that are listed", async () => {
  const half: LayerDefinition<{ readonly layer: "half"; readonly factor?: number }> = {
    layer: "half",
    options: { factor: { range: { from: 0 }, default: 0.5 } },
    formulas: [],
    create: ({ factor }, { inputs }) => ({
      outputs: inputs,
      forward: ({ values, ...size }) => ({ ...size, values: values.map((x) => x * factor) }),
      backward: ({ values, ...size }) => ({ ...size, values: values.map((x) => x * factor) }),
    }),
  };
  const signs: OptimizerDefinition<{ readonly rule: "signs"; readonly step: number }> = {
    rule: "signs",
    options: { step: { range: { from: 0, above: true } } },
    update: formula({
      name: "signs",
      matrices: 2,
      scalars: 1,
      plain: (round) => (w, g, step) => {
        for (let i = 0; i < w.length; i++) w[i] = round(w[i]! - round(step * Math.sign(g[i]!)));
      },
      vector: () => {
        throw new Error("only a WebAssembly backend asks for this");
      },
    }),
    scalars: ({ step }) => [step],
  };
  const affine = (outputs: number) => ({ layer: "affine", outputs }) as const;
  const network = {
    inputs: 2,
    layers: [affine(8), { layer: half }, { layer: "relu" }, affine(2)],
  } as const;
  const backend = { ...blockedBackend("f64"), name: "own" };
  const optimizer = { rule: signs, step: 0.01 };
  const options: OpenTrainingOptions = { ...PLAIN, network, optimizer, frozen: ["W2"] };
  const { events } = await run({ ...options, iterations: 200 }, 1, backend);
  const losses = events.flatMap((event) => event.kind === "iteration" ? [event.loss] : []);
  assert(losses.at(-1)! < losses[0]!);
  // A listed optimizer as a definition of one's own gives the bits of its name.
  const own = await run({ ...PLAIN, optimizer: { ...PLAIN.optimizer, rule: adam } }, 1);
  assertEquals(own, await run(PLAIN, 1));
  const misspelt = { ...options, optimizer: { rule: signs, stp: 1 } };
  assertThrows(() => train(misspelt, { train: XOR, test: XOR }, 0, backend), RangeError, '"stp"');
});

Deno.test("classify() gives the class of every example, whatever its label", () => {
  const { network } = trained({ ...PLAIN, iterations: 300 });
  const unlabelled = { ...XOR, labels: new Uint8Array(4) };
  assertEquals(new Evaluator(network).classify(unlabelled), XOR.labels);
  assertEquals(new Evaluator(network).accuracy(XOR), 1);
});

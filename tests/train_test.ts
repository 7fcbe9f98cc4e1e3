import { assert, assertEquals, assertThrows } from "@std/assert";
import { blockedBackend } from "../lib/engine/matrix/blocked_backend.ts";
import { referenceBackend } from "../lib/engine/matrix/reference_backend.ts";
import { weightDigest } from "../lib/engine/training/digest.ts";
import {
  Batch,
  firstExamples,
  imageExamples,
  numberExamples,
} from "../lib/engine/training/examples.ts";
import { wasmBackend } from "../lib/engine/wasm/wasm_backend.ts";
import { train, type TrainingEvent, type TrainingOptions } from "../lib/engine/training/train.ts";

const XOR = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
const OPTIONS: TrainingOptions = {
  network: { inputs: 2, hidden: [8, 5], classes: 2, dropout: 0.1, batchNorm: true },
  optimizer: { rule: "adam", learningRate: 0.01, beta1: 0.9, beta2: 0.999 },
  batchSize: 4,
  iterations: 12,
};

async function run(options: TrainingOptions, seed: number, backend = blockedBackend("f64")) {
  const events: TrainingEvent[] = [];
  const training = train(options, { train: XOR, test: XOR }, seed, backend);
  while (true) {
    const { done, value } = training.next();
    if (done) return { events, digest: await weightDigest(value) };
    events.push(value);
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

Deno.test("train() leaves untrained parameters as they were drawn", () => {
  const training = train(
    { ...OPTIONS, untrained: ["W3", "b3", "gamma1"] },
    { train: XOR, test: XOR },
    1,
    blockedBackend("f64"),
  );
  let result = training.next();
  while (!result.done) result = training.next();
  const network = result.value;
  const fresh =
    train({ ...OPTIONS, iterations: 0 }, { train: XOR, test: XOR }, 1, blockedBackend("f64"))
      .next().value;
  assert("parameters" in network && "parameters" in (fresh as object));
  for (const [i, { name, value: trained }] of network.parameters.entries()) {
    const drawn = (fresh as typeof network).parameters[i]!.value;
    const same = trained.values.every((x, k) => x === drawn.values[k]);
    assertEquals(same, ["W3", "b3", "gamma1"].includes(name), name);
  }
});

Deno.test("checkpoints follow the document's rule", async () => {
  const { events } = await run({ ...OPTIONS, batchSize: 2, iterations: 7 }, 0);
  const checkpoints = events.filter(({ kind }) => kind === "checkpoint");
  assertEquals(checkpoints.map(({ iteration }) => iteration), [0, 2, 4, 6]);
  const other = events.filter(({ kind }) => kind === "glance" || kind === "end");
  assertEquals(other.map(({ kind, iteration }) => [kind, iteration]), [["glance", 0], ["end", 6]]);
  assertEquals(events.length, 7 + 4 + 2);
});

Deno.test("train() refuses what does not fit together", () => {
  const start = (options: Partial<TrainingOptions>, data = XOR) => () =>
    train({ ...OPTIONS, ...options }, { train: data, test: data }, 0, blockedBackend("f64")).next();
  assertThrows(start({ batchSize: 0 }), RangeError, "Cannot train with a batch size of 0");
  assertThrows(start({ iterations: -1 }), RangeError, "Cannot train with a number of iterations");
  assertThrows(start({ untrained: ["W9"] }), RangeError, 'Cannot leave "W9" untrained');
  assertThrows(
    start({}, numberExamples([[1, 2, 3]], [0])),
    RangeError,
    "Cannot train on examples of 3 inputs",
  );
  assertThrows(start({}, numberExamples([[1, 2]], [7])), RangeError, "its label is 7");
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
  assertThrows(() => numberExamples([[1], [1, 2]], [0, 0]), RangeError, "Cannot use 2 inputs");
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

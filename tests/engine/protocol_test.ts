/** What training takes for granted: every field decides what it should, and nothing else. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import type { Backend } from "../../lib/engine/matrix/backend.ts";
import { referenceBackend } from "../../lib/engine/matrix/reference_backend.ts";
import {
  checkpointInterval,
  completeProtocol,
  DEFAULT_PROTOCOL,
  type Protocol,
} from "../../lib/engine/protocol.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { weightDigest } from "../../lib/engine/training/digest.ts";
import { numberExamples } from "../../lib/engine/training/examples.ts";
import { createSampler } from "../../lib/engine/training/sampler.ts";
import { train, type TrainingOptions } from "../../lib/engine/training/train.ts";
import { wasmBackend } from "../../lib/engine/wasm/wasm_backend.ts";
import { runSpec, trainingOptionsOf } from "../../pipeline/records/record.ts";
import { smallExperiment } from "../support/small_experiment.ts";
import { RICH_TOY, SMALL_DATASET } from "../support/toy_document.ts";

const random = new RandomState(4);
const EXAMPLES = numberExamples(
  Array.from({ length: 30 }, () => [random.randn(), random.randn()]),
  Array.from({ length: 30 }, (_, i) => i % 2),
);
const OPTIONS: TrainingOptions = {
  network: { inputs: 2, hidden: [6, 5], classes: 2, dropout: 0.2, batchNorm: true },
  optimizer: { rule: "adam", learningRate: 0.01 },
  batchSize: 6,
  iterations: 25,
};

/** What a run gives, in parts that a field may or may not change. */
async function run(protocol: Partial<Protocol>, backend: Backend = blockedBackend("f64")) {
  const options = { ...OPTIONS, protocol };
  const losses: number[] = [];
  const checkpoints: number[] = [];
  const probes: [iteration: number, accuracy: number][] = [];
  const accuracies: number[] = [];
  for (const event of train(options, { train: EXAMPLES, test: EXAMPLES }, 3, backend)) {
    if (event.kind === "iteration") losses.push(event.loss);
    else if (event.kind === "probe") probes.push([event.iteration, event.accuracy]);
    else if (event.kind === "checkpoint") {
      checkpoints.push(event.iteration);
      accuracies.push(event.testAccuracy);
    } else {
      const weights = await weightDigest(event.network);
      return { losses, checkpoints, probes, accuracies, activations: event.activations, weights };
    }
  }
  throw new Error("this run never ends");
}

type Part = keyof Awaited<ReturnType<typeof run>>;

/** For every field: another value, what that changes, and what it leaves alone. */
const FIELDS: {
  readonly [Name in keyof Protocol]: readonly [
    value: Protocol[Name],
    changes: readonly Part[],
    leaves: readonly Part[],
  ];
} = {
  batchNormEpsilon: [0.01, ["losses", "weights"], ["checkpoints"]],
  // Running averages are for test mode alone.
  batchNormMomentum: [0.5, ["losses", "activations"], ["weights", "checkpoints"]],
  optimizerEpsilon: [0.01, ["losses", "weights"], ["checkpoints"]],
  // A term of the loss, which the gradient leaves out.
  lossEpsilon: [0.01, ["losses"], ["weights", "accuracies"]],
  dropoutScaling: ["train", ["losses", "weights"], ["checkpoints"]],
  sampling: ["without replacement", ["losses", "weights"], ["checkpoints"]],
  checkpointEvery: [3, ["checkpoints"], ["losses", "weights", "probes"]],
  probeEvery: [7, ["probes"], ["losses", "weights", "checkpoints"]],
  probeExamples: [4, ["probes", "activations"], ["losses", "weights", "checkpoints"]],
};

Deno.test("every document writes down every field of its protocol, and none that is unknown", () => {
  for (const { protocol } of [...DOCUMENTS, RICH_TOY]) {
    assertEquals(completeProtocol(protocol), protocol);
    assertEquals(Object.keys(protocol).sort(), Object.keys(FIELDS).sort());
  }
});

Deno.test("the default protocol, written out, changes no bit", async () => {
  assertEquals(await run(DEFAULT_PROTOCOL), await run({}));
});

Deno.test("every field of the protocol changes what it should, and leaves the rest", async () => {
  const usual = await run({});
  for (const [name, [value, changes, leaves]] of Object.entries(FIELDS)) {
    const other = await run({ [name]: value });
    for (const part of leaves) assertEquals(other[part], usual[part], `${name}: ${part}`);
    for (const part of changes) {
      assert(JSON.stringify(other[part]) !== JSON.stringify(usual[part]), `${name}: ${part}`);
    }
  }
});

Deno.test("with every field changed, all backends give the same bits", async () => {
  const changed = Object.fromEntries(
    Object.entries(FIELDS).map(([name, [value]]) => [name, value]),
  ) as unknown as Protocol;
  const { checkpoints, probes, ...rest } = await run(changed);
  assertEquals(checkpoints, [0, 3, 6, 9, 12, 15, 18, 21, 24]);
  assertEquals(probes.map(([iteration]) => iteration), [0, 7, 14, 21]);
  for (const backend of [referenceBackend("f64"), wasmBackend("f64", { megabytes: 8 })]) {
    assertEquals(await run(changed, backend), { checkpoints, probes, ...rest });
  }
});

Deno.test("without replacement, a pass takes every example once, as NumPy shuffles them", () => {
  const sample = createSampler("without replacement", 20, new RandomState(0));
  const batch = new Uint32Array(7);
  const drawn = Array.from({ length: 3 }, () => {
    sample(batch);
    return [...batch];
  });
  // np.random.seed(0); np.random.permutation(20)
  const pass = [18, 1, 19, 8, 10, 17, 6, 13, 4, 2, 5, 14, 9, 7, 16, 11, 3, 0, 15, 12];
  assertEquals(drawn.slice(0, 2), [pass.slice(0, 7), pass.slice(7, 14)]);
  // Six are left, which fill no batch of seven: another pass begins.
  assertEquals(new Set(drawn[2]).size, 7);
});

Deno.test("checkpoints once an epoch, or every so many iterations", () => {
  const every = (checkpointEvery: Protocol["checkpointEvery"]) =>
    checkpointInterval({ ...DEFAULT_PROTOCOL, checkpointEvery }, 70, 20);
  assertEquals([every("epoch"), every(5)], [3.5, 5]);
  assertEquals(checkpointInterval(DEFAULT_PROTOCOL, 10, 20), 1);
});

Deno.test("a protocol that makes no sense is refused", () => {
  for (
    const [protocol, says] of [
      [{ epsilon: 1 }, 'the setting "epsilon" of the protocol'],
      [{ optimizerEpsilon: 0 }, "optimizerEpsilon 0: give a number greater than 0"],
      [{ batchNormMomentum: 1 }, "batchNormMomentum 1: give a number from 0 to less than 1"],
      [{ checkpointEvery: 0 }, "checkpointEvery 0: choose from epoch, or give a whole number, 1"],
      [{ probeExamples: 1.5 }, "probeExamples 1.5: give a whole number, 1 or more"],
      [{ sampling: "bootstrap" }, 'sampling "bootstrap": choose from with replacement, without'],
      [null, "the protocol null"],
    ] as const
  ) {
    const options = { ...OPTIONS, protocol: protocol as Partial<Protocol> };
    const data = { train: EXAMPLES, test: EXAMPLES };
    assertThrows(() => train(options, data, 0, blockedBackend("f64")), RangeError, says);
  }
});

Deno.test("the spec of a run holds what differs from the default protocol, and nothing else", () => {
  const experiment = smallExperiment("small", [3]);
  const { source } = SMALL_DATASET;
  const specOf = (
    protocol: Partial<Protocol>,
    training: Partial<TrainingOptions> = {},
  ) => {
    const document = { id: RICH_TOY.id, protocol: { ...DEFAULT_PROTOCOL, ...protocol } };
    const changed = { ...experiment, training: { ...experiment.training, ...training } };
    return runSpec(document, changed, 0, "f64", source);
  };
  assertEquals(specOf({}), runSpec(RICH_TOY, experiment, 0, "f64", source));
  assertEquals(Object.hasOwn(specOf({}).training, "protocol"), false);
  assertEquals(specOf({ probeEvery: 5 }).training.protocol, { probeEvery: 5 });
  // An experiment may differ from its document.
  const own = specOf({ probeEvery: 5 }, { protocol: { probeEvery: 20, lossEpsilon: 1e-9 } });
  assertEquals(own.training.protocol, { lossEpsilon: 1e-9 });
  // Frozen parameters are stored under their older name.
  const frozen = specOf({}, { frozen: ["W1"] });
  assertEquals(frozen.training, { ...experiment.training, untrained: ["W1"] });
  assertEquals(trainingOptionsOf(frozen), { ...experiment.training, frozen: ["W1"] });
});

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import type { Matrix } from "../../lib/engine/matrix/matrix.ts";
import { weightScale } from "../../lib/engine/layers/initialisation.ts";
import { createNetwork, type NetworkOptions } from "../../lib/engine/network/network_options.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { Network } from "../../lib/engine/network/network.ts";
import { SoftmaxCrossEntropy } from "../../lib/engine/network/softmax_cross_entropy.ts";

const backend = blockedBackend("f64");

/**
 * Central differences err by about 1e-8 here; the document's log(y + 1e-7) makes
 * the gradient of its loss, (y - onehot) / batch, itself inexact by 1e-7 / y.
 */
const TOLERANCE = 1e-5;

function randomBatch(rows: number, columns: number, random: RandomState): Matrix {
  const values = Float64Array.from({ length: rows * columns }, () => random.randn());
  return { rows, columns, values };
}

/**
 * The gradients of a network against central differences of its training loss.
 * Dropout draws new masks in every pass: see the test of pairs of layers.
 */
function checkGradients(options: NetworkOptions, rows: number, seed: number): void {
  const random = new RandomState(seed);
  const network = createNetwork(options, backend, random);
  const inputs = randomBatch(rows, options.inputs, random);
  const labels = Uint8Array.from(
    { length: rows },
    () => Math.floor(random.rand() * options.classes),
  );
  network.computeGradients(inputs, labels);
  const gradients = network.parameters.map(({ gradient }) => gradient.values.slice());
  const step = 1e-5;
  network.parameters.forEach(({ name, value }, p) => {
    for (let i = 0; i < value.values.length; i++) {
      const kept = value.values[i]!;
      value.values[i] = kept + step;
      const above = network.loss(inputs, labels, "train");
      value.values[i] = kept - step;
      const below = network.loss(inputs, labels, "train");
      value.values[i] = kept;
      assertAlmostEquals(
        gradients[p]![i]!,
        (above - below) / (2 * step),
        TOLERANCE,
        `gradient of ${name}[${i}], seed ${seed}`,
      );
    }
  });
}

for (
  const [name, extra] of Object.entries<Partial<NetworkOptions>>({
    "plain": {},
    "with L2": { weightDecay: 0.3 },
    "with batch norm": { batchNorm: true, activation: "sigmoid" },
  })
) {
  Deno.test(`gradients of a sigmoid network ${name} equal numerical ones`, () => {
    fc.assert(
      fc.property(
        // Batch norm belongs to hidden layers.
        fc.array(fc.integer({ min: 1, max: 6 }), {
          minLength: extra.batchNorm ? 1 : 0,
          maxLength: 3,
        }),
        fc.integer({ min: 2, max: 9 }),
        fc.nat(),
        (hidden, rows, seed) =>
          checkGradients(
            {
              inputs: 4,
              hidden,
              classes: 3,
              activation: "sigmoid",
              initialisation: 0.3,
              ...extra,
            },
            rows,
            seed,
          ),
      ),
      { numRuns: 12, seed: 2 },
    );
  });
}

Deno.test("gradients of a ReLU network equal numerical ones away from the kink", () => {
  checkGradients({ inputs: 5, hidden: [7, 6], classes: 4 }, 6, 3);
});

Deno.test("softmax cross entropy has its closed forms", () => {
  const loss = new SoftmaxCrossEntropy(backend, 10, 1e-7);
  const uniform = { rows: 4, columns: 10, values: new Float64Array(40) };
  const labels = new Uint8Array([0, 3, 5, 9]);
  assertAlmostEquals(loss.forward(uniform, labels), -Math.log(0.1 + 1e-7), 1e-15);
  const gradient = loss.backward(labels);
  assertAlmostEquals(gradient.values[0]!, (0.1 - 1) / 4, 1e-15);
  assertAlmostEquals(gradient.values[1]!, 0.1 / 4, 1e-15);
  // Logits that would overflow without subtracting the largest.
  const large = { rows: 1, columns: 10, values: new Float64Array(10).fill(-1e4) };
  large.values[7] = 1e4;
  assertAlmostEquals(loss.forward(large, new Uint8Array([7])), -Math.log(1 + 1e-7), 1e-15);
});

Deno.test("sumOfSquares() adds up, whatever the length", () => {
  for (const length of [0, 1, 7, 8, 9, 100]) {
    const values = Float64Array.from({ length }, (_, i) => i);
    const expected = values.reduce((sum, x) => sum + x * x, 0);
    assertEquals(backend.sumOfSquares(values), expected);
  }
});

Deno.test("weightScale() follows He and Xavier", () => {
  assertEquals(weightScale("he", 50), Math.sqrt(2 / 50));
  assertEquals(weightScale("xavier", 50), Math.sqrt(1 / 50));
  assertEquals(weightScale(0.01, 50), 0.01);
});

Deno.test("a network of impossible sizes is refused", () => {
  const create = (options: Partial<NetworkOptions>) => () =>
    createNetwork({ inputs: 3, hidden: [2], classes: 2, ...options }, backend, new RandomState(0));
  assertThrows(create({ hidden: [0] }), RangeError, "for each element, give a whole number, 1 or");
  assertThrows(create({ inputs: 1.5 }), RangeError, "inputs 1.5: give a whole number, 1 or more");
  assertThrows(create({ classes: 1 }), RangeError, "classes 1: give a whole number from 2 to 256");
  assertThrows(create({ dropout: 1.5 }), RangeError, "give a number from 0 to less than 1");
});

Deno.test("in float32 every number of a network is a float32", () => {
  const single = blockedBackend("f32");
  const network = createNetwork(
    { inputs: 4, hidden: [5], classes: 3, batchNorm: true, weightDecay: 0.1 },
    single,
    new RandomState(1),
  );
  const random = new RandomState(2);
  const inputs = randomBatch(3, 4, random);
  const rounded = { ...inputs, values: Float32Array.from(inputs.values) };
  network.computeGradients(rounded, new Uint8Array([0, 1, 2]));
  const loss = network.loss(rounded, new Uint8Array([0, 1, 2]));
  assertEquals(loss, Math.fround(loss));
  assert(network.parameters.every(({ gradient }) => gradient.values instanceof Float32Array));
});

Deno.test("weights go through JSON into another network, running averages with them", () => {
  const options = { inputs: 4, hidden: [5], classes: 3, batchNorm: true } as const;
  const network = createNetwork(options, backend, new RandomState(1));
  const inputs = randomBatch(6, 4, new RandomState(2));
  network.computeGradients(inputs, Uint8Array.of(0, 1, 2, 0, 1, 2)); // Moves the averages.
  const weights = network.weights();
  assertEquals(Object.keys(weights), [
    ...["W1", "b1", "gamma1", "beta1", "W2", "b2"],
    ...["runningMean1", "runningVariance1"],
  ]);
  const other = createNetwork(options, backend, new RandomState(9));
  other.load(JSON.parse(JSON.stringify(weights)));
  assertEquals(other.predict(inputs), network.predict(inputs));
  weights["W1"]![0] = 7; // A copy.
  assertEquals(other.weights()["W1"], network.weights()["W1"]);
});

Deno.test("without options, a list of layers decays no weights and has a loss", () => {
  const layers = [{ layer: "affine", outputs: 2 }] as const;
  const network = new Network({ inputs: 3, layers }, backend, new RandomState(0));
  const options = { inputs: 3, hidden: [], classes: 2 };
  const same = createNetwork(options, backend, new RandomState(0));
  const [inputs, labels] = [randomBatch(2, 3, new RandomState(1)), Uint8Array.of(0, 1)];
  assertEquals(network.loss(inputs, labels), same.loss(inputs, labels));
});

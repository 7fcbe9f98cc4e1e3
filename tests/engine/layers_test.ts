/** Every listed layer, alone and in pairs, against numerical gradients. */

import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { createLayer, type LayerOptions, LAYERS } from "../../lib/engine/layers/mod.ts";
import { MODES } from "../../lib/engine/layers/layer.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import { CsrMatrix } from "../../lib/engine/matrix/csr_matrix.ts";
import type { NetworkDefinition } from "../../lib/engine/network/definition.ts";
import { Network } from "../../lib/engine/network/network.ts";
import { mean } from "../../lib/statistics/summary.ts";
import { RandomState } from "../../lib/engine/random/random_state.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";

const backend = blockedBackend("f64");

/** An example of every layer. One that is listed and not here does not compile. */
const EXAMPLES: { readonly [Name in LayerOptions["layer"]]: LayerOptions & { layer: Name } } = {
  affine: { layer: "affine", outputs: 4, initialisation: 0.6, rectify: true },
  batchNorm: { layer: "batchNorm", epsilon: 0.1, momentum: 0.9 },
  dropout: { layer: "dropout", p: 0.3, scaling: "train" },
  relu: { layer: "relu" },
  sigmoid: { layer: "sigmoid" },
};
const SOME = Object.values(EXAMPLES);

function randomMatrix(rows: number, columns: number, seed: number) {
  const random = new RandomState(seed);
  return {
    rows,
    columns,
    values: Float64Array.from({ length: rows * columns }, () => random.randn()),
  };
}

const LABELS = Uint8Array.of(0, 1, 1, 0, 1);
const INPUTS = randomMatrix(LABELS.length, 3, 5);

function networkWith(layers: readonly LayerOptions[]): NetworkDefinition {
  return {
    inputs: INPUTS.columns,
    layers: [
      { layer: "affine", outputs: 4, initialisation: 0.8 },
      ...layers,
      { layer: "affine", outputs: 2, initialisation: 0.8 },
    ],
    weightDecay: 0.1,
    lossEpsilon: 1e-15, // With more, gradients of the loss are not exact.
  };
}

/** The network before its first pass: weights and dropout masks are the same every time. */
const fresh = (definition: NetworkDefinition) =>
  new Network(definition, backend, new RandomState(3));

Deno.test("every pair of layers in a row has the gradients that central differences give", () => {
  const step = 1e-5;
  for (const pair of SOME.flatMap((first) => SOME.map((second) => [first, second]))) {
    const definition = networkWith(pair);
    const network = fresh(definition);
    network.computeGradients(INPUTS, LABELS);
    network.parameters.forEach(({ name, gradient }, p) => {
      gradient.values.forEach((computed, i) => {
        const lossWith = (change: number): number => {
          const changed = fresh(definition);
          changed.parameters[p]!.value.values[i]! += change;
          return changed.loss(INPUTS, LABELS, "train");
        };
        const expected = (lossWith(step) - lossWith(-step)) / (2 * step);
        const what = `${name}[${i}] of ${pair.map(({ layer }) => layer)}`;
        assertAlmostEquals(computed, expected, 1e-5, what);
      });
    });
  }
});

Deno.test("no layer changes its input, and going backward none needs it unchanged", () => {
  for (const options of SOME) {
    const layer = () =>
      createLayer(options, { backend, inputs: 4, random: new RandomState(1), number: 1 });
    for (const mode of MODES) {
      const input = randomMatrix(5, 4, 2);
      const one = layer();
      one.initialise?.(new RandomState(0));
      assertEquals(one.forward(input, mode).columns, one.outputs, options.layer);
      assertEquals(input, randomMatrix(5, 4, 2), options.layer);
    }
    const backward = (spoil: boolean) => {
      const [input, one] = [randomMatrix(5, 4, 2), layer()];
      one.initialise?.(new RandomState(0));
      one.forward(input, "train");
      if (spoil) input.values.fill(NaN);
      const { values } = one.backward(randomMatrix(5, 4, 8), false);
      return [values, ...(one.parameters ?? []).map(({ gradient }) => gradient.values)];
    };
    assertEquals(backward(true), backward(false), options.layer);
  }
});

Deno.test("a network may begin with any layer, on dense and on sparse inputs", () => {
  for (const first of SOME) {
    for (const where of [backend, fastestBackend("f64")]) {
      const layers = [first, ...networkWith([]).layers];
      const network = () => new Network({ ...networkWith([]), layers }, where, new RandomState(3));
      const sparse = new CsrMatrix(where);
      where.toCsr(INPUTS, sparse);
      const logits = [...network().predict(INPUTS).values];
      assert(logits.every(Number.isFinite));
      assertEquals([...network().predict(sparse).values], logits, first.layer);
    }
  }
});

Deno.test("dropout that scales in training leaves test mode alone, and means alike", () => {
  const input = { rows: 1, columns: 20_000, values: new Float64Array(20_000).fill(1) };
  const means = (["test", "train"] as const).map((scaling) => {
    const options = { layer: "dropout", p: 0.25, scaling } as const;
    const layer = createLayer(options, {
      backend,
      inputs: 20_000,
      random: new RandomState(0),
      number: 1,
    });
    return MODES.map((mode) => mean([...layer.forward(input, mode).values]));
  });
  const [[train, test], [trainScaled, testScaled]] = means as [number[], number[]];
  assertAlmostEquals(train!, 0.75, 0.01);
  assertEquals([test, testScaled], [0.75, 1]);
  assertAlmostEquals(trainScaled!, 1, 0.01);
});

Deno.test("layers that do not exist, or are told nonsense, are refused", () => {
  const build = (layers: readonly unknown[]) => () =>
    fresh({ ...networkWith([]), layers: layers as LayerOptions[] });
  const names = LAYERS.map(({ layer }) => layer).join(", ");
  assertThrows(build([{ layer: "conv" }]), RangeError, `layer "conv": choose from ${names}`);
  assertThrows(
    build([{ layer: "dropout", p: 1 }]),
    RangeError,
    "p 1: give a number from 0 to less",
  );
  assertThrows(build([{ layer: "relu", p: 1 }]), RangeError, 'the setting "p" of the layer "relu"');
  assertThrows(build([{ layer: "affine" }]), RangeError, "outputs undefined");
  assertThrows(
    build([]),
    RangeError,
    "Cannot build a network of the layers []: give a list of one layer or more",
  );
});

import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Parameter } from "../../lib/engine/layers/layer.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import {
  createOptimizer,
  type OptimizerOptions,
  OPTIMIZERS,
} from "../../lib/engine/optimizers/optimizer.ts";

/** One parameter of one number, at 1 with the constant gradient `slope`. */
function descend(options: OptimizerOptions, slope: number, steps: number): number {
  const row = (value: number) => ({ rows: 1, columns: 1, values: new Float64Array([value]) });
  const parameter: Parameter = { name: "W1", value: row(1), gradient: row(slope), decays: true };
  const optimizer = createOptimizer(options, [parameter], blockedBackend("f64"));
  for (let step = 0; step < steps; step++) optimizer.update();
  return parameter.value.values[0]!;
}

const CASES: readonly [name: string, OptimizerOptions, expected: (g: number) => number][] = [
  ["SGD", { rule: "sgd", learningRate: 0.1 }, (g) => 1 - 3 * 0.1 * g],
  [
    // Velocities -lr g (1, 1 + m, 1 + m + m^2).
    "momentum",
    { rule: "momentum", learningRate: 0.1, momentum: 0.5 },
    (g) => 1 - 0.1 * g * (1 + 1.5 + 1.75),
  ],
  [
    // Steps lr / sqrt(t).
    "AdaGrad",
    { rule: "adagrad", learningRate: 0.1 },
    (_) => 1 - 0.1 * (1 + 1 / Math.sqrt(2) + 1 / Math.sqrt(3)),
  ],
  [
    // h after t steps is g^2 (1 - d^t).
    "RMSprop",
    { rule: "rmsprop", learningRate: 0.1, decay: 0.9, decayBy: "multiply" },
    (_) => 1 - [0.1, 0.19, 0.271].reduce((sum, h) => sum + 0.1 / Math.sqrt(h), 0),
  ],
  [
    // h after t steps is t (d + (1 - d) g^2).
    "RMSprop as written",
    { rule: "rmsprop", learningRate: 0.1, decay: 0.9, decayBy: "add" },
    (g) => 1 - [1, 2, 3].reduce((sum, t) => sum + 0.1 * g / Math.sqrt(t * (0.9 + 0.1 * g * g)), 0),
  ],
  [
    // A constant gradient gives steps of lr whatever its size.
    "Adam",
    { rule: "adam", learningRate: 0.1, beta1: 0.9, beta2: 0.999 },
    (_) => 1 - 0.3,
  ],
];

for (const [name, options, expected] of CASES) {
  Deno.test(`${name} has its closed form for a constant gradient`, () => {
    for (const slope of [0.5, 3]) {
      assertAlmostEquals(descend(options, slope, 3), expected(slope), 2e-5, `slope ${slope}`);
    }
  });
}

Deno.test("every listed optimizer has a closed form here", () => {
  const listed = new Set(OPTIMIZERS.map(({ rule }) => rule));
  assertEquals(new Set(CASES.map(([, { rule }]) => rule)), listed);
});

Deno.test("epsilon is what the protocol says", () => {
  // The first step of AdaGrad is lr g / (|g| + epsilon).
  const row = (value: number) => ({ rows: 1, columns: 1, values: new Float64Array([value]) });
  const parameter: Parameter = { name: "W1", value: row(1), gradient: row(0.5), decays: true };
  const options = { rule: "adagrad", learningRate: 0.1 } as const;
  createOptimizer(options, [parameter], blockedBackend("f64"), 0.5).update();
  assertEquals(parameter.value.values[0], 1 - 0.1 * 0.5 / (0.5 + 0.5));
});

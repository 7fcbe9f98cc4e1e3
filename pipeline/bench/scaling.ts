import { RandomState } from "../../lib/engine/random/random_state.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import { train } from "../../lib/engine/training/train.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import type { ModeFigures } from "./modes.ts";
import { withSpread } from "./timing.ts";

/** How long one iteration takes for a network of three hidden layers. */
export interface ScalingFigures {
  readonly width: number;
  readonly batchSize: number;
  /** One sample an iteration. */
  readonly milliseconds: readonly number[];
}

/** Iterations of a turn, and how many turns each network has; the first warms up. */
const TURN = 20;
const TURNS = 4;
const WIDTHS = [25, 50, 100, 200, 400];
const BATCH_SIZES = [25, 50, 100, 200, 400];

/**
 * Times iterations over widths (batch 100) and over batch sizes (width 100), in turns,
 * so that whatever disturbs the machine disturbs all of them.
 */
export function timeScaling(vectorBits: VectorBits): ScalingFigures[] {
  const cases = [
    ...WIDTHS.map((width) => ({ width, batchSize: 100 })),
    ...BATCH_SIZES.filter((size) => size !== 100).map((batchSize) => ({ width: 100, batchSize })),
  ];
  const timed = cases.map(({ width, batchSize }) => ({
    width,
    batchSize,
    iterations: timedIterations(width, batchSize, vectorBits),
    milliseconds: [] as number[],
  }));
  for (let turn = 0; turn < TURNS; turn++) {
    for (const { iterations, milliseconds } of timed) {
      for (let k = 0; k < TURN; k++) {
        const { value } = iterations.next();
        if (turn > 0) milliseconds.push(value!);
      }
    }
  }
  return timed.map(({ width, batchSize, milliseconds }) => ({ width, batchSize, milliseconds }));
}

/** Trains a network; every step is an iteration and gives its milliseconds. */
function* timedIterations(
  width: number,
  batchSize: number,
  vectorBits: VectorBits,
): Generator<number, undefined> {
  const random = new RandomState(0);
  const pixels = Uint8Array.from(
    { length: 784 * 1000 },
    () => random.rand() < 0.19 ? Math.floor(random.rand() * 256) : 0,
  );
  const labels = Uint8Array.from({ length: 1000 }, () => Math.floor(random.rand() * 10));
  const images = imageExamples(pixels, labels);
  const test = imageExamples(pixels.subarray(0, 784), labels.subarray(0, 1));
  const run = train(
    {
      network: { inputs: 784, hidden: [width, width, width], classes: 10 },
      optimizer: { rule: "sgd", learningRate: 0.01 },
      batchSize,
      iterations: TURNS * TURN,
    },
    { train: images, test },
    0,
    fastestBackend("f64", { vectorBits }),
  );
  let start = performance.now();
  for (const event of run) {
    const now = performance.now();
    if (event.kind === "iteration") yield now - start;
    // Neither looking at the network nor waiting for its turn counts.
    start = performance.now();
  }
}

/** A line for each network: its median in every mode. */
export function describeScaling(modes: ModeFigures<readonly ScalingFigures[]>): string[] {
  return modes.checked.map(({ width, batchSize }, k) => {
    const times = Object.entries(modes).map(([mode, all]) =>
      `${mode} ${withSpread(all[k]!.milliseconds, 2)}`
    );
    return `784-${width}-${width}-${width}-10, batch ${batchSize}: ${
      times.join(", ")
    } ms an iteration`;
  });
}

import { RandomState } from "../../lib/engine/random/random_state.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import { train } from "../../lib/engine/training/train.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { median } from "./timing.ts";

/** How long one iteration takes for a network of three hidden layers. */
export interface ScalingFigures {
  readonly width: number;
  readonly batchSize: number;
  /** One sample an iteration. */
  readonly milliseconds: readonly number[];
}

const ITERATIONS = 60;
const WARM_UP = 20;
const WIDTHS = [25, 50, 100, 200, 400];
const BATCH_SIZES = [25, 50, 100, 200, 400];

/** Times iterations over widths (batch 100) and over batch sizes (width 100). */
export function timeScaling(): ScalingFigures[] {
  const cases = [
    ...WIDTHS.map((width) => ({ width, batchSize: 100 })),
    ...BATCH_SIZES.filter((size) => size !== 100).map((batchSize) => ({ width: 100, batchSize })),
  ];
  return cases.map(({ width, batchSize }) => ({
    width,
    batchSize,
    milliseconds: timeIterations(width, batchSize),
  }));
}

function timeIterations(width: number, batchSize: number): number[] {
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
      iterations: WARM_UP + ITERATIONS,
    },
    { train: images, test },
    0,
    fastestBackend("f64"),
  );
  const samples: number[] = [];
  let last = performance.now();
  for (const event of run) {
    const now = performance.now();
    if (event.kind === "iteration" && event.iteration >= WARM_UP) samples.push(now - last);
    last = now;
  }
  return samples;
}

/** A table of the medians. */
export function describeScaling(figures: readonly ScalingFigures[]): string[] {
  return figures.map(({ width, batchSize, milliseconds }) =>
    `784-${width}-${width}-${width}-10, batch ${batchSize}: ${
      median(milliseconds).toFixed(2)
    } ms an iteration`
  );
}

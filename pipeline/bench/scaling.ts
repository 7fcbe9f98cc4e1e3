import { RandomState } from "../../lib/engine/random/random_state.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import { train } from "../../lib/engine/training/train.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import { timeInTurns, withSpread } from "./timing.ts";
import type { ModeFigures } from "./modes.ts";

/** Milliseconds of an iteration, by network and batch size. */
export type ScalingFigures = Readonly<Record<string, readonly number[]>>;

const WIDTHS = [25, 50, 100, 200, 400];
const BATCH_SIZES = [25, 50, 200, 400];
/** More iterations than are timed. */
const NEVER = 1e9;

/**
 * Times iterations of networks with three hidden layers over widths (batch 100) and over
 * batch sizes (width 100).
 */
export function timeScaling(vectorBits: VectorBits): ScalingFigures {
  const times = timeInTurns([
    ...WIDTHS.map((width) => iterationsOf(width, 100, vectorBits)),
    ...BATCH_SIZES.map((batchSize) => iterationsOf(100, batchSize, vectorBits)),
  ]);
  return Object.fromEntries(times);
}

function iterationsOf(width: number, batchSize: number, vectorBits: VectorBits) {
  const random = new RandomState(0);
  const pixels = Uint8Array.from(
    { length: 784 * 1000 },
    () => random.rand() < 0.19 ? Math.floor(random.rand() * 256) : 0,
  );
  const labels = Uint8Array.from({ length: 1000 }, () => Math.floor(random.rand() * 10));
  const events = train(
    {
      network: { inputs: 784, hidden: [width, width, width], classes: 10 },
      optimizer: { rule: "sgd", learningRate: 0.01 },
      batchSize,
      iterations: NEVER,
      protocol: { checkpointEvery: NEVER, probeEvery: NEVER },
    },
    {
      train: imageExamples(pixels, labels),
      test: imageExamples(pixels.subarray(0, 784), labels.subarray(0, 1)),
    },
    0,
    fastestBackend("f64", { vectorBits }),
  );
  return {
    name: `784-${width}-${width}-${width}-10, batch ${batchSize}`,
    run: () => void events.next(), // After the first iteration there are no other events.
  };
}

/** A line for each network: its median in every mode. */
export function describeScaling(modes: ModeFigures<ScalingFigures>): string[] {
  return Object.keys(modes.checked).map((name) => {
    const times = Object.entries(modes).map(([mode, figures]) =>
      `${mode} ${withSpread(figures[name]!, 2)}`
    );
    return `${name}: ${times.join(", ")} ms an iteration`;
  });
}

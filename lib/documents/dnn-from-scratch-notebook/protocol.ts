import type { Protocol } from "../../engine/protocol.ts";

/**
 * What every cell takes for granted, written out although much of it is the default.
 * Lines are those of the notebook's text; the library is that of the book "Deep Learning
 * from Scratch", which the notebook imports.
 */
export const PROTOCOL: Protocol = {
  // The library's batch norm: `np.sqrt(var + 10e-7)`, and momentum 0.9 unless it is given.
  batchNormEpsilon: 10e-7,
  batchNormMomentum: 0.9,
  // Sections 2-2 and 2-3, lines 623 and 724: `np.sqrt(h[key]) + 1e-7`.
  optimizerEpsilon: 1e-7,
  // The cell of functions, line 62, and the library's cross entropy: `np.log(y + 1e-7)`.
  lossEpsilon: 1e-7,
  // The library's dropout: a mask in training, `x * (1.0 - ratio)` in test mode.
  dropoutScaling: "test",
  // The loop of every section, line 328 first: `np.random.choice(train_size, batch_size)`.
  sampling: "with replacement",
  // The same loop, lines 321 and 344: `i % max(train_size / batch_size, 1) == 0`.
  checkpointEvery: "epoch",
  // Ours: the notebook measures nothing between checkpoints.
  probeEvery: 20,
  probeExamples: 1000,
};

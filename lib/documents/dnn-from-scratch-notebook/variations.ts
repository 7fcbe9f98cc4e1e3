/**
 * Small changes of a configuration, to see whether a verdict survives them.
 *
 * @module
 */

import type { Variation } from "../variation.ts";

/** The grid, one change at a time. */
export const VARIATIONS: readonly Variation[] = [
  {
    id: "half-learning-rate",
    name: { en: "½ learning rate", ko: "학습률 ½" },
    times: { learningRate: 0.5 },
  },
  {
    id: "double-learning-rate",
    name: { en: "2 × learning rate", ko: "학습률 2배" },
    times: { learningRate: 2 },
  },
  { id: "half-batch", name: { en: "½ batch", ko: "배치 ½" }, times: { batchSize: 0.5 } },
  { id: "half-width", name: { en: "½ width", ko: "폭 ½" }, times: { width: 0.5 } },
  {
    id: "half-iterations",
    name: { en: "½ iterations", ko: "반복 ½" },
    times: { iterations: 0.5 },
  },
];

/** The number of seeds, from 0 on: enough for a verdict, and few enough to wait for. */
export const VARIATION_SEEDS = 5;

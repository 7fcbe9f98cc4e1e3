import type { Document } from "../document.ts";

/**
 * Experiments that cannot come as close to NumPy as the others, by data set.
 *
 * RMSprop at learning rate 0.01 is chaotic. NumPy 1.24 and 2.4, and 2.4 with two
 * kernels of its BLAS, differ from each other by up to 7e-9 (MNIST, seed 3, from
 * iteration 64 on) and 3e-7 (synthetic digits, seed 2, from iteration 32 on)
 * within the iterations that are compared for other seeds, so no bound can hold
 * for every seed; these hold for those of the golden files. At learning rate 0.001
 * rounding grows a little, too: on MNIST with seed 7, NumPy differs from itself by
 * 1.9e-12 (2.4 with two kernels of its BLAS) and from this engine by 1.4e-12.
 */
export const TOLERANCES: Document["tolerances"] = {
  "2-2-rmsprop-corrected-lr-0.01": {
    "mnist": { loss: 1e-9, iterations: 100 },
    "synthetic-digits": { loss: 1e-9, iterations: 30 },
  },
  "2-2-rmsprop-corrected-lr-0.001": {
    "mnist": { loss: 1e-11, iterations: Infinity },
  },
};

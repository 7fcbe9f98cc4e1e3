/** Added to the root in a denominator, so that nothing is divided by 0. */
export const DENOMINATOR_OFFSET = 1e-7;

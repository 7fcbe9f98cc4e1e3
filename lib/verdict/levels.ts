/** The family-wise error rate: the probability of any false finding in a whole report. */
export const FAMILY_ERROR = 0.05;
/** The share of seeds that must agree with the mean for a plain "holds". */
export const AGREEMENT = 0.75;
/** The fewest seeds that are judged: with two, a t-interval has one degree of freedom. */
export const FEWEST_SEEDS = 3;

/** The rate of false findings that all verdicts of a report together may reach. */
export const FAMILY_ERROR = 0.05;
/** The share of seeds that must agree for a plain "holds". */
export const AGREEMENT = 0.75;
/** Fewer seeds than this are not judged: two leave a t-interval of one degree of freedom. */
export const FEWEST_SEEDS = 3;

import { completeOptions, COUNT, FROM_0_BELOW_1, type OptionSpecs, POSITIVE } from "./settings.ts";

/**
 * What training takes for granted: numbers and rules that most descriptions of an
 * experiment leave out, and that decide its bits nevertheless.
 */
export interface Protocol {
  /** Added to the variance under batch norm's root, more than 0. Default 1e-6. */
  readonly batchNormEpsilon: number;
  /**
   * The share of its old value that batch norm's running mean or variance keeps at each
   * step, 0 to less than 1; PyTorch calls 1 minus this momentum. Default 0.9.
   */
  readonly batchNormMomentum: number;
  /** Added to the root that an optimizer divides by, more than 0. Default 1e-7. */
  readonly optimizerEpsilon: number;
  /** Added to the probability whose logarithm is the loss, more than 0. Default 1e-7. */
  readonly lossEpsilon: number;
  /**
   * When dropout rescales for dropped units: it multiplies all units by 1 - p in test
   * mode, or those that are kept by 1 / (1 - p) in training. Default `"test"`.
   */
  readonly dropoutScaling: "test" | "train";
  /**
   * How mini-batches are drawn: every example from all, or from those that are left of a
   * shuffled pass over the examples. What does not fill a batch at the end of a pass is
   * left out. Default `"with replacement"`.
   */
  readonly sampling: "with replacement" | "without replacement";
  /**
   * How many iterations a checkpoint follows after another, the first being after
   * iteration 0. `"epoch"` is as many as go through the training examples once,
   * `max(examples / batchSize, 1)`; where this is not whole, a checkpoint follows
   * iteration i only if `i % max(examples / batchSize, 1)` is 0. Default `"epoch"`.
   */
  readonly checkpointEvery: "epoch" | number;
  /** How many iterations a probe follows after another, from iteration 0. Default 20. */
  readonly probeEvery: number;
  /** How many of the first test examples a probe takes, or all if fewer. Default 1000. */
  readonly probeExamples: number;
}

/** Allowed values and defaults. */
export const PROTOCOL_SPECS: OptionSpecs<Protocol> = {
  batchNormEpsilon: { range: POSITIVE, default: 10e-7 },
  batchNormMomentum: { range: FROM_0_BELOW_1, default: 0.9 },
  optimizerEpsilon: { range: POSITIVE, default: 1e-7 },
  lossEpsilon: { range: POSITIVE, default: 1e-7 },
  dropoutScaling: { names: ["test", "train"], default: "test" },
  sampling: { names: ["with replacement", "without replacement"], default: "with replacement" },
  checkpointEvery: { names: ["epoch"], range: COUNT, default: "epoch" },
  probeEvery: { range: COUNT, default: 20 },
  probeExamples: { range: COUNT, default: 1000 },
};

/**
 * Checks a protocol, and fills in the defaults of what is left out.
 *
 * @param round the rounding of the number format; by default none, as of f64
 * @throws {RangeError} if a field is unknown or not allowed
 */
export function completeProtocol(
  protocol: Partial<Protocol>,
  round?: (value: number) => number,
): Protocol {
  return completeOptions<Protocol>("protocol", PROTOCOL_SPECS, protocol, round);
}

/** The default of every field. */
export const DEFAULT_PROTOCOL: Protocol = completeProtocol({});

/** The fields of a protocol that differ from their default. */
export function protocolChanges(protocol: Protocol): Partial<Protocol> {
  const fields = Object.entries(completeProtocol(protocol));
  return Object.fromEntries(
    fields.filter(([name, value]) => value !== DEFAULT_PROTOCOL[name as keyof Protocol]),
  );
}

/** After how many iterations a checkpoint follows another; not always a whole number. */
export function checkpointInterval(
  { checkpointEvery }: Protocol,
  examples: number,
  batchSize: number,
): number {
  return checkpointEvery === "epoch" ? Math.max(examples / batchSize, 1) : checkpointEvery;
}

import type { Text } from "./language.ts";

/** Experiments that are drawn as curves against each other. */
export interface Race {
  /** The name of its chart and its section. */
  readonly id: string;
  /** The accuracy that the race is run to, 0..1. */
  readonly goal: number;
  /** The measure that its table gives of each. */
  readonly measure: string;
  /** What takes part, such as "optimiser". */
  readonly kind: Text;
  /** What all have in common, as the beginning of a sentence. */
  readonly setup: Text;
  /** The network that all have, as a part of a sentence. */
  readonly network: Text;
  /** What else must be known to read the chart. */
  readonly note: Text;
  /** Those that take part, in the order of the table. */
  readonly racers: readonly { readonly label: Text; readonly experiment: string }[];
}

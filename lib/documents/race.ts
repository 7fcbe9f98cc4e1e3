import type { Text } from "./language.ts";

/** Learning curves of several experiments in one chart. */
export interface Race {
  /** The name of its chart and of its section. */
  readonly id: string;
  /** The test accuracy to reach, 0..1; its table says when each experiment does. */
  readonly goal: number;
  /** The measure in its table. */
  readonly measure: string;
  /** What takes part, such as "optimiser". */
  readonly kind: Text;
  /** What all have in common, as the beginning of a sentence. */
  readonly setup: Text;
  /** The network that all have, as a part of a sentence. */
  readonly network: Text;
  /** What else a reader of the chart must know. */
  readonly note: Text;
  /** The experiments, in the order of the table. */
  readonly racers: readonly { readonly label: Text; readonly experiment: string }[];
}

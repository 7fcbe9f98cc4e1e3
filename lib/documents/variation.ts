import type { Text } from "./language.ts";

/** A change that is made to every experiment of a comparison. */
export interface Variation {
  /** Its name in records, after the experiment's and a "~". */
  readonly id: string;
  /** Its name in reports. */
  readonly name: Text;
  /** The factors; what is left out stays as it is. */
  readonly times: {
    readonly learningRate?: number;
    readonly batchSize?: number;
    readonly width?: number;
    readonly iterations?: number;
  };
}

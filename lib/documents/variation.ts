import type { Text } from "./language.ts";

/** A change of every experiment that a comparison looks at. */
export interface Variation {
  /** The name in records, after the experiment's and a "~". */
  readonly id: string;
  /** The name in reports. */
  readonly name: Text;
  /** Factors; what is not named stays. */
  readonly times: {
    readonly learningRate?: number;
    readonly batchSize?: number;
    readonly width?: number;
    readonly iterations?: number;
  };
}

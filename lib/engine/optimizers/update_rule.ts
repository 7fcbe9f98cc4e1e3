import type { Values } from "../matrix/dtype.ts";

/** How one update rule changes numbers. */
export interface UpdateRule {
  /** How many numbers it remembers for each number that it updates. */
  readonly memories: 0 | 1 | 2;
  /** What depends on the step alone. @param step counted from 1 */
  beginStep?(step: number): void;
  /**
   * Changes `value` in place.
   *
   * @param gradient of the same length
   * @param memory as many arrays of the same length as it has memories, at
   *   first all 0
   */
  update(value: Values, gradient: Values, memory: readonly Values[]): void;
}

import type { Values } from "../matrix/dtype.ts";
import { POSITIVE, type Range } from "../settings.ts";

/** A number among the settings of an update rule. */
export interface NumberSetting {
  /** What it may be. */
  readonly range: Range;
  /** What it is unless it is given; absent if it must be. */
  readonly usual?: number;
}

/** A name among the settings of an update rule. */
export interface NameSetting {
  /** What it may be; the first is what it is unless it is given. */
  readonly names: readonly string[];
}

/** The settings of an update rule, by name; what messages call them is their name. */
export type Settings = Readonly<Record<string, NumberSetting | NameSetting>>;

/** The learning rate that every rule has, and none can guess. */
export const LEARNING_RATE: NumberSetting = { range: POSITIVE };

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

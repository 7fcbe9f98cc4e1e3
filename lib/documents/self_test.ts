import type { Condition } from "./claim.ts";
import type { Text } from "./language.ts";
import type { Verdict } from "./verdict.ts";

/** A comparison whose verdict is known beforehand. */
export interface SelfTest {
  /** What is tested. */
  readonly name: Text;
  /** What is judged. */
  readonly condition: Condition;
  /** The verdicts that count as right. */
  readonly expected: readonly Verdict[];
}

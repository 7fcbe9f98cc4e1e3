import type { Text } from "./language.ts";

/** A mistake in the document, or two causes that it mixes. */
export interface Defect {
  /** Where it is. */
  readonly where: Text;
  /** What is wrong. */
  readonly what: Text;
  /** The line as written and as it should be; absent where no single line is at fault. */
  readonly line?: { readonly wrong: string; readonly right: string };
  /** The experiment with the defect and those without it; absent where no run can show it. */
  readonly shownBy?: { readonly with: string; readonly without: readonly string[] };
}

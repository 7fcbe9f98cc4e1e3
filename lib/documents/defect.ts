import type { Text } from "./language.ts";

/** A slip or a confusion in the document. */
export interface Defect {
  /** Where it is. */
  readonly where: Text;
  /** What is wrong. */
  readonly what: Text;
  /** The line as written and as it must be, where a line can be named. */
  readonly line?: { readonly wrong: string; readonly right: string };
  /** The run with the defect and those without; absent where no run can show it. */
  readonly shownBy?: { readonly with: string; readonly without: readonly string[] };
}

import type { Text } from "./language.ts";

/** What runs must show for a conclusion to hold. */
export type Condition =
  /** With the same seed, one run has more, or less, of a measure than another. */
  | {
    readonly kind: "more" | "less";
    /** A measure of the document. */
    readonly measure: string;
    readonly of: string;
    readonly than: string;
  }
  /** Most runs of an experiment meet a criterion of the document. */
  | { readonly kind: "most"; readonly of: string; readonly are: string };

/** What a condition can be. */
export const CONDITION_KINDS: readonly Condition["kind"][] = ["more", "less", "most"];

/** The three ways to test a conclusion. */
export type Setting = "as-written" | "corrected" | "controlled";

/** All ways, in the order of a report. */
export const SETTINGS: readonly Setting[] = ["as-written", "corrected", "controlled"];

/** A conclusion of the document. */
export interface Claim {
  /** Its name in reports and records. */
  readonly id: string;
  /** What kind of statement it is: one of the document's `claimKinds`. */
  readonly kind: string;
  /** What it says, in our words. */
  readonly text: Text;
  /** Where it stands in the document's text. */
  readonly source: {
    /** The document's own number for it. */
    readonly item: string;
    /** The first line and the last, counted from 1. */
    readonly lines: readonly [first: number, last: number];
    /** The SHA-256 of these lines, joined by line feeds, in UTF-8. */
    readonly sha256: string;
  };
  /**
   * What the document's runs, corrected ones and controls must show: every condition of a
   * setting must hold.
   */
  readonly settings: Readonly<Partial<Record<Setting, readonly Condition[]>>>;
  /** Why the document's own runs cannot test it, and what can; absent where they can. */
  readonly notTestable?: Text;
  /** What the corrected or controlled runs change; completes "the verdict rests on ...". */
  readonly changes: Readonly<Partial<Record<Setting, Text>>>;
}

/** The experiments that a condition looks at. */
export function comparedIn(condition: Condition): readonly string[] {
  return condition.kind === "most" ? [condition.of] : [condition.of, condition.than];
}

/** Every experiment that a claim looks at, in the order of its conditions, once. */
export function experimentsOf({ settings }: Pick<Claim, "settings">): string[] {
  return [...new Set(SETTINGS.flatMap((name) => (settings[name] ?? []).flatMap(comparedIn)))];
}

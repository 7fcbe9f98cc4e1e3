import type { Text } from "./language.ts";

/** Something that runs must show. */
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
  /** The handbook's id. */
  readonly id: string;
  /** What it says: one of the document's kinds. */
  readonly kind: string;
  /** Our paraphrase. */
  readonly text: Text;
  /** Where it stands: lines of the notebook's text, counted from 1. */
  readonly source: {
    /** The item of section 4. */
    readonly item: string;
    /** The lines, first and last. */
    readonly lines: readonly [first: number, last: number];
    /** The SHA-256 of these lines, joined by line feeds, in UTF-8. */
    readonly sha256: string;
  };
  /** What must be seen, all of it, on the document's runs, corrected ones, and controls. */
  readonly settings: Readonly<Partial<Record<Setting, readonly Condition[]>>>;
  /** Why the document's own runs cannot test it, and what can; absent where they can. */
  readonly notTestable?: Text;
  /** What the corrected or controlled runs change, as in "the verdict rests on ...". */
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

/**
 * The content of a report, apart from how it is written: Markdown and HTML are
 * made from the same blocks, so they cannot disagree.
 *
 * @module
 */

/** A piece of a line. Plain strings are shown as they are, whatever they contain. */
export type Inline =
  | string
  | { readonly bold: string }
  | { readonly code: string }
  | { readonly link: string; readonly to: string };

/** A line of text. */
export type Line = readonly Inline[];

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Numbers stand on the right. */
  readonly align?: "right";
}

/** A chart, drawn elsewhere under its name. */
export interface Figure {
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  /** Whether it is too wide to be read when shrunk to a phone. */
  readonly wide?: boolean;
}

/** A part of a report. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "warning"; readonly line: Line }
  | { readonly kind: "list"; readonly items: readonly Line[] }
  | {
    readonly kind: "table";
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly Line[])[];
  }
  | { readonly kind: "figure"; readonly figure: Figure }
  | { readonly kind: "side-by-side"; readonly blocks: readonly Block[] }
  | { readonly kind: "details"; readonly summary: string; readonly blocks: readonly Block[] }
  | { readonly kind: "commands"; readonly lines: readonly string[] };

/** A whole report. */
export interface Report {
  /** The outcome in one sentence. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A paragraph. */
export function paragraph(...line: Inline[]): Block {
  return { kind: "paragraph", line };
}

/** The same report in another language. */
export interface Translation {
  /** Its code, as in HTML. */
  readonly language: string;
  /** Its own name. */
  readonly name: string;
  /** The path to it. */
  readonly to: string;
}

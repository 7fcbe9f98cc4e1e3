/**
 * The content of a report, apart from how it is written: Markdown and HTML are
 * made from the same blocks, so they cannot disagree.
 *
 * @module
 */

import type { TopLevelSpec } from "vega-lite";
import type { Layout } from "./layout.ts";

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
  /** The choice of a switch that shows this column; absent for columns that all show. */
  readonly choice?: string;
}

/** A chart. */
export interface Figure {
  /** The name of its files, the same in every language. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly draw: (layout: Layout) => TopLevelSpec;
  /** How a live chart is moved through; absent for charts that never live. */
  readonly control?: Control;
}

/** What a live chart is moved through, by a slider. */
export interface Control {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What holds its value in the data of the chart, so that pointing at a mark sets it. */
  readonly field: string;
  /** What stands after the value. */
  readonly unit?: string;
}

/** A choice of a switch; the first is made until another is. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A part of a report. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "warning"; readonly line: Line }
  /** A list; one that leads stands out. */
  | { readonly kind: "list"; readonly items: readonly Line[]; readonly isLead?: boolean }
  | {
    readonly kind: "table";
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly Line[])[];
    /** Whether the second cell of a row stands above the others where there is little room. */
    readonly isStacked?: boolean;
  }
  | { readonly kind: "figure"; readonly figure: Figure }
  /** What a page lets its readers choose; where nothing can be chosen, everything is shown. */
  | { readonly kind: "switch"; readonly name: string; readonly choices: readonly Choice[] }
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

/** What stands folded under a line. */
export function details(summary: string, ...blocks: Block[]): Block {
  return { kind: "details", summary, blocks };
}

/** All charts of a report, in its order. */
export function figuresIn(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === "figure") return [block.figure];
    return block.kind === "details" ? figuresIn(block.blocks) : [];
  });
}

/** A heading with an address. */
export function heading(level: 2 | 3, text: string, id: string): Block {
  return { kind: "heading", level, text, id };
}

/**
 * A table.
 *
 * @param align "l" or "r" for each column; the last is repeated
 */
export function table(
  align: string,
  titles: readonly string[],
  rows: readonly (readonly Line[])[],
): Extract<Block, { kind: "table" }> {
  const columns = titles.map((title, i): Column =>
    (align[i] ?? align.at(-1)) === "r" ? { title, align: "right" } : { title }
  );
  return { kind: "table", columns, rows };
}

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

export type Line = readonly Inline[];

export interface Column {
  readonly title: string;
  /** Right-aligned, for numbers. */
  readonly align?: "right";
  /** The choice of a switch that shows this column; absent for columns that all show. */
  readonly choice?: string;
}

export interface Figure {
  /** The name of its files, the same in every language. */
  readonly name: string;
  /** What it shows, for those who cannot see it. */
  readonly alt: string;
  readonly draw: (layout: Layout) => TopLevelSpec;
  /** The slider of an interactive chart; absent if it is static. */
  readonly control?: Control;
}

/** The slider of an interactive chart. */
export interface Control {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** What holds its value in the data of the chart, so that pointing at a mark sets it. */
  readonly field: string;
  /** Follows the value, as in "50 %". */
  readonly unit?: string;
}

/** A choice of a switch; the first is the default. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string; readonly id: string }
  | { readonly kind: "paragraph"; readonly line: Line }
  | { readonly kind: "warning"; readonly line: Line }
  /** A list; `isLead` marks the summary at the top. */
  | { readonly kind: "list"; readonly items: readonly Line[]; readonly isLead?: boolean }
  | {
    readonly kind: "table";
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly Line[])[];
    /** Whether the second cell of a row stands above the others where there is little room. */
    readonly isStacked?: boolean;
  }
  | { readonly kind: "figure"; readonly figure: Figure }
  /** A choice that pages offer; Markdown has no controls and shows everything. */
  | { readonly kind: "switch"; readonly name: string; readonly choices: readonly Choice[] }
  | { readonly kind: "details"; readonly summary: string; readonly blocks: readonly Block[] }
  | { readonly kind: "command"; readonly command: string };

export type Table = Extract<Block, { kind: "table" }>;

export interface Report {
  /** The outcome in one sentence. */
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function heading(level: 2 | 3, text: string, id: string): Block {
  return { kind: "heading", level, text, id };
}

export function paragraph(...line: Inline[]): Block {
  return { kind: "paragraph", line };
}

export function warning(text: string): Block {
  return { kind: "warning", line: [text] };
}

/** A collapsible section. */
export function details(summary: string, ...blocks: Block[]): Block {
  return { kind: "details", summary, blocks };
}

/**
 * A table.
 *
 * @param align "l" or "r" for each column; the last is repeated
 * @param rows a cell is one piece of text or a whole line
 */
export function table(
  align: string,
  titles: readonly (string | Column)[],
  rows: readonly (readonly (Inline | Line)[])[],
): Table {
  return {
    kind: "table",
    columns: titles.map((title, i) => ({
      ...(typeof title === "string" ? { title } : title),
      ...((align[i] ?? align.at(-1)) === "r" && { align: "right" }),
    })),
    rows: rows.map((cells) => cells.map((cell) => [cell].flat())),
  };
}

/** All charts of a report, in its order. */
export function figuresIn(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) => {
    if (block.kind === "figure") return [block.figure];
    return block.kind === "details" ? figuresIn(block.blocks) : [];
  });
}

/** The layout of a chart, for pages or for phones. A wide chart is unreadable on a phone. */
export type Layout = "wide" | "narrow";

/** Both layouts. */
export const LAYOUTS: readonly Layout[] = ["wide", "narrow"];

/** The width of a chart, in pixels. */
export const WIDTHS: Readonly<Record<Layout, number>> = { wide: 757, narrow: 350 };

/** Windows narrower than this, in pixels, show the narrow layout. */
export const NARROW_BELOW = 820;

/** The height of a line of text, in pixels. */
export const LINE = 16;

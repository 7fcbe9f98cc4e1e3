/** How a chart is laid out: for pages, or for phones. Shrinking one to the other cannot be read. */
export type Layout = "wide" | "narrow";

/** Both layouts. */
export const LAYOUTS: readonly Layout[] = ["wide", "narrow"];

/** How wide a chart is, in pixels. */
export const WIDTHS: Readonly<Record<Layout, number>> = { wide: 757, narrow: 350 };

/** Below this width of the window, in pixels, the narrow layout is shown. */
export const NARROW_BELOW = 820;

/** The height of a line of text, in pixels. */
export const LINE = 16;

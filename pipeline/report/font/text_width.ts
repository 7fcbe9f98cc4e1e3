import widths from "./widths.json" with { type: "json" };

/** What a text is set in. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/** Where Vega looks up how wide a text is. */
export interface TextMetrics {
  width: (item: TextItem, text: unknown) => number;
}

const REGULAR = new Map(Object.entries(widths["400"]));
const BOLD = new Map(Object.entries(widths["600"]));
/** Hangul fills a square in most fonts; other letters that Inter lacks are narrower. */
const SQUARE = 1000;
const OTHER = 700;
/** Readers without Inter see their own font, which may be a little wider. */
const SLACK = 1.04;

/**
 * Makes Vega lay text out by the letters of Inter, as committed in font/, instead of
 * what the machine has installed: with a canvas it would measure the local font,
 * without one it would guess far too wide.
 */
export function fixTextMetrics(textMetrics: TextMetrics): void {
  textMetrics.width = ({ fontSize = 11, fontWeight = 400 }, text) =>
    textWidth(String(text ?? ""), fontSize, fontWeight === "bold" || Number(fontWeight) >= 600);
}

/** How wide a text is, in the unit of the font size. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  const table = isBold ? BOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) {
    thousandths += table.get(character) ?? (character >= "\u1100" ? SQUARE : OTHER);
  }
  return thousandths / 1000 * SLACK * fontSize;
}

import widths from "./widths.json" with { type: "json" };

/** The font of a text in Vega. */
interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: number | string;
}

/** The object that Vega measures text with. */
export interface TextMetrics {
  width: (item: TextItem, text: unknown) => number;
}

const REGULAR = new Map(Object.entries(widths["400"]));
const BOLD = new Map(Object.entries(widths["600"]));
/** The widths of characters that our Inter lacks, in thousandths: Hangul, and all others. */
const HANGUL = 1000;
const OTHER = 700;
/** Readers without Inter see a different font, which can be slightly wider. */
const SLACK = 1.04;

/**
 * Makes Vega measure text with the committed widths of Inter, so that layouts do not depend
 * on the machine: with a canvas Vega would measure a local font, without one it guesses far
 * too wide.
 */
export function fixTextMetrics(textMetrics: TextMetrics): void {
  textMetrics.width = ({ fontSize = 11, fontWeight = 400 }, text) =>
    textWidth(String(text ?? ""), fontSize, fontWeight === "bold" || Number(fontWeight) >= 600);
}

/** The width of a text, in the unit of the font size. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  const table = isBold ? BOLD : REGULAR;
  let thousandths = 0;
  for (const character of text) {
    thousandths += table.get(character) ?? (character >= "\u1100" ? HANGUL : OTHER);
  }
  return thousandths / 1000 * SLACK * fontSize;
}

import * as vega from "vega";

/** Advance widths of a common sans-serif face, in thousandths of the font size. */
const CLASSES: readonly (readonly [characters: string, width: number])[] = [
  ["iIjl.,:;'|! ", 280],
  ["frt()-–/*", 360],
  ["mwMW%", 880],
  ["ABCDEFGHKNOPQRSUVXYZ", 690],
];
const OTHER = 570;

const widths = new Map(
  CLASSES.flatMap(([characters, width]) => [...characters].map((one) => [one, width] as const)),
);

/**
 * Makes Vega lay text out by a fixed table instead of what the machine has
 * installed: with a canvas it would measure the local font, without one it
 * would guess far too wide.
 */
export function fixTextMetrics(): void {
  // Vega exports this object, its type declarations do not.
  const { textMetrics } = vega as unknown as { textMetrics: TextMetrics };
  textMetrics.width = (item, text) => {
    const characters = [...String(text ?? "")];
    const thousandths = characters.reduce((sum, one) => sum + (widths.get(one) ?? OTHER), 0);
    return thousandths / 1000 * (item.fontSize ?? 11);
  };
}

interface TextMetrics {
  width: (item: { fontSize?: number }, text: unknown) => number;
}

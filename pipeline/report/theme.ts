import type { Config } from "vega-lite";

export type Scheme = "light" | "dark";

/**
 * The colours of charts and pages, by purpose. Blue always means our runs, orange the
 * document. Charts are drawn once, in the light colours, and recoloured afterwards; this is
 * why no two purposes share a light colour.
 */
export const COLOURS = {
  background: { light: "#ffffff", dark: "#0d1117" },
  text: { light: "#1f2328", dark: "#e6edf3" },
  muted: { light: "#59636e", dark: "#9aa4b0" },
  line: { light: "#d5dae0", dark: "#2c333c" },
  border: { light: "#868f99", dark: "#6b7480" },
  run: { light: "#0b66b3", dark: "#5cb0f5" },
  runSoft: { light: "#6fa8d6", dark: "#3c74a3" },
  document: { light: "#b34a00", dark: "#f29b57" },
  first: { light: "#7f007c", dark: "#d24fcf" },
  second: { light: "#473900", dark: "#dfd335" },
  third: { light: "#00544e", dark: "#149a7a" },
} as const satisfies Record<string, Record<Scheme, string>>;

export type ColourName = keyof typeof COLOURS;

/** The font of charts, with what readers without Inter see instead. */
export const FONT =
  "Inter, -apple-system, 'Segoe UI', 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', Helvetica, Arial, sans-serif";

/** The colour to draw with; `recolour` replaces it. */
export function ink(name: ColourName): string {
  return COLOURS[name].light;
}

/**
 * Replaces the colours of a drawing, which can be SVG or a specification, by those of a
 * scheme or by the custom properties of the page.
 */
export function recolour(drawn: string, scheme: Scheme | "variables"): string {
  if (scheme === "light") return drawn;
  const replacements = new Map<string, string>(
    Object.entries(COLOURS).map(([name, { light, dark }]) =>
      [light, scheme === "dark" ? dark : `var(--${name})`] as const
    ),
  );
  return drawn.replaceAll(/#[0-9a-f]{6}/g, (colour) => replacements.get(colour) ?? colour);
}

export const CONFIG: Config = {
  background: ink("background"),
  font: FONT,
  padding: 8,
  view: { stroke: null },
  axis: {
    labelColor: ink("muted"),
    labelFontSize: 12,
    titleColor: ink("muted"),
    titleFontSize: 12,
    titleFontWeight: "normal",
    gridColor: ink("line"),
    domainColor: ink("line"),
    tickColor: ink("line"),
    aria: false,
  },
  mark: { aria: false },
  text: { fontSize: 12, color: ink("text") },
  title: { color: ink("text"), fontSize: 13, anchor: "start" },
  legend: { labelColor: ink("muted"), labelFontSize: 12, title: null, aria: false },
};

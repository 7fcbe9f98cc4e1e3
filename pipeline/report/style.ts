import { COLOURS, FONT } from "./charts/theme.ts";

function variables(scheme: "light" | "dark"): string {
  return Object.entries(COLOURS)
    .map(([name, colour]) => `--${name}: ${colour[scheme]};`)
    .join(" ");
}

/** The style sheet of the HTML report. */
export const STYLE = `
:root { color-scheme: light dark; ${variables("light")} }
@media (prefers-color-scheme: dark) { :root { ${variables("dark")} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text); font: 16px/1.55 ${FONT}; }
main { max-width: 1120px; margin: 0 auto; padding: 40px 20px 80px; }
nav { text-align: right; }
h1 { font-size: clamp(28px, 5vw, 42px); line-height: 1.12; letter-spacing: -0.02em; max-width: 22em; margin: 0 0 20px; text-wrap: balance; }
h2 { font-size: 25px; line-height: 1.25; letter-spacing: -0.01em; margin: 64px 0 8px; }
h3 { font-size: 18px; margin: 36px 0 4px; }
p, ul, pre { max-width: 46em; }
p { margin: 10px 0; }
a { color: var(--run); }
code { font: 0.9em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { border: 1px solid var(--line); border-radius: 6px; padding: 12px 16px; overflow-x: auto; }
.warning { border-left: 4px solid var(--document); padding: 8px 16px; font-weight: 600; }
.table { overflow-x: auto; margin: 14px 0; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.4; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--muted); white-space: nowrap; }
th, td { padding: 7px 18px 7px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.number { text-align: right; white-space: nowrap; }
figure { margin: 14px 0; overflow-x: auto; }
figure svg { display: block; max-width: 100%; height: auto; }
.side-by-side { display: flex; flex-wrap: wrap; gap: 0 48px; align-items: flex-start; }
.side-by-side > * { min-width: 0; }
@media (max-width: 760px) { figure.wide svg { max-width: none; } }
summary { cursor: pointer; color: var(--run); margin: 8px 0; }
:focus-visible { outline: 2px solid var(--run); outline-offset: 2px; }
@media print { :root { color-scheme: light; ${variables("light")} } main { max-width: none; } }
`;

import { SETTINGS } from "../../../lib/documents/claim.ts";
import { NARROW_BELOW, WIDTHS } from "../layout.ts";
import { COLOURS, type Scheme } from "../theme.ts";
import { FONT_FACE } from "../font/font_face.ts";

const MARGIN = 24;

/** The colours of a scheme as custom properties; `light-dark()` is too new for 2022 browsers. */
function coloursOf(scheme: Scheme, priority = ""): string {
  return Object.entries(COLOURS)
    .map(([name, colour]) => `--${name}: ${colour[scheme]}${priority};`)
    .join(" ");
}

/** Matches the root while a scheme is selected. */
function selected(scheme: Scheme): string {
  return `:root:has(#appearance option[value="${scheme}"]:checked)`;
}

/** Hides the columns of the settings that are not selected. */
const SETTING_CHOICE = SETTINGS
  .map((setting) =>
    `:root:has(input[name="show"][value="${setting}"]:checked) :is(${
      SETTINGS.filter((other) => other !== setting).map((other) => `.choice-${other}`).join(", ")
    }) { display: none; }`
  )
  .join("\n");

/** The style sheet of a page. Browsers from 2022 on must understand it. */
export const STYLE = `
${FONT_FACE}
:root { color-scheme: light dark; ${coloursOf("light")} }
@media (prefers-color-scheme: dark) { :root { ${coloursOf("dark")} } }
${selected("light")} { color-scheme: light; ${coloursOf("light")} }
${selected("dark")} { color-scheme: dark; ${coloursOf("dark")} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text); font: 16px/1.6 Inter, system-ui, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", sans-serif; }
header, main { max-width: ${WIDTHS.wide + 2 * MARGIN}px; margin: 0 auto; padding: 0 ${MARGIN}px; }
header { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; justify-content: flex-end; padding-top: 18px; font-size: 14px; color: var(--muted); }
header a { margin-right: 14px; }
select { font: inherit; color: var(--text); background: var(--background); border: 1px solid var(--border); border-radius: 6px; padding: 4px 6px; }
main { padding-bottom: 96px; }
h1 { font-size: clamp(28px, 5.4vw, 44px); line-height: 1.12; font-weight: 700; letter-spacing: -0.022em; margin: 28px 0 20px; text-wrap: balance; }
h2 { font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; margin: 76px 0 8px; text-wrap: balance; }
h3 { font-size: 18px; line-height: 1.35; font-weight: 650; margin: 52px 0 6px; text-wrap: balance; }
:lang(ko) { word-break: keep-all; overflow-wrap: break-word; }
p { margin: 10px 0; max-width: 68ch; }
h1 + p { font-size: 19px; line-height: 1.5; color: var(--muted); }
ul { padding-left: 22px; max-width: 68ch; }
.lead { list-style: none; padding: 0; margin: 26px 0 0; max-width: none; border-bottom: 1px solid var(--line); }
.lead li { border-top: 1px solid var(--line); padding: 11px 0; font-size: 17px; line-height: 1.45; }
.lead a { color: inherit; text-decoration-color: var(--border); text-underline-offset: 4px; }
a { color: var(--run); text-underline-offset: 2px; }
code { font: 0.88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px; white-space: pre-wrap; font-size: 14px; line-height: 1.5; }
.warning { border-left: 4px solid var(--document); padding: 8px 16px; font-weight: 600; }
.table { overflow-x: auto; margin: 14px 0; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.45; }
th { text-align: left; font-weight: 600; color: var(--muted); vertical-align: bottom; }
th, td { padding: 8px 18px 8px 0; border-bottom: 1px solid var(--line); }
td { vertical-align: top; }
td strong { font-weight: 600; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.number { white-space: normal; }
figure { margin: 16px 0 6px; }
.narrow { display: none; }
svg { display: block; max-width: 100%; height: auto; }
.live svg { overflow: visible; }
.is-live > svg { display: none; }
.control { display: flex; gap: 12px; align-items: center; font-size: 14px; color: var(--muted); max-width: 460px; }
.control[hidden] { display: none; }
.control input { flex: 1; accent-color: var(--run); min-width: 0; }
.control output { min-width: 5ch; font-weight: 600; color: var(--text); font-variant-numeric: tabular-nums; }
.switch { display: inline-flex; flex-wrap: wrap; gap: 4px 18px; border: 0; padding: 0; margin: 12px 0 0; font-size: 14px; }
.switch legend { float: left; color: var(--muted); padding: 0; margin-right: 18px; }
.switch input { accent-color: var(--run); margin: 0 6px 0 0; }
summary { cursor: pointer; color: var(--run); margin: 10px 0; font-size: 15px; }
:focus-visible { outline: 2px solid var(--run); outline-offset: 3px; border-radius: 2px; }
@supports not selector(:has(*)) { label[for="appearance"], #appearance, .switch { display: none; } }
@media screen { ${SETTING_CHOICE} }
@media screen and (max-width: ${NARROW_BELOW - 1}px) {
  .wide { display: none; }
  .narrow { display: block; }
  header, main { padding-left: 20px; padding-right: 20px; }
  table { font-size: 13px; }
  th, td { padding-right: 10px; }
  .stacked :is(table, thead, tbody) { display: block; }
  .stacked tr { display: grid; grid-template-columns: 44px repeat(${SETTINGS.length}, minmax(0, 1fr)); border-bottom: 1px solid var(--line); padding: 6px 0; }
  .stacked :is(th, td) { border: 0; padding: 3px 10px 3px 0; }
  .stacked .beside { grid-row: span 2; }
  .stacked .above { grid-column: 2 / -1; }
}
@page { margin: 15mm 14mm; }
@media print {
  :root { color-scheme: light !important; ${coloursOf("light", " !important")} }
  header, .control, .switch { display: none; }
  main { max-width: none; padding: 0; }
  body { font-size: 11pt; }
  h2, h3, summary { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  .table { overflow: visible; }
  table { font-size: 9pt; }
  details::details-content { content-visibility: visible; display: block; height: auto; }
}
`;

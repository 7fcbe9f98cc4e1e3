/** What children of a group take over from it; "opacity" and "d" they do not. */
const INHERITED = /^(fill|stroke|stroke-width|stroke-dasharray|text-anchor|font-[a-z]+)$/;

/** What says nothing: defaults, and words for screen readers, who are told of the whole chart. */
const SILENT =
  / (?:opacity="1"|aria-hidden="true"|pointer-events="none"|role="graphics-[a-z]+"|aria-roledescription="[^"]*"|xmlns:xlink="[^"]*")/g;
/** What is not seen. */
const UNSEEN = /^<path class="(?:foreground" d="" display="none"|background" d="M0,0h0v0h0Z")\/>$/;

/**
 * Vega's SVG with fewer digits, ids of its own, a line for each element, so that
 * differences can be read, without what says nothing, and with what all marks of a
 * group have in common said once.
 *
 * @param name prefixes the ids
 */
export function tidy(svg: string, name: string): string {
  const lines = svg
    .replaceAll(/<[^>]*>/g, (tag) => tag.replaceAll(/-?\d+\.\d{3,}/g, round))
    .replaceAll(/(id="|url\(#|href="#)((?:clip|gradient)[\w-]*)/g, `$1${name}-$2`)
    .replaceAll(SILENT, "")
    .replaceAll("><", ">\n<")
    .split("\n")
    .filter((line) => !UNSEEN.test(line));
  return shareAttributes(lines).join("\n");
}

/** Two decimals; a hundredth of a pixel is not seen. */
function round(number: string): string {
  return String(Math.round(Number(number) * 100) / 100);
}

/** Moves what all elements between a group's tags have in common to the group. */
function shareAttributes(lines: readonly string[]): string[] {
  const result: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    result.push(line);
    if (!line.startsWith('<g class="mark-')) continue;
    const end = lines.indexOf("</g>", i);
    const children = lines.slice(i + 1, end).map(normalise);
    if (children.length < 2 || !children.every(isLeaf)) continue;
    const shared = attributesOf(children[0]!).filter((attribute) =>
      INHERITED.test(attribute.slice(0, attribute.indexOf("="))) &&
      children.every((child) => attributesOf(child).includes(attribute))
    );
    result.pop();
    result.push(line.replace(/>$/, `${shared.map((attribute) => ` ${attribute}`).join("")}>`));
    const strip = (child: string): string =>
      shared.reduce((rest, attribute) => rest.replace(` ${attribute}`, ""), child);
    result.push(...children.map(strip));
    i = end - 1;
  }
  return result;
}

/** An empty element is closed in its own tag. */
function normalise(line: string): string {
  return line.replace(/^<(path|line|rect|circle)( [^>]*[^/])?>$/, "<$1$2/>");
}

/** Whether a line is an element of its own. */
function isLeaf(line: string): boolean {
  return /^<(?:path|line|rect|text) .*(?:\/>|<\/text>)$/.test(line);
}

function attributesOf(element: string): string[] {
  return element.slice(0, element.indexOf(">")).match(/[\w-]+="[^"]*"/g) ?? [];
}

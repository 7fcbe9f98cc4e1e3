import type { Layout } from "./layout.ts";
import { recolour, type Scheme } from "./theme.ts";

/** The name of a chart's file within its folder. */
export function chartFile(name: string, layout: Layout, scheme: Scheme): string {
  return `${name}-${layout}-${scheme}.svg`;
}

/** The files of a chart in one layout: name, content. */
export function chartFiles(name: string, layout: Layout, svg: string): [string, string][] {
  return (["light", "dark"] as const).map((scheme) => [
    chartFile(name, layout, scheme),
    `${recolour(svg, scheme)}\n`,
  ]);
}

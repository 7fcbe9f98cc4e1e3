import { deflateSync } from "fflate";
import { Buffer } from "node:buffer";
import type { Spec } from "vega";
import type { Layout } from "../../layout.ts";
import { recolour } from "../../theme.ts";
import type { Drawings } from "../draw.ts";

/** The Vega specifications of a page's charts by name, in the page's colours. */
export type PageData = Readonly<Record<string, Readonly<Record<Layout, Spec>>>>;

/** The data of a page as text: JSON, deflated, in Base64. */
export function packPageData(drawings: Drawings): string {
  const data: PageData = Object.fromEntries(
    [...drawings].map(([name, { wide, narrow }]) => [
      name,
      { wide: wide.spec, narrow: narrow.spec },
    ]),
  );
  const json = recolour(JSON.stringify(data), "variables");
  // fflate is JavaScript, so the bytes are the same on every machine.
  const packed = deflateSync(new TextEncoder().encode(json), { level: 9 });
  return Buffer.from(packed).toString("base64");
}

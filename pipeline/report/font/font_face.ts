import { Buffer } from "node:buffer";

const file = await Deno.readFile(new URL("inter.woff2", import.meta.url));

/** The CSS rule that embeds Inter, reduced to the characters of the report. */
export const FONT_FACE =
  `@font-face { font-family: Inter; font-weight: 400 700; font-display: block; src: url(data:font/woff2;base64,${
    Buffer.from(file).toString("base64")
  }) format("woff2"); }`;

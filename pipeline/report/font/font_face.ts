import { Buffer } from "node:buffer";

const file = await Deno.readFile(new URL("inter.woff2", import.meta.url));

/** Inter as a style sheet has it: the letters of the report, inside the page. */
export const FONT_FACE =
  `@font-face { font-family: Inter; font-weight: 400 700; font-display: block; src: url(data:font/woff2;base64,${
    Buffer.from(file).toString("base64")
  }) format("woff2"); }`;

/**
 * The font task: makes inter.woff2, which is npm's Inter reduced to the characters of the
 * report, and widths.json, the width of each of them. Both are committed, so that writing a
 * report needs neither the package nor a browser.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { chromium } from "playwright-core";
import subsetFont from "subset-font";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";
// The path of a package is known only if something of it is imported.
import original from "@fontsource-variable/inter/package.json" with { type: "json" };

const ORIGINAL = import.meta.resolve(
  `${original.name}/files/inter-latin-wght-normal.woff2`,
);
/** Printable ASCII, and the typographic characters of the report that Inter has. */
const CHARACTERS = [
  ...Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i)),
  ..."\u00a0°±²·×–—‘’“”…−½",
].join("");
/** The font weights of charts. */
const WEIGHTS = [400, 600];

const COMMAND: Command = {
  task: "font",
  does: "Make the report's font and measure its characters.",
};

await runWithFlags(COMMAND, async () => {
  const subset = await subsetFont(
    Buffer.from(await Deno.readFile(new URL(ORIGINAL))),
    CHARACTERS,
    { targetFormat: "woff2", variationAxes: { wght: { min: 400, max: 700, default: 400 } } },
  );

  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const page = await browser.newPage();
  const url = `data:font/woff2;base64,${subset.toString("base64")}`;
  // Code for the browser is a string, since tasks are not compiled against the DOM.
  const widths = await page.evaluate(`(async () => {
    document.fonts.add(await new FontFace("Measured", "url(${url})", { weight: "400 700" }).load());
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fontKerning = "none";
    return Object.fromEntries(${JSON.stringify(WEIGHTS)}.map((weight) => {
      canvas.font = weight + " 1000px Measured";
      return [weight, Object.fromEntries([...${JSON.stringify(CHARACTERS)}].map((character) =>
        [character, Math.round(canvas.measureText(character).width)]))];
    }));
  })()`);
  await browser.close();

  await Deno.writeFile(new URL("../report/font/inter.woff2", import.meta.url), subset);
  await Deno.writeTextFile(
    new URL("../report/font/widths.json", import.meta.url),
    `${JSON.stringify(widths, null, 1)}\n`,
  );
});

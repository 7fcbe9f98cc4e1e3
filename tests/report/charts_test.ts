import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import {
  differenceEuclidean,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from "culori";
import { LINE_COLOURS } from "../../pipeline/report/charts/accuracy_race.ts";
import { textWidth } from "../../pipeline/report/font/text_width.ts";
import { type ColourName, COLOURS, type Scheme } from "../../pipeline/report/theme.ts";
import { tidy } from "../../pipeline/report/render/tidy.ts";
import { readBundle } from "../../pipeline/report/render/live/bundle.ts";
import { FONT_FACE } from "../../pipeline/report/font/font_face.ts";
import { HAS_CHROMIUM, inChromium } from "../support/chromium.ts";

const SCHEMES: readonly Scheme[] = ["light", "dark"];
/** The colours of text. */
const TEXT: readonly ColourName[] = [...LINE_COLOURS, "muted"];
/** Colours as people with each kind of colour vision see them. */
const VISIONS = [
  (colour: string) => parse(colour)!,
  ...[filterDeficiencyProt(1), filterDeficiencyDeuter(1), filterDeficiencyTrit(1)]
    .map((filter) => (colour: string) => filter(parse(colour)!)),
];

Deno.test("colours of lines are distinguishable with every kind of colour vision, in both schemes", () => {
  // OKLab times 100; a difference of 2 is just noticeable side by side.
  const difference = differenceEuclidean("oklab");
  for (const scheme of SCHEMES) {
    for (const see of VISIONS) {
      LINE_COLOURS.forEach((one, i) =>
        LINE_COLOURS.slice(i + 1).forEach((other) => {
          const apart = 100 *
            difference(see(COLOURS[one][scheme]), see(COLOURS[other][scheme]));
          assert(apart > 10, `${one} and ${other} in ${scheme}: ${apart}`);
        })
      );
    }
  }
});

Deno.test("text and controls have enough contrast with the background, in both schemes", () => {
  for (const scheme of SCHEMES) {
    const contrast = (name: ColourName): number =>
      wcagContrast(COLOURS[name][scheme], COLOURS.background[scheme]);
    for (const name of TEXT) assert(contrast(name) >= 4.5, `${name} ${scheme}`);
    for (const name of ["border", "runSoft"] as const) {
      assert(contrast(name) >= 2.4, `${name} ${scheme}: ${contrast(name)}`);
    }
  }
});

/** Extra width for readers without Inter, whose font can be wider. */
const SLACK = 1.04;

Deno.test("characters that the committed font lacks have a fixed width", () => {
  assertAlmostEquals(textWidth("한글", 100), 2 * 100 * SLACK, 1e-9);
  assertAlmostEquals(textWidth("é", 100), 70 * SLACK, 1e-9);
});

Deno.test({
  name: "text is as wide as in a browser with the committed font, plus the extra width",
  ignore: !HAS_CHROMIUM,
  fn: () =>
    inChromium(async (browser) => {
      const page = await browser.newPage();
      await page.setContent(`<style>${FONT_FACE}</style>`);
      const texts = ["0", "00", "document", "Adam, 2.3 ± 0.1 %", "W–M·x²", "AVAToj (300 × 3)"];
      for (const [weight, isBold] of [[400, false], [600, true]] as const) {
        const measured: number[] = await page.evaluate(`(async () => {
          await document.fonts.load("${weight} 1000px Inter");
          const canvas = document.createElement("canvas").getContext("2d");
          canvas.font = "${weight} 1000px Inter";
          canvas.fontKerning = "none";
          return ${JSON.stringify(texts)}.map((text) => canvas.measureText(text).width);
        })()`);
        texts.forEach((text, i) => {
          const tolerance = text.length; // Each width is rounded to a thousandth.
          assertAlmostEquals(textWidth(text, 1000, isBold) / SLACK, measured[i]!, tolerance, text);
        });
      }
    }),
});

Deno.test("tidied charts look the same, with short numbers, own ids and six-digit colours", () => {
  const mark = '<path class="mark" role="graphics-symbol" font-family="x" d="M0,0h1.23456v2h-1Z"';
  const svg = tidy(
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">' +
      '<clipPath id="clip7"><path d="M0,0h9v9h-9Z"/></clipPath>' +
      `<g clip-path="url(#clip7)">${mark} fill="#ffffff" opacity="1"/>` +
      `${mark} fill="#ffffff" transform="translate(3.14159,0)"/>` +
      '<text fill="#000000" opacity="0">unseen</text><text fill="none" stroke="#112233">a &lt; b</text>' +
      "</g></svg>",
    "chart",
  );
  assertEquals(svg.split("\n").slice(1), [
    '<clipPath id="chart-a">',
    '<path d="M0 0h9v9H0Z"/>',
    "</clipPath>",
    '<g clip-path="url(#chart-a)">',
    '<path d="M0 0h1.23v2h-1Z" fill="#ffffff"/>',
    '<path d="M3.14 0h1.24v2h-1Z" fill="#ffffff"/>',
    '<text fill="none" stroke="#112233">a &lt; b</text>',
    "</g>",
    "</svg>",
  ]);
  assertStringIncludes(svg, 'viewBox="0 0 9 9" font-family="Inter, ');
});

Deno.test("the committed script was bundled from the committed sources", async () => {
  const script = await readBundle();
  assert(!script.includes("</script"), "it can be inlined in a page");
});

import { assert, assertAlmostEquals } from "@std/assert";
import {
  differenceEuclidean,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  parse,
  wcagContrast,
} from "culori";
import { textWidth } from "../pipeline/report/font/text_width.ts";
import { type ColourName, COLOURS, type Scheme } from "../pipeline/report/theme.ts";
import { readBundle } from "../pipeline/report/render/live/bundle.ts";
import { FONT_FACE } from "../pipeline/report/font/font_face.ts";
import { HAS_CHROMIUM, inChromium } from "./support/chromium.ts";

const SCHEMES: readonly Scheme[] = ["light", "dark"];
/** The colours that stand beside each other in one chart: the optimisers. */
const LINES: readonly ColourName[] = ["text", "first", "second", "third", "run", "document"];
/** The colours that letters are set in. */
const LETTERS: readonly ColourName[] = [...LINES, "muted"];
/** How people see colours. */
const EYES = [
  (colour: string) => parse(colour)!,
  ...[filterDeficiencyProt(1), filterDeficiencyDeuter(1), filterDeficiencyTrit(1)]
    .map((filter) => (colour: string) => filter(parse(colour)!)),
];

Deno.test("colours of lines can be told apart by every eye, in both schemes", () => {
  // OKLab, in hundredths; 2 is about what is just seen side by side.
  const difference = differenceEuclidean("oklab");
  for (const scheme of SCHEMES) {
    for (const see of EYES) {
      LINES.forEach((one, i) =>
        LINES.slice(i + 1).forEach((other) => {
          const apart = 100 *
            difference(see(COLOURS[one][scheme]), see(COLOURS[other][scheme]));
          assert(apart > 10, `${one} and ${other} in ${scheme}: ${apart}`);
        })
      );
    }
  }
});

Deno.test("letters and controls stand out from the background, in both schemes", () => {
  for (const scheme of SCHEMES) {
    const contrast = (name: ColourName): number =>
      wcagContrast(COLOURS[name][scheme], COLOURS.background[scheme]);
    for (const name of LETTERS) assert(contrast(name) >= 4.5, `${name} ${scheme}`);
    for (const name of ["border", "runSoft"] as const) {
      assert(contrast(name) >= 2.4, `${name} ${scheme}: ${contrast(name)}`);
    }
  }
});

/** What readers without Inter get more, so that their own font fits. */
const SLACK = 1.04;

Deno.test("letters that the committed font lacks have a fixed width", () => {
  assertAlmostEquals(textWidth("한글", 100), 2 * 100 * SLACK, 1e-9);
  assertAlmostEquals(textWidth("é", 100), 70 * SLACK, 1e-9);
});

Deno.test({
  name: "texts are as wide as a browser sets them in the committed font, and a little more",
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
          const tolerance = text.length; // Each letter is rounded to a thousandth.
          assertAlmostEquals(textWidth(text, 1000, isBold) / SLACK, measured[i]!, tolerance, text);
        });
      }
    }),
});

Deno.test("the script of the page was made from the sources at hand", async () => {
  const script = await readBundle();
  assert(!script.includes("</script"), "it can stand in a page");
});

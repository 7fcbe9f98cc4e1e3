/**
 * The page in browsers of late 2022 (Chrome 108, Firefox 107, Safari 16.1), which lack newer
 * features.
 *
 * @module
 */

import { assert, assertEquals } from "@std/assert";
import type { BrowserContextOptions, Page } from "playwright-core";
import { COLOURS } from "../../pipeline/report/theme.ts";
import { BUNDLE } from "../../pipeline/report/render/live/bundle.ts";
import { STYLE } from "../../pipeline/report/render/style.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { HAS_CHROMIUM, inChromium } from "../support/chromium.ts";
import { madeUpResults } from "../support/results.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const REPORT = await makeReport(madeUpResults({ seeds: [0, 1, 2] }));
const PAGE = REPORT.get("index.html")!;

/** Newer CSS features. Browsers without them ignore the rule or the declaration. */
const NEWER =
  /light-dark\(|color-mix\(|\b(ok)?l(ab|ch)\(|\bcolor\(|@(container|scope|starting-style|property|position-try)\b|:(popover-open|user-valid|user-invalid|state)\b|\b(if|sibling-index|linear|calc-size|anchor)\(|[{;]\s*&|\b(field-sizing|interpolate-size|animation-timeline|view-transition-name)\s*:/;
/** Newer features that nothing depends on: balanced headings, and print without scripts. */
const OPTIONAL = ["text-wrap: balance", "::details-content"];

Deno.test("the style sheet depends on no feature that these browsers lack", () => {
  const rest = OPTIONAL.reduce((text, one) => text.replaceAll(one, ""), STYLE);
  assertEquals(NEWER.exec(rest)?.[0], undefined);
  assert(NEWER.test("a { color: light-dark(#fff, #000); }"), "the pattern works");
  // Firefox has :has() since 2023, so rules that need it have a fallback.
  assert(STYLE.includes("@supports not selector(:has(*))"));
});

Deno.test("every colour that the page uses has a plain value in the first rule", () => {
  const used = new Set([...PAGE.matchAll(/var\(--(\w+)/g)].map(([, name]) => name!));
  assert(used.size > 5);
  const [, first] = /:root \{([^}]*)\}/.exec(STYLE)!;
  for (const name of used) assert(new RegExp(`--${name}: #[0-9a-f]{6};`).test(first!), name);
});

Deno.test("chart files have plain colours and no style sheet", () => {
  const charts = [...REPORT].filter(([path]) => path.endsWith(".svg"));
  assert(charts.length > 20);
  for (const [path, svg] of charts) {
    assert(!/var\(|style=|<style|light-dark/.test(svg), path);
    for (const [, colour] of svg.matchAll(/(?:fill|stroke)="([^"]+)"/g)) {
      assert(/^(#[0-9a-f]{6}|none|transparent|url\(#[^)]+\))$/.test(colour!), `${path}: ${colour}`);
    }
  }
});

Deno.test("the script has no syntax that these browsers cannot parse", async () => {
  const script = await Deno.readTextFile(BUNDLE);
  // Safari 16.1 would not run a script with any of these.
  assertEquals(/\bstatic\s*\{|\(\?<[=!]|\/v[.,;)]\s*\./.exec(script)?.[0], undefined);
  for (const newer of ["toSorted(", "toReversed(", "Object.groupBy(", "Promise.withResolvers("]) {
    assert(!script.includes(newer), newer);
  }
});

/** Opens the page as a browser without some CSS features shows it. */
async function without(
  features: readonly string[],
  options: BrowserContextOptions,
  test: (page: Page) => Promise<void>,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const style = features.reduce(
      (text, feature) => text.replaceAll(feature, feature.replace(/\w+/, "not-known")),
      STYLE,
    );
    await Deno.writeTextFile(`${folder}/index.html`, PAGE.replace(STYLE, () => style));
    await inChromium(async (browser) => {
      // The policy allows only the original style sheet.
      const context = await browser.newContext({ bypassCSP: true, locale: "en-US", ...options });
      const page = await context.newPage();
      await page.goto(`file://${folder}/index.html`);
      await test(page);
    });
  });
}

const OLD_FIREFOX = [":has(", "light-dark(", "text-wrap", "::details-content"];
const OLD_SAFARI = ["light-dark(", "text-wrap", "::details-content"];

/** A colour as a browser computes it. */
function computed(hex: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return `rgb(${r}, ${g}, ${b})`;
}

/** All colours in the charts. */
function drawnColours(page: Page): Promise<string[]> {
  return page.evaluate(
    `[...new Set([...document.querySelectorAll("figure svg *")].flatMap((one) => {
    const { fill, stroke } = getComputedStyle(one);
    return [...(one.closest("[fill]") ? [fill] : []), ...(one.closest("[stroke]") ? [stroke] : [])];
  }))]`,
  );
}

for (
  const [name, features] of [["light-dark()", OLD_SAFARI], [
    "light-dark() and :has()",
    OLD_FIREFOX,
  ]] as const
) {
  Deno.test({
    name: `a browser without ${name} shows every chart in the colours of its scheme, none in black`,
    ignore: !HAS_CHROMIUM,
    fn: () =>
      without(features, {}, async (page) => {
        for (const scheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          const body = await page.evaluate("getComputedStyle(document.body).backgroundColor");
          assertEquals(body, computed(COLOURS.background[scheme]));
          const ours = Object.values(COLOURS).map((colour) => computed(colour[scheme]));
          const others = (await drawnColours(page))
            .filter((colour) => colour !== "none" && colour !== "rgba(0, 0, 0, 0)")
            .filter((colour) => !colour.startsWith("url(") && !ours.includes(colour));
          assertEquals(others, []);
        }
      }),
  });
}

Deno.test({
  name: "a browser without :has() shows no control that does nothing",
  ignore: !HAS_CHROMIUM,
  fn: () =>
    without(OLD_FIREFOX, {}, async (page) => {
      const visible = (selector: string): Promise<number> =>
        page.evaluate(
          `[...document.querySelectorAll(${
            JSON.stringify(selector)
          })].filter((one) => one.checkVisibility()).length`,
        );
      assertEquals(await visible("#appearance, [for=appearance], .switch"), 0);
      assertEquals(await visible("header a"), 1);
    }),
});

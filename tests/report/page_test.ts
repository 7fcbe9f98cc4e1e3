/**
 * The pages of a report in a browser: with and without scripts, by keyboard, dark and
 * light, on a phone, in print, under their own policy, and for screen readers.
 *
 * Code that runs in a page is text here, since tests are not compiled against the DOM.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { SETTINGS } from "../../lib/documents/claim.ts";
import type { Language } from "../../lib/documents/language.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { LAYOUTS } from "../../pipeline/report/layout.ts";
import { pathsOf } from "../../pipeline/report/render/files.ts";
import { tidy } from "../../pipeline/report/render/tidy.ts";
import { LANGUAGES } from "../../pipeline/report/strings/languages.ts";
import { makeReport, type ReportFiles } from "../../pipeline/report/write_report.ts";
import { HAS_CHROMIUM, inChromium } from "../support/chromium.ts";
import { IS_LONG } from "../support/processes.ts";
import { PUBLISHED } from "../support/project.ts";
import { madeUpResults } from "../support/results.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

/** The addresses of a report's pages. */
type Addresses = Readonly<Record<Language, string>>;

const PAGES = LANGUAGES.map(({ code }) => [code, pathsOf(code).page] as const);

function addressesIn(folder: string): Addresses {
  return Object.fromEntries(
    PAGES.map(([language, page]) => [language, pathToFileURL(`${folder}/${page}`).href]),
  ) as Addresses;
}

/** Tests the pages of a report on three seeds, in a browser. */
function pageTest(name: string, test: (browser: Browser, at: Addresses) => Promise<void>): void {
  Deno.test({
    name: `the page ${name}`,
    ignore: !HAS_CHROMIUM,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const files = await madeUpReport();
        for (const [, page] of PAGES) {
          await Deno.writeTextFile(`${folder}/${page}`, files.get(page)!);
        }
        await inChromium((browser) => test(browser, addressesIn(folder)));
      }),
  });
}

let report: ReportFiles | undefined;
async function madeUpReport(): Promise<ReportFiles> {
  return report ??= await makeReport(madeUpResults({ seeds: [0, 1, 2] }));
}

const WIDE = { viewport: { width: 1200, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
/** The languages, widths and schemes that a page must look good in. */
const VIEWS = LANGUAGES.flatMap(({ code }) =>
  (["light", "dark"] as const).flatMap((colorScheme) =>
    [390, 820, 1600].map((width) => ({
      language: code,
      colorScheme,
      viewport: { width, height: 900 },
    }))
  )
);

/** Opens a page; its complaints are console messages, errors and network requests. */
async function open(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({ locale: "en-US", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
  });
  await page.goto(address);
  return { page, complaints };
}

/** How many elements match a selector: visible ones, all. */
function shown(page: Page, selector: string): Promise<[number, number]> {
  return page.evaluate(`(() => {
    const all = [...document.querySelectorAll(${JSON.stringify(selector)})];
    return [all.filter((one) => one.checkVisibility()).length, all.length];
  })()`);
}

const FIGURES = `[...document.querySelectorAll("figure[data-chart]")]`;

/** Waits until an expression is true; the page's policy forbids Playwright's own way. */
async function until(page: Page, expression: string): Promise<void> {
  for (let waited = 0; !(await page.evaluate(expression)); waited += 20) {
    assert(waited < 10_000, `still false: ${expression}`);
    await page.waitForTimeout(20);
  }
}

/** Makes all charts live, as the first touch of each does. */
async function touchAll(page: Page): Promise<void> {
  await page.evaluate(`${FIGURES}.forEach((figure) =>
    figure.dispatchEvent(new PointerEvent("pointerenter")))`);
  await until(page, `${FIGURES}.every((figure) => figure.querySelector(".is-live"))`);
}

pageTest("loses nothing without scripts: charts, tables, languages, switches", async (
  browser,
  at,
) => {
  const { page, complaints } = await open(browser, at.en, { ...WIDE, javaScriptEnabled: false });
  // Playwright itself can run scripts in such a page.
  for (const [language, words] of [["en", "conclusions"], ["ko", "성립"]] as const) {
    await page.waitForURL(at[language]);
    assertEquals(await page.getAttribute("html", "lang"), language);
    assertStringIncludes((await page.locator("h1").textContent())!, words);
    assertEquals(await page.title(), await page.locator("h1").textContent());
    const charts = await shown(page, "figure svg");
    assert(charts[0] > 15, String(charts));
    assertEquals(charts[1], 2 * charts[0], "wide and narrow");
    for (const { id } of EXPERIMENTS) {
      assertEquals((await shown(page, `[id="experiment-${id}"]`))[1], 1, id);
    }
    assertEquals((await shown(page, ".control"))[0], 0, "sliders need the script");
    assertEquals((await shown(page, "summary"))[0] > 10, true);
    for (const setting of SETTINGS) {
      await page.check(`input[name="show"][value="${setting}"]`);
      for (const other of SETTINGS) {
        const [seen] = await shown(page, `td.choice-${other}`);
        assertEquals(seen > 0, other === setting, `${other} while ${setting} is selected`);
      }
    }
    await page.selectOption("#appearance", "dark");
    assertEquals(await backgroundOf(page), DARK);
    await page.click("header a[hreflang]");
  }
  await page.waitForURL(at.en);
  assertEquals(complaints, []);
});

const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(13, 17, 23)";

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate("getComputedStyle(document.body).backgroundColor");
}

pageTest("fits 390 to 1600 px, light and dark, and makes no network requests", async (
  browser,
  at,
) => {
  for (const { language, ...view } of VIEWS) {
    const { page, complaints } = await open(browser, at[language], view);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    const seen = await page.evaluate(`({
      overflow: document.documentElement.scrollWidth - innerWidth,
      repeatedIds: document.querySelectorAll("[id]").length -
        new Set([...document.querySelectorAll("[id]")].map(({ id }) => id)).size,
      shrunk: [...document.querySelectorAll("figure svg")].filter((svg) =>
        svg.checkVisibility() && svg.getBoundingClientRect().width < svg.width.baseVal.value - 1
      ).length,
    })`);
    assertEquals(seen, { overflow: 0, repeatedIds: 0, shrunk: 0 }, JSON.stringify(view));
    assertEquals(await backgroundOf(page), view.colorScheme === "light" ? LIGHT : DARK);
    const layout = view.viewport.width < 820 ? "narrow" : "wide";
    for (const other of LAYOUTS) {
      assertEquals((await shown(page, `figure .${other}`))[0] > 0, other === layout);
    }
    assertEquals(complaints, []);
    await page.context().close();
  }
});

pageTest("links to the same section in the other language", async (browser, at) => {
  // A browser that prefers Korean is not redirected.
  const options = { ...WIDE, locale: "ko-KR" };
  const { page, complaints } = await open(browser, `${at.en}#recorded`, options);
  assertEquals(page.url(), `${at.en}#recorded`);
  const link = page.locator("header a[hreflang]");
  assertEquals(await link.getAttribute("hreflang"), "ko");
  assertEquals(await link.getAttribute("lang"), "ko");
  await link.click();
  await page.waitForURL(`${at.ko}#recorded`);
  assertEquals(await page.getAttribute("html", "lang"), "ko");
  await page.click('.lead a[href="#defects"]');
  await until(page, `document.querySelector("header a").hash === "#defects"`);
  await link.click();
  await page.waitForURL(`${at.en}#defects`);
  for (const [language, other] of [["en", "ko"], ["ko", "en"]] as const) {
    await page.goto(at[language]);
    for (const selector of ["head link[rel=alternate]", "header a"]) {
      const to = await page.evaluate(
        `(({ hreflang, href }) => [hreflang, href])(document.querySelector("${selector}"))`,
      );
      assertEquals(to, [other, at[other]]);
    }
  }
  assertEquals(complaints, []);
});

pageTest("is in one language", async (browser, at) => {
  for (const { code: language } of LANGUAGES) {
    const { page } = await open(browser, at[language], WIDE);
    const others = await page.evaluate(`[...document.querySelectorAll("[lang]:not(html)")]
      .map((one) => one.outerHTML)`) as string[];
    assertEquals(others.length, 1, "the link to the other page");
    const korean = /[가-힣]{2}/.exec(
      (await page.locator("main").innerHTML()).replaceAll(/"[^"]*"/g, ""),
    );
    assertEquals(korean !== null, language === "ko", korean?.[0]);
  }
});

pageTest("remembers the scheme that was selected, in both languages", async (browser, at) => {
  const { page } = await open(browser, at.en, { ...WIDE, colorScheme: "dark" });
  await page.selectOption("#appearance", "light");
  await page.reload();
  assertEquals(await backgroundOf(page), LIGHT);
  await page.click("header a[hreflang]");
  await page.waitForURL(at.ko);
  assertEquals(await page.inputValue("#appearance"), "light");
  assertEquals(await backgroundOf(page), LIGHT);
});

/** The names of the charts whose picture differs from the given one in any element. */
function differentCharts(layout: string, charts: string[][]): string {
  return `(() => {
    const normal = (svg) => svg.outerHTML.replaceAll(/>\\s+</g, "><");
    return ${JSON.stringify(charts)}.filter(([name, text]) => {
      const template = document.createElement("template");
      template.innerHTML = text;
      const picture = document.querySelector('figure[data-chart="' + name + '"] .${layout} > svg');
      return normal(template.content.firstChild) !== normal(picture);
    }).map(([name]) => name);
  })()`;
}

pageTest("draws every live chart as its picture, element for element", async (browser, at) => {
  for (const [view, layout] of [[WIDE, "wide"], [PHONE, "narrow"]] as const) {
    for (const { code } of LANGUAGES) {
      const { page, complaints } = await open(browser, at[code], view);
      await touchAll(page);
      const live: [name: string, svg: string][] = await page.evaluate(`Promise.all(
        ${FIGURES}.map(async (figure) => [figure.dataset.chart, await figure.live.toSVG()]))`);
      assert(live.length > 15);
      const tidied = live.map(([name, svg]) => [name, tidy(svg, `${name}-${layout}`)]);
      assertEquals(await page.evaluate(differentCharts(layout, tidied)), []);
      assertEquals((await shown(page, `figure .${layout} > svg`))[0], 0);
      assertEquals(complaints, []);
      await page.context().close();
    }
  }
});

pageTest("can be used by keyboard alone", async (browser, at) => {
  const { page, complaints } = await open(browser, at.en, WIDE);
  const focused = (): Promise<string> =>
    page.evaluate(
      `(({ id, name, hreflang }) => id || name || hreflang || "")(document.activeElement)`,
    );
  await page.keyboard.press("Tab");
  assertEquals(await focused(), "ko");
  await page.keyboard.press("Tab");
  assertEquals(await focused(), "appearance");
  const passed: string[] = [];
  while (!passed.at(-1)?.startsWith("slider-")) {
    await page.keyboard.press("Tab");
    passed.push(await focused());
    assert(passed.length < 100, "no slider can be reached");
  }
  assert(passed.includes("show"), "the switch can be reached");
  const figure = page.locator("figure", { has: page.locator(`[id="${passed.at(-1)}"]`) });
  const output = figure.locator("output");
  const texts = async (): Promise<string> => await figure.locator(".live").innerText();
  await figure.locator(".live svg").waitFor();
  const before = await texts();
  await page.keyboard.press("ArrowRight");
  await until(page, `document.activeElement.value === "1"`);
  assertEquals(await output.textContent(), "1");
  await figure.locator(".live").getByText("%").first().waitFor();
  assert((await texts()).length > before.length, "the seed's values are in the chart");
  await page.keyboard.press("Escape");
  assertEquals(await output.textContent(), "");
  await page.waitForTimeout(50);
  assertEquals(await texts(), before);
  assertEquals(complaints, []);
});

pageTest("highlights a seed near the pointer", async (browser, at) => {
  const { page, complaints } = await open(browser, at.en, WIDE);
  const figure = page.locator('figure[data-chart="recorded"]');
  await figure.scrollIntoViewIfNeeded();
  await figure.hover();
  await figure.locator(".live svg").waitFor();
  // The pointer need not hit a tick exactly.
  const box = (await figure.locator(".live svg").boundingBox())!;
  const output = figure.locator("output");
  for (let x = 0.4; x < 0.8 && await output.textContent() === ""; x += 0.02) {
    await page.mouse.move(box.x + x * box.width, box.y + 0.5 * box.height);
    await page.waitForTimeout(30);
  }
  assertMatch((await output.textContent())!, /^[012]$/);
  await page.mouse.move(box.x + 2, box.y + 2);
  assertEquals(await figure.locator("input").inputValue(), await output.textContent());
  assertEquals(complaints, []);

  const race = page.locator('figure[data-chart="optimizers"]');
  await race.scrollIntoViewIfNeeded();
  await race.hover();
  await race.locator(".live svg").waitFor();
  const plot = (await race.locator(".live svg").boundingBox())!;
  const seen = new Set<number>();
  for (let k = 0; k < 20; k++) {
    await page.mouse.move(
      plot.x + (0.1 + k / 40) * plot.width,
      plot.y + (0.1 + k / 25) * plot.height,
    );
    seen.add(Number(await race.locator("output").textContent()));
  }
  assert(seen.size > 5, "other points, other iterations");
  assert([...seen].every((iteration) => iteration % 20 === 0), String([...seen]));
  assertEquals(complaints, []);
});

pageTest("is light, open and complete in print", async (browser, at) => {
  const { page } = await open(browser, at.en, { ...PHONE, colorScheme: "dark" });
  await touchAll(page);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
  assertEquals(await backgroundOf(page), LIGHT);
  assertEquals((await shown(page, "header"))[0], 0);
  assertEquals((await shown(page, ".control, .switch"))[0], 0);
  assertEquals((await shown(page, "figure .wide svg"))[0] > 15, true);
  assertEquals((await shown(page, ".live"))[0], 0);
  const closed = await page.evaluate("document.querySelectorAll('details:not([open])').length");
  assertEquals(closed, 0);
  const pdf = await page.pdf({ format: "A4" });
  assert(pdf.length > 100_000);

  // Without scripts closed details are printed, too.
  const silent = await open(browser, at.ko, { ...WIDE, javaScriptEnabled: false });
  await silent.page.emulateMedia({ media: "print" });
  const hidden = await silent.page.evaluate(`[...document.querySelectorAll("details td")]
    .filter((cell) => cell.getBoundingClientRect().height === 0).length`);
  assertEquals(hidden, 0);
});

/** Tries everything that the policy of a page forbids. */
const FORBIDDEN = `(async () => {
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend", '<p id="styled" style="color: red">x</p>');
  const image = new Image();
  document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.injected = true">');
  // In a timeout, because code that a test evaluates may call eval itself.
  const evaluated = await new Promise((done) => setTimeout(() => {
    try { done(new Function("return true")()); } catch { done(false); }
  }));
  let fetched = true;
  try { await fetch("data:text/plain,x"); } catch { fetched = false; }
  await new Promise((done) => setTimeout(done, 100));
  return {
    injected: window.injected ?? false,
    evaluated,
    fetched,
    red: getComputedStyle(document.getElementById("styled")).color === "rgb(255, 0, 0)",
  };
})()`;

pageTest("runs only its own script: its policy is enforced from a file", async (browser, at) => {
  for (const address of Object.values(at)) {
    const { page, complaints } = await open(browser, address, WIDE);
    const tried = await page.evaluate(FORBIDDEN);
    assertEquals(tried, { injected: false, evaluated: false, fetched: false, red: false });
    assert(complaints.some((text) => text.includes("Content Security Policy")), String(complaints));
    await page.context().close();
  }
});

/** Runs in the page, after axe-core. */
const AXE = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))`;

const STATES = IS_LONG ? "in any state" : "live and open";
pageTest(`has no violation that axe-core finds, ${STATES}`, async (browser, at) => {
  // A page whose details are open and whose charts are live has the most elements.
  const everyday = [
    { ...WIDE, colorScheme: "dark", language: "ko", isOpen: true, isLive: true },
    { ...PHONE, colorScheme: "light", language: "en", isOpen: true, isLive: true },
  ] as const;
  const others = [
    { ...PHONE, colorScheme: "light", language: "en", isOpen: false, isLive: false },
    { ...WIDE, colorScheme: "light", language: "en", isOpen: true, isLive: false },
    { ...WIDE, colorScheme: "light", language: "en", isOpen: true, isLive: true },
    { ...PHONE, colorScheme: "dark", language: "ko", isOpen: true, isLive: true },
  ] as const;
  const states = IS_LONG ? [...everyday, ...others] : everyday;
  for (const { language, isOpen, isLive, ...view } of states) {
    // The page's policy would block axe.
    const { page } = await open(browser, at[language], { ...view, bypassCSP: true });
    await page.evaluate(axe.source);
    if (isOpen) {
      await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    }
    if (isLive) await touchAll(page);
    assertEquals(await page.evaluate(AXE), [], JSON.stringify({ ...view, isOpen, isLive }));
    // axe works: it finds this one.
    await page.evaluate(`document.body.innerHTML = '<img id="x" src="x">'`);
    assertStringIncludes(String(await page.evaluate(AXE)), "image-alt: #x");
    await page.context().close();
  }
});

/** The text with the lowest contrast among all charts. */
const LOWEST_CONTRAST = `(() => {
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[0-9.]+/g).slice(0, 3).map((part) => part / 255)
      .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = luminance(getComputedStyle(document.body).backgroundColor);
  const texts = [...document.querySelectorAll("figure svg text")]
    .filter((text) => text.checkVisibility() && text.textContent !== "");
  const found = texts.map((text) => {
    const own = luminance(getComputedStyle(text).fill);
    const [low, high] = [own, behind].sort((a, b) => a - b);
    return { contrast: (high + 0.05) / (low + 0.05), text: text.textContent };
  }).sort((a, b) => a.contrast - b.contrast);
  const smallest = Math.min(...texts.map((text) => parseFloat(getComputedStyle(text).fontSize)));
  return { ...found[0], count: found.length, smallest };
})()`;

pageTest("has readable charts: a contrast of 4.5, text of 12 px", async (browser, at) => {
  for (const { language, ...view } of VIEWS) {
    const { page } = await open(browser, at[language], view);
    const { contrast, text, count, smallest } = await page.evaluate(LOWEST_CONTRAST) as {
      contrast: number;
      text: string;
      count: number;
      smallest: number;
    };
    assert(count > 200);
    assert(contrast >= 4.5, `${text}: ${contrast}`);
    assert(smallest >= 12);
    await page.context().close();
  }
});

Deno.test({
  name: "the published pages fit, and their charts become live",
  ignore: !HAS_CHROMIUM,
  fn: () =>
    inChromium(async (browser) => {
      for (const address of Object.values(addressesIn(PUBLISHED))) {
        for (const view of [WIDE, PHONE]) {
          const { page, complaints } = await open(browser, address, view);
          await touchAll(page);
          assertEquals(
            await page.evaluate("document.documentElement.scrollWidth - innerWidth"),
            0,
          );
          const { contrast, text } = await page.evaluate(LOWEST_CONTRAST) as {
            contrast: number;
            text: string;
          };
          assert(contrast >= 4.5, `${text}: ${contrast}`);
          assertEquals(complaints, []);
          await page.context().close();
        }
      }
    }),
});

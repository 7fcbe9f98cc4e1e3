/**
 * The page in a browser: without scripts, alive, by keyboard, in the dark, on a
 * phone, on paper, under its own policy, and for those who cannot see it.
 *
 * What runs in the page is text here, since tests are not compiled against the DOM.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { SETTINGS } from "../lib/documents/claim.ts";
import { EXPERIMENTS } from "../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { LAYOUTS } from "../pipeline/report/charts/layout.ts";
import { tidy } from "../pipeline/report/render/tidy.ts";
import { makeReport } from "../pipeline/report/write_report.ts";
import { HAS_CHROMIUM, inChromium } from "./support/chromium.ts";
import { IS_LONG } from "./support/processes.ts";
import { PUBLISHED } from "./support/project.ts";
import { madeUpResults } from "./support/results.ts";
import { inTemporaryFolder } from "./support/temporary.ts";

/** A test of the page of a report on three seeds, in a browser. */
function pageTest(name: string, test: (browser: Browser, address: string) => Promise<void>): void {
  Deno.test({
    name: `the page ${name}`,
    ignore: !HAS_CHROMIUM,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        await Deno.writeTextFile(`${folder}/index.html`, await madeUpPage());
        await inChromium((browser) => test(browser, `file://${folder}/index.html`));
      }),
  });
}

let page: string | undefined;
async function madeUpPage(): Promise<string> {
  page ??= (await makeReport(madeUpResults({ seeds: [0, 1, 2] }))).get("index.html")!;
  return page;
}

const WIDE = { viewport: { width: 1200, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
/** The widths and schemes that a page must be good in. */
const VIEWS = (["light", "dark"] as const).flatMap((colorScheme) =>
  [390, 820, 1600].map((width) => ({ colorScheme, viewport: { width, height: 900 } }))
);

/** Opens the page; whatever it complains of, or asks of the network, is listed. */
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

/** Whether elements are shown, by selector: how many are, of how many. */
function shown(page: Page, selector: string): Promise<[number, number]> {
  return page.evaluate(`(() => {
    const all = [...document.querySelectorAll(${JSON.stringify(selector)})];
    return [all.filter((one) => one.checkVisibility()).length, all.length];
  })()`);
}

const FIGURES = `[...document.querySelectorAll("figure[data-chart]")]`;

/** Waits until an expression is true; Playwright's own way needs what the page's policy forbids. */
async function until(page: Page, expression: string): Promise<void> {
  for (let waited = 0; !(await page.evaluate(expression)); waited += 20) {
    assert(waited < 10_000, `in vain for ${expression}`);
    await page.waitForTimeout(20);
  }
}

/** Brings all charts to life, as the first touch of each does. */
async function touchAll(page: Page): Promise<void> {
  await page.evaluate(`${FIGURES}.forEach((figure) =>
    figure.dispatchEvent(new PointerEvent("pointerenter")))`);
  await until(page, `${FIGURES}.every((figure) => figure.querySelector(".is-live"))`);
}

pageTest("loses nothing without scripts: charts, tables, both languages, the switches", async (
  browser,
  address,
) => {
  const { page, complaints } = await open(browser, address, { ...WIDE, javaScriptEnabled: false });
  // Playwright itself may run scripts in such a page.
  const charts = await shown(page, "figure svg");
  assert(charts[0] > 15, String(charts));
  assertEquals(charts[1], 2 * charts[0], "wide and narrow");
  assertEquals(await shown(page, "h1 span"), [1, 2]);
  assertStringIncludes((await page.locator("h1 span:visible").textContent())!, "conclusions");
  for (const { id } of EXPERIMENTS) {
    assertEquals((await shown(page, `[id="experiment-${id}"]`))[1], 1, id);
  }
  // Nothing is offered that needs the script.
  assertEquals((await shown(page, ".control"))[0], 0);
  assertEquals((await shown(page, "summary span"))[0] > 10, true);

  await page.selectOption("#language", "ko");
  assertStringIncludes((await page.locator("h1 span:visible").textContent())!, "성립");
  assertEquals((await shown(page, '[lang="en"]:not(html, option)'))[0], 0);
  await page.selectOption("#language", "en");
  for (const setting of SETTINGS) {
    await page.check(`input[name="show"][value="${setting}"]`);
    for (const other of SETTINGS) {
      const [seen] = await shown(page, `td.choice-${other}`);
      assertEquals(seen > 0, other === setting, `${other} while ${setting} is chosen`);
    }
  }
  await page.selectOption("#appearance", "dark");
  assertEquals(await backgroundOf(page), DARK);
  assertEquals(complaints, []);
});

const LIGHT = "rgb(255, 255, 255)";
const DARK = "rgb(13, 17, 23)";

function backgroundOf(page: Page): Promise<string> {
  return page.evaluate("getComputedStyle(document.body).backgroundColor");
}

pageTest("fits 390 to 1600 px, light and dark, asks nothing of the network", async (
  browser,
  address,
) => {
  for (const view of VIEWS) {
    const { page, complaints } = await open(browser, address, view);
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

pageTest("remembers the language and the scheme that were chosen", async (browser, address) => {
  const { page } = await open(browser, address, { ...WIDE, colorScheme: "dark" });
  await page.selectOption("#language", "ko");
  await page.selectOption("#appearance", "light");
  assertEquals(await page.getAttribute("html", "lang"), "ko");
  assertStringIncludes(await page.title(), "성립");
  await page.reload();
  assertEquals(await page.inputValue("#language"), "ko");
  assertEquals(await backgroundOf(page), LIGHT);
  const korean = await open(browser, address, { ...WIDE, locale: "ko-KR" });
  assertEquals(await korean.page.inputValue("#language"), "ko");
});

/** Names the charts whose picture, in a language, is not the one given, element for element. */
function differentCharts(layout: string, language: string, charts: string[][]): string {
  return `(() => {
    const normal = (svg) => {
      svg.querySelectorAll("[lang]").forEach((one) =>
        one.lang === "${language}" || one.getAttribute("lang") === "${language}"
          ? one.removeAttribute("lang") : one.remove());
      return svg.outerHTML.replaceAll(/>\\s+</g, "><");
    };
    return ${JSON.stringify(charts)}.filter(([name, text]) => {
      const template = document.createElement("template");
      template.innerHTML = text;
      const picture = document.querySelector('figure[data-chart="' + name + '"] .${layout} svg');
      return normal(template.content.firstChild) !== normal(picture.cloneNode(true));
    }).map(([name]) => name);
  })()`;
}

pageTest(
  "comes alive as it was drawn: every live chart is the static one, element for element",
  async (
    browser,
    address,
  ) => {
    for (const [view, layout] of [[WIDE, "wide"], [PHONE, "narrow"]] as const) {
      for (const language of ["en", "ko"]) {
        const { page, complaints } = await open(browser, address, view);
        await page.selectOption("#language", language);
        await touchAll(page);
        const live: [name: string, svg: string][] = await page.evaluate(`Promise.all(
        ${FIGURES}.map(async (figure) => [figure.dataset.chart, await figure.live.toSVG()]))`);
        assert(live.length > 15);
        const tidied = live.map(([name, svg]) => [name, tidy(svg, `${name}-${layout}`)]);
        const different = await page.evaluate(differentCharts(layout, language, tidied));
        assertEquals(different, []);
        assertEquals((await shown(page, `figure .${layout} .static`))[0], 0);
        assertEquals(complaints, []);
        await page.context().close();
      }
    }
  },
);

pageTest("can be used by keyboard alone", async (browser, address) => {
  const { page, complaints } = await open(browser, address, WIDE);
  const focused = (): Promise<string> =>
    page.evaluate(`document.activeElement.id || document.activeElement.name || ""`);
  await page.keyboard.press("Tab");
  assertEquals(await focused(), "language");
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
  assert((await texts()).length > before.length, "the seed's values stand in the chart");
  await page.keyboard.press("Escape");
  assertEquals(await output.textContent(), "");
  await page.waitForTimeout(50);
  assertEquals(await texts(), before);
  assertEquals(complaints, []);
});

pageTest("brings out a seed when it is pointed at", async (browser, address) => {
  const { page, complaints } = await open(browser, address, WIDE);
  const figure = page.locator('figure[data-chart="recorded"]');
  await figure.scrollIntoViewIfNeeded();
  await figure.hover();
  await figure.locator(".live svg").waitFor();
  // Anywhere near the ticks of a row will do.
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
  assert(seen.size > 5, "another iteration in another place");
  assert([...seen].every((iteration) => iteration % 20 === 0), String([...seen]));
  assertEquals(complaints, []);
});

pageTest("is light, open and complete on paper", async (browser, address) => {
  const { page } = await open(browser, address, { ...PHONE, colorScheme: "dark" });
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

  // Nothing folded is lost on paper without scripts, either.
  const silent = await open(browser, address, { ...WIDE, javaScriptEnabled: false });
  await silent.page.emulateMedia({ media: "print" });
  const hidden = await silent.page.evaluate(`[...document.querySelectorAll("details td")]
    .filter((cell) => cell.closest("[lang=ko]") === null && cell.getBoundingClientRect().height === 0)
    .length`);
  assertEquals(hidden, 0);
});

pageTest("runs nothing but its own script: its policy is enforced from a file", async (
  browser,
  address,
) => {
  const { page, complaints } = await open(browser, address, WIDE);
  const tried = await page.evaluate(`(async () => {
    const script = document.createElement("script");
    script.textContent = "window.injected = true";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", '<p id="styled" style="color: red">x</p>');
    const image = new Image();
    document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.injected = true">');
    // Not at once: what a test itself evaluates may evaluate.
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
  })()`);
  assertEquals(tried, { injected: false, evaluated: false, fetched: false, red: false });
  assert(complaints.some((text) => text.includes("Content Security Policy")), String(complaints));
});

/** Runs in the page, after axe-core. */
const AXE = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target).join(", ")))`;

const STATES = IS_LONG ? "in any state" : "alive and open";
pageTest(`has no violation that axe-core finds, ${STATES}`, async (
  browser,
  address,
) => {
  // What is open and alive is all that there is.
  const everyday = [
    { ...WIDE, colorScheme: "dark", language: "ko", isOpen: true, isLive: true },
  ] as const;
  const others = [
    { ...PHONE, colorScheme: "light", language: "en", isOpen: false, isLive: false },
    { ...WIDE, colorScheme: "light", language: "en", isOpen: true, isLive: false },
    { ...WIDE, colorScheme: "light", language: "en", isOpen: true, isLive: true },
    { ...PHONE, colorScheme: "dark", language: "ko", isOpen: true, isLive: true },
  ] as const;
  const states = IS_LONG ? [...everyday, ...others] : everyday;
  for (const { language, isOpen, isLive, ...view } of states) {
    // Only so can axe be brought into a page that allows no other script.
    const { page } = await open(browser, address, { ...view, bypassCSP: true });
    await page.evaluate(axe.source);
    await page.selectOption("#language", language);
    if (isOpen) {
      await page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)");
    }
    if (isLive) await touchAll(page);
    assertEquals(await page.evaluate(AXE), [], JSON.stringify({ ...view, isOpen, isLive }));
    // It does look.
    await page.evaluate(`document.body.innerHTML = '<img id="x" src="x">'`);
    assertStringIncludes(String(await page.evaluate(AXE)), "image-alt: #x");
    await page.context().close();
  }
});

/** The contrast of all text in the charts with the page behind it, the lowest with its text. */
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

pageTest("can be read in its charts: contrast of 4.5, letters of 12 px", async (
  browser,
  address,
) => {
  for (const view of VIEWS) {
    const { page } = await open(browser, address, view);
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
  name: "the published page comes alive, and fits, as it is",
  ignore: !HAS_CHROMIUM,
  fn: () =>
    inChromium(async (browser) => {
      for (const view of [WIDE, PHONE]) {
        const address = pathToFileURL(`${PUBLISHED}/index.html`).href;
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
    }),
});

/** Text from records, flags and file names stays text, in every kind of file. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Block, Inline } from "../../pipeline/report/blocks.ts";
import { drawChart } from "../../pipeline/report/render/draw.ts";
import { recolour } from "../../pipeline/report/theme.ts";
import { overlay } from "../../pipeline/review/overlay.ts";
import { formatHtml } from "../../pipeline/report/render/html.ts";
import { packPageData } from "../../pipeline/report/render/live/page_data.ts";
import { formatMarkdown } from "../../pipeline/report/render/markdown.ts";
import { compareReports } from "../../pipeline/review/compare.ts";
import { makeReview } from "../../pipeline/review/make_review.ts";
import { parseReport, readFolder } from "../../pipeline/review/report_folder.ts";
import { HAS_CHROMIUM, inChromium } from "../support/chromium.ts";
import { runsEndingAt } from "../support/runs.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const EVIL = [
  `<script>window.injected = 1</script>`,
  `"><img src=x onerror="window.injected=1">`,
  `</script><script>window.injected=1</script>`,
  `</style></head><body onload=window.injected=1>`,
  "</svg><script>window.injected=1</script>",
  "javascript:window.injected=1",
  "<!-- --> ]]> <![CDATA[ ",
  "`code` | pipe | **bold** [link](javascript:1) <a href=x>",
  "&lt;b&gt; &#60;b&#62; \u2028 \u202e",
  "\n```\n<script>window.injected=1</script>\n```\n",
  "line\nbreak\r\n# heading\n- item",
];

const anyText = fc.oneof(fc.constantFrom(...EVIL), fc.string(), fc.string({ unit: "binary" }));

/** A report that has a text wherever a report can have one. */
function reportOf(text: string) {
  const line: Inline[] = [text, { bold: text }, { code: text }, { link: text, to: "#a" }];
  const blocks: Block[] = [
    { kind: "heading", level: 2, text, id: "a" },
    { kind: "paragraph", line },
    { kind: "warning", line },
    { kind: "list", items: [line] },
    { kind: "table", columns: [{ title: text }, { title: "b" }], rows: [[line, ["x"]]] },
    { kind: "switch", name: "show", choices: [{ value: "all", label: text }] },
    { kind: "details", summary: text, blocks: [{ kind: "command", command: text }] },
    { kind: "figure", figure: { name: "f", alt: text, draw: () => overlay("f", [], [], "wide") } },
  ];
  return { title: text, blocks };
}

function pageOf(text: string): string {
  const drawing = { svg: "<svg></svg>", spec: {} };
  const drawings = new Map([["f", { wide: drawing, narrow: drawing }]]);
  return formatHtml("en", reportOf(text), drawings, "0;");
}

/** The tags and attributes of a page, without its text. */
function skeleton(html: string): string[] {
  return (html.match(/<[a-z/!][^>]*>/gi) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));
}

Deno.test("no text changes the tags of a page, or its policy", () => {
  const harmless = pageOf("x");
  const policy = /Content-Security-Policy" content="([^"]*)"/;
  fc.assert(fc.property(anyText, (text) => {
    const html = pageOf(text);
    assertEquals(skeleton(html), skeleton(harmless));
    assertEquals(policy.exec(html)![1], policy.exec(harmless)![1]);
  }));
});

Deno.test("no text changes the rows of a Markdown table, or brings in HTML", () => {
  // As GitHub reads it, HTML included; a link to nowhere good is no link.
  const read = (text: string): string[] =>
    skeleton(
      new MarkdownIt({ html: true }).render(formatMarkdown(reportOf(`a${text}z`), "charts")),
    );
  const harmless = read("x");
  fc.assert(fc.property(anyText, (text) => assertEquals(read(text), harmless)));
});

Deno.test("no text breaks out of an SVG file, or out of the data of a page", async () => {
  const shown = await drawChart("chart", overlay("plain words", runsEndingAt([0.9]), [], "wide"));
  assertStringIncludes(shown.svg, "plain words");
  for (const [i, text] of EVIL.entries()) {
    const runs = runsEndingAt([0.9]);
    const { svg, spec } = await drawChart(`chart-${i}`, overlay(text, runs, runs, "wide"));
    for (const drawn of [svg, recolour(svg, "variables")]) {
      assert(
        !/<(?!\/?(svg|g|path|line|rect|text|title|defs|clipPath|linearGradient|stop)\b)/.test(
          drawn,
        ),
        drawn.match(/<[^>]*/g)?.join(" "),
      );
      assert(!/\son[a-z]+=/.test(drawn.replaceAll(/"[^"]*"/g, "").replaceAll(/>[^<]*</g, "><")));
    }
    const drawing = { svg, spec };
    const data = packPageData(new Map([[text, { wide: drawing, narrow: drawing }]]));
    assert(/^[A-Za-z0-9+/=]+$/.test(data));
  }
});

Deno.test("a hostile report cannot make a review write elsewhere, or bring in HTML", () =>
  inTemporaryFolder(async (folder) => {
    for (const [i, id] of ["../../../evil", ...EVIL].entries()) {
      const place = `${folder}/${i}`;
      await Deno.mkdir(`${place}/records`, { recursive: true });
      const verdicts = { format: 2, tests: 1, claims: [{ id, settings: {} }] };
      await Deno.writeTextFile(`${place}/verdicts.json`, JSON.stringify(verdicts));
      const head = {
        experiment: id,
        dtype: "f64",
        data: { name: "mnist", sha256: "" },
        engine: 1,
      };
      const lines = [head, ...runsEndingAt([0.5])].map((line) => JSON.stringify(line));
      await Deno.writeTextFile(`${place}/records/x.jsonl`, lines.join("\n"));
      const refusal = await readFolder(place)
        .then((files) => parseReport("x", files)).then(() => "", String);
      assert(
        refusal.includes("Cannot use x/records/x.jsonl: it is JSON, but no published records"),
      );
    }
    const claims = [{
      id: EVIL[0]!,
      settings: { corrected: { verdict: "holds" as const, parts: [] } },
    }];
    const evil = {
      name: EVIL[1]!,
      verdicts: { format: 2 as const, tests: 1, claims },
      records: new Map(),
    };
    const none = { ...evil, name: EVIL[2]!, verdicts: { ...evil.verdicts, claims: [] } };
    const comparison = compareReports(evil, none);
    const review = (await makeReview(comparison)).get("comment.md")!;
    assertStringIncludes(review, "window.injected");
    assert(!/<(script|img)/.test(review.replaceAll(/`[^`]*`/g, "")), review);
  }));

Deno.test({
  name: "in a browser nothing of it runs",
  ignore: !HAS_CHROMIUM,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await inChromium(async (browser) => {
        // The last page is one that lets the text through: there it does run.
        const pages = [...EVIL.map(pageOf), `<!doctype html>${EVIL[0]}`];
        for (const [i, html] of pages.entries()) {
          await Deno.writeTextFile(`${folder}/${i}.html`, html);
          // Even without the page's policy.
          const context = await browser.newContext({ bypassCSP: true });
          const page = await context.newPage();
          await page.goto(`file://${folder}/${i}.html`);
          const expected = i < EVIL.length ? 0 : 1;
          assertEquals(await page.evaluate("window.injected ?? 0"), expected, EVIL[i]);
          await context.close();
        }
      });
    }),
});

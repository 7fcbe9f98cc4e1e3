import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { type DataSource, FASHION_MNIST, MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import {
  SELF_TEST_EXPERIMENTS,
  SELF_TESTS,
} from "../../lib/documents/dnn-from-scratch-notebook/self_tests.ts";
import { VARIATIONS } from "../../lib/documents/dnn-from-scratch-notebook/variations.ts";
import type { Block, Line } from "../../pipeline/report/blocks.ts";
import { reportOf } from "../../pipeline/report/sections/mod.ts";
import { inLanguage, judgeResults } from "../../pipeline/report/context.ts";
import { formatHtml } from "../../pipeline/report/render/html.ts";
import { formatMarkdown } from "../../pipeline/report/render/markdown.ts";
import { readPublished } from "../../pipeline/records/published.ts";
import { publishedRecords } from "../../pipeline/records/published_file.ts";
import type { Results } from "../../pipeline/records/results.ts";
import { COLOURS } from "../../pipeline/report/theme.ts";
import { writeOwnedFolder } from "../../pipeline/report/owned_folder.ts";
import { makeReport } from "../../pipeline/report/write_report.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { madeUpResults } from "../support/results.ts";
import { madeUpRun } from "../support/runs.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

/** The rows of the table of verdicts. */
function verdictRows(markdown: string): string {
  return markdown.split("\n").filter((line) => line.startsWith("| [C")).join("\n");
}

Deno.test("a report answers every conclusion and shows every experiment", async () => {
  const files = await makeReport(madeUpResults());
  const markdown = files.get("report.md")!;
  for (const id of ["C0.1", "C1.2", "C2.3", "C3.1", "C3.4"]) {
    assertStringIncludes(markdown, `[${id}](#evidence-${id})`);
    assertStringIncludes(markdown, `<a id="evidence-${id}"></a>`);
  }
  for (const { id } of EXPERIMENTS) {
    assertStringIncludes(markdown, `<a id="experiment-${id}"></a>`);
  }
  for (const [, path] of markdown.matchAll(/(?:srcset|src)="([^"]+)"/g)) {
    assert(files.has(path!), path);
  }
  for (const kind of ["as-written", "corrected", "control"]) {
    assertStringIncludes(markdown, `charts/curves-${kind}-wide-light.svg`);
    for (const { id } of EXPERIMENTS.filter((experiment) => experiment.kind === kind)) {
      assertStringIncludes(files.get(`charts/curves-${kind}-wide-dark.svg`)!, id);
    }
  }
  assertStringIncludes(markdown, "# Not judged: one seed; a verdict needs 3 or more");
  assert(!/\*\*(clearly )?holds|contradicted\*\*|inconclusive\*\*/.test(verdictRows(markdown)));
  assertStringIncludes(markdown, "Diverged: the loss stopped being a number with seed 0");
});

Deno.test("every link inside a report has its target, in Markdown and HTML", async () => {
  const files = await makeReport(madeUpResults({ seeds: [0, 1, 2] }));
  const inMarkdown = /\]\(#([^)]+)\)/g;
  const inHtml = /href="#([^"]+)"/g;
  for (
    const [path, link] of [
      ["report.md", inMarkdown],
      ["report.ko.md", inMarkdown],
      ["index.html", inHtml],
      ["ko.html", inHtml],
    ] as const
  ) {
    const text = files.get(path)!;
    const targets = new Set([...text.matchAll(link)].map(([, id]) => id!));
    assert(targets.size > 20);
    for (const id of targets) assertStringIncludes(text, `id="${id}"`);
  }
});

Deno.test("results on synthetic digits are never set beside the document's numbers", async () => {
  const seeds = [0, 1, 2];
  const files = await makeReport(madeUpResults({ source: SYNTHETIC_DIGITS, seeds }));
  const markdown = files.get("report.md")!;
  assert(markdown.startsWith("# Synthetic digits, not MNIST: "));
  assertStringIncludes(markdown.split("\n\n")[2]!, "NOT MNIST");
  // Of all this the report on MNIST has some.
  const mnist = await makeReport(madeUpResults({ seeds }));
  for (const [report, expected] of [[mnist, true], [files, false]] as const) {
    for (
      const words of [" recorded accuracies could be one of our seeds", "Document train / test"]
    ) {
      assertEquals(report.get("report.md")!.includes(words), expected, words);
    }
    assertEquals(report.has("charts/recorded-wide-light.svg"), expected);
    const curves = report.get("charts/curves-as-written-wide-light.svg")!;
    assertEquals(curves.includes(COLOURS.document.light), expected);
  }
});

/** A third data set of the size of MNIST, with hashes made up for the test. */
const FASHION: DataSource = {
  ...FASHION_MNIST,
  trainImages: { ...FASHION_MNIST.trainImages, sha256: "0".repeat(64) },
  trainLabels: { ...FASHION_MNIST.trainLabels, sha256: "1".repeat(64) },
  testImages: { ...FASHION_MNIST.testImages, sha256: "2".repeat(64) },
  testLabels: { ...FASHION_MNIST.testLabels, sha256: "3".repeat(64) },
};

Deno.test("results on a third data set are never set beside the document's numbers, even under MNIST's name", async () => {
  // Under MNIST's name, one file that is not MNIST's makes it another data set.
  const renamed = { ...MNIST, title: FASHION.title, testImages: FASHION.testImages };
  for (const source of [FASHION, renamed]) {
    const results = madeUpResults({ source, seeds: [0, 1, 2] });
    // Another number of images has other checkpoints than the document shows.
    const runsOf: Results["runsOf"] = (id) =>
      results.runsOf(id).map((run) => ({ ...run, checkpoints: run.checkpoints.slice(0, 1) }));
    const files = await makeReport({ ...results, runsOf });
    const markdown = files.get("report.md")!;
    assert(markdown.startsWith("# Fashion-MNIST, not MNIST: "), markdown.slice(0, 80));
    assertStringIncludes(markdown.split("\n\n")[2]!, "NOT MNIST: these runs are on Fashion-MNIST");
    for (const [path, text] of files) {
      if (path.startsWith("records/")) continue;
      for (
        const words of [
          "The document's numbers among ours",
          "recorded accuracies",
          "Document train / test",
          "a diamond the document's",
          "Document, %",
          "its prose says about",
        ]
      ) {
        assert(!text.includes(words), `${path}: ${words}`);
      }
      assert(!path.includes("recorded"), path);
      const diamonds = path.endsWith("-light.svg") && path.includes("curves-") &&
        text.includes(COLOURS.document.light);
      assert(!diamonds, path);
    }
  }
});

Deno.test("a report of one seed on a third data set has no column of the document's numbers", async () => {
  const markdown = (await makeReport(madeUpResults({ source: FASHION }))).get("report.md")!;
  assert(!markdown.includes("Document, %"));
  assert(!markdown.includes("checkpoint that the document shows"));
});

Deno.test("a report of a few experiments says what is not tested", async () => {
  const experiments = EXPERIMENTS.filter(({ id }) => id === "2-3-adam");
  const all = madeUpResults();
  const files = await makeReport({
    ...all,
    experiments,
    runsOf: (id) => id === "2-3-adam" ? all.runsOf(id) : [],
  });
  const markdown = files.get("report.md")!;
  assertStringIncludes(markdown, "# None of the document's conclusions is tested by these runs");
  assertStringIncludes(markdown, "--only 2-3-adam");
});

Deno.test("self-tests on record stay out of a report that has too few seeds to compare with", () => {
  const seeds = [0, 1, 2];
  const own = SELF_TEST_EXPERIMENTS.map(({ id }) => id);
  const withSelfTests = (results: Results): Results => ({
    ...results,
    selfTests: { experiments: SELF_TEST_EXPERIMENTS, seeds },
    runsOf: (id) =>
      own.includes(id) ? seeds.map((seed) => madeUpRun({ seed })) : results.runsOf(id),
  });
  assertEquals(judgeResults(withSelfTests(madeUpResults())).judgeTests, undefined);
  const enough = judgeResults(withSelfTests(madeUpResults({ seeds })));
  assertEquals(enough.judgeTests!.tests.length, SELF_TESTS.length);
});

Deno.test("a report without a comparison of optimisers has neither its chart nor its section", async () => {
  const all = madeUpResults();
  const files = await makeReport({
    ...all,
    runsOf: (id) =>
      id.startsWith("control-optimizer") || id.includes("rmsprop") ? [] : all.runsOf(id),
    experiments: EXPERIMENTS.filter(({ id }) =>
      !id.startsWith("control-optimizer") && !id.includes("rmsprop")
    ),
  });
  assert(![...files.keys()].some((path) => path.includes("optimizers")));
  assert(!files.get("report.md")!.includes("optimizers-"));
});

Deno.test("published records give the same results, NaN included", async () => {
  const results = madeUpResults({ seeds: [0, 1, 2] });
  const diverged: Results = {
    ...results,
    runsOf: (id) =>
      results.runsOf(id).map((run) => id === "1-he" ? { ...run, lossSpread: NaN } : run),
  };
  const files = await makeReport(diverged);
  assert(files.get("records/1-he.jsonl")!.includes('"lossSpread":"NaN"'));
  await inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, files);
    const again = await readPublished(NOTEBOOK, folder);
    assertEquals(publishedRecords(again), publishedRecords(diverged));
    assertEquals(await makeReport(again), files);

    const path = `${folder}/records/1-he.jsonl`;
    const text = await Deno.readTextFile(path);
    for (const damaged of ["", "{", text.slice(0, -9), text.replace("sgd", "adam")]) {
      await Deno.writeTextFile(path, damaged);
      await assertRejects(() => readPublished(NOTEBOOK, folder), UserError, `Cannot use ${path}`);
    }
    await Deno.remove(`${folder}/records`, { recursive: true });
    await assertRejects(
      () => readPublished(NOTEBOOK, folder),
      UserError,
      "it holds no published records",
    );
  });
});

/** All text that a reader is told in sentences: titles, paragraphs, lists, heads of tables. */
function sentences(blocks: readonly Block[]): string[] {
  const textOf = (line: Line): string =>
    line.map((part) => typeof part === "string" ? part : Object.values(part)[0]).join("");
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "heading":
        return block.level === 2 ? [block.text] : [];
      case "paragraph":
      case "warning":
        return [textOf(block.line)];
      case "list":
        return block.items.map(textOf);
      case "details":
        return sentences(block.blocks);
      case "table":
        return block.columns.map(({ title }) => title).filter((title) => title !== "");
      default:
        return [];
    }
  });
}

/** What is written alike in every language: symbols, names, numbers of columns. */
const NAMES = /^(SHA-256|P\(.*|p,.*|z|\d+|SGD|AdaGrad|RMSprop|Adam)$/;

Deno.test("every sentence of the Korean report is Korean, and none of the English one is", () => {
  const seeds = [0, 1, 2, 3];
  for (const results of [madeUpResults({ seeds }), madeUpResults({ source: SYNTHETIC_DIGITS })]) {
    const [korean, english] = (["ko", "en"] as const)
      .map((language) => reportOf(inLanguage(judgeResults(results), language)));
    const [ours, theirs] = [sentences(korean!.blocks), sentences(english!.blocks)];
    assertEquals(ours.length, theirs.length);
    assert(ours.length > 100);
    const names = VARIATIONS.map(({ name }) => name.ko);
    for (const sentence of [korean!.title, ...ours]) {
      if (names.includes(sentence) || NAMES.test(sentence)) continue;
      assert(/[\uac00-\ud7a3]/.test(sentence), sentence);
    }
    for (const sentence of [english!.title, ...theirs]) {
      assert(!/[\uac00-\ud7a3]/.test(sentence), sentence);
    }
  }
});

Deno.test("text cannot break out of Markdown or HTML", () => {
  const evil = `<script>alert("1")</script> | **x** [a](b) \`c\` & "q"`;
  const blocks: Block[] = [
    { kind: "heading", level: 2, text: evil, id: "safe" },
    { kind: "paragraph", line: [evil, { bold: evil }, { code: evil }] },
    { kind: "table", columns: [{ title: evil }], rows: [[[evil]]] },
    { kind: "details", summary: evil, blocks: [] },
  ];
  const report = { title: evil, blocks };
  const html = formatHtml("en", report, new Map(), "");
  const markdown = formatMarkdown(report, "charts");
  // The two scripts that are left are the page's own.
  assertEquals(html.match(/<script[^>]*>/g), [
    '<script type="application/json" id="live">',
    "<script>",
  ]);
  assert(!markdown.replaceAll(/`[^`]*`/g, "").includes("<script"));
  const row = markdown.split("\n").find((line) => line.startsWith("| &lt;script"))!;
  assertEquals(row.replaceAll("\\|", "").match(/\|/g)!.length, 2);
});

Deno.test("charts have each colour of the theme for one purpose, in every scheme", async () => {
  for (const scheme of ["light", "dark"] as const) {
    const own = Object.values(COLOURS).map((colour) => colour[scheme]);
    assertEquals(new Set(own).size, own.length, scheme);
  }
  const files = await makeReport(madeUpResults({ seeds: [0, 1, 2] }));
  const colours = (text: string): string[] => text.match(/#[0-9a-f]{3,8}\b/gi) ?? [];
  const light: readonly string[] = Object.values(COLOURS).map((colour) => colour.light);
  const used = new Set<string>();
  const names = [...files.keys()].filter((path) => path.endsWith("-light.svg"));
  assert(names.length > 10);
  for (const path of names) {
    const drawn = colours(files.get(path)!);
    for (const colour of drawn) assert(light.includes(colour), `${path}: ${colour}`);
    for (const colour of drawn) used.add(colour);
    // The dark picture is the same, with the other value of each colour in its place.
    const dark = colours(files.get(path.replace("-light", "-dark"))!);
    const expected = drawn.map((colour) =>
      Object.values(COLOURS).find((one) => one.light === colour)!.dark as string
    );
    assertEquals(dark, expected, path);
  }
  // Borders are the page's alone.
  const drawable = light.filter((colour) => colour !== COLOURS.border.light);
  assertEquals([...used].sort(), drawable.sort(), "every colour is drawn somewhere");
  const page = files.get("index.html")!;
  const figures = page.match(/<svg[^]*?<\/svg>/g)!;
  assert(figures.length > 10);
  for (const svg of figures) assertEquals(colours(svg), [], "variables of the page");
});

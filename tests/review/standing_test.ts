/** Whether a report follows from its own records, even after edits. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { MANIFEST_FILE, parseManifest, withManifest } from "../../pipeline/records/manifest.ts";
import type { PublishedVerdicts } from "../../pipeline/report/verdicts_file.ts";
import { makeReport, type ReportFiles } from "../../pipeline/report/write_report.ts";
import { bothFollow, compareReports, isUnchanged } from "../../pipeline/review/compare.ts";
import { compareVerdicts } from "../../pipeline/review/compare_verdicts.ts";
import { makeReview } from "../../pipeline/review/make_review.ts";
import {
  differingFiles,
  parseReport,
  type ReviewedReport,
} from "../../pipeline/review/report_folder.ts";
import { type Standing, standingOf, wasEdited } from "../../pipeline/review/standing.ts";
import { forged, type Json } from "../support/published.ts";
import { madeUpResults } from "../support/results.ts";

const CHOSEN = ["2-1-momentum", "2-3-adam", "1-he"];
const experiments = EXPERIMENTS.filter(({ id }) => CHOSEN.includes(id));
const all = madeUpResults({ seeds: [0, 1, 2, 3], experiments });
const REPORT = await makeReport({
  ...all,
  runsOf: (id) => CHOSEN.includes(id) ? all.runsOf(id) : [],
});
const VERDICTS: PublishedVerdicts = JSON.parse(REPORT.get("verdicts.json")!);

/** Reports are made again once. */
const standings = new Map<ReportFiles, Standing>();

async function reviewed(name: string, files: ReportFiles): Promise<ReviewedReport> {
  const report = parseReport(name, files);
  const standing = standings.get(files) ?? await standingOf(name, files, report.verdicts);
  standings.set(files, standing);
  return { ...report, standing };
}

/** The review of a report that somebody has changed. */
async function review(files: ReportFiles) {
  const [old, now] = [await reviewed("old", REPORT), await reviewed("new", files)];
  const differing = differingFiles(REPORT, files);
  const comparison = compareReports(old, now, differing);
  const markdown = (await makeReview(comparison)).get("comment.md")!;
  return { comparison, markdown, standing: now.standing! };
}

/** The report with one file changed, and no other. */
function withFile(path: string, change: (text: string) => string): ReportFiles {
  const text = REPORT.get(path)!;
  assert(change(text) !== text, path);
  return new Map([...REPORT, [path, change(text)]]);
}

/** The same with a matching manifest, as an expert would edit it. */
function withNewManifest(files: ReportFiles): ReportFiles {
  const { scope } = parseManifest(REPORT.get(MANIFEST_FILE)!)!;
  const others = new Map([...files].filter(([path]) => path !== MANIFEST_FILE));
  return withManifest(others, { kind: "report", scope: scope! });
}

/** Verdicts with something changed. */
function withVerdicts(change: (verdicts: Json) => void): ReportFiles {
  return withFile("verdicts.json", (text) => {
    const verdicts = JSON.parse(text);
    change(verdicts);
    return `${JSON.stringify(verdicts)}\n`;
  });
}

const JUDGED = VERDICTS.claims.find(({ settings }) =>
  (settings["as-written"]?.parts.length ?? 0) > 0
)!;
const part = (verdicts: Json): Json =>
  verdicts.claims.find(({ id }: Json) => id === JUDGED.id).settings["as-written"].parts[0];

Deno.test("a report that nobody has touched follows from its records", async () => {
  const { comparison, markdown, standing } = await review(REPORT);
  assert(standing.kind === "made again");
  assertEquals([standing.differing, standing.edited, standing.extra], [[], [], []]);
  assert(isUnchanged(comparison) && bothFollow(comparison));
  assert(markdown.startsWith("# Nothing changed"));
});

Deno.test("an edited verdict is a change, and the review first says that the report was edited", async () => {
  const { comparison, markdown } = await review(
    withVerdicts((verdicts) => part(verdicts).verdict = "no such verdict"),
  );
  assertEquals(comparison.verdicts.map(({ claim, setting, part }) => [claim, setting, part]), [
    [JUDGED.id, "as-written", 1],
  ]);
  assert(!isUnchanged(comparison) && !bothFollow(comparison));
  const lines = markdown.split("\n\n");
  assertEquals(lines[0], "# The new report does not follow from its own records");
  assertStringIncludes(lines[2]!, "does not follow from its own records: 1 file differs");
  assertStringIncludes(lines[2]!, "first verdicts.json. It was edited: 1 file changed since");
  assertStringIncludes(
    markdown,
    "## Verdicts that the new report claims, and what follows from its records",
  );
  assertStringIncludes(markdown, `| ${JUDGED.id} | As written | 1 | no such verdict | **`);
  // And after that it is compared with the other.
  assertStringIncludes(markdown, "## Changed verdicts");
});

Deno.test("a condition that is worded differently is told apart from a number", async () => {
  const after = structuredClone(VERDICTS) as Json;
  part(after).condition.of = "another-name";
  const one = await reviewed("one", REPORT);
  const comparison = compareReports(one, { ...one, verdicts: after });
  const { verdicts, grounds, reworded } = comparison;
  assertEquals([verdicts, grounds], [[], []]);
  assertEquals(reworded, [`${JUDGED.id} as-written, part 1`]);
  assert(!isUnchanged(comparison));
  const markdown = (await makeReview(comparison)).get("review.md")!;
  assert(markdown.startsWith("# No verdict and no number changed\n"));
  assertStringIncludes(
    markdown,
    `No verdict and no number changed; 1 condition is worded differently; the first is ${JUDGED.id} as-written, part 1.`,
  );
});

Deno.test("every field of verdicts.json is compared", () => {
  const changes: readonly (readonly [string, (verdicts: Json) => void])[] = [
    ["tests", (verdicts) => verdicts.tests += 1],
    ["note", (verdicts) => verdicts.note = "x"],
    ["effect", (verdicts) => part(verdicts).effect = [1, 2, 3]],
    ["p", (verdicts) => part(verdicts).p = 0.5],
    ["pAdjusted", (verdicts) => part(verdicts).pAdjusted = 0.5],
    ["count", (verdicts) => part(verdicts).count = 31],
    ["the conclusions or their order", (verdicts) => verdicts.claims.reverse()],
  ];
  for (const [field, change] of changes) {
    const after = structuredClone(VERDICTS) as Json;
    change(after);
    const { verdicts, grounds, reworded } = compareVerdicts(VERDICTS, after);
    assertEquals([verdicts.length, grounds.length, reworded.length], [0, 1, 0], field);
    assert(grounds[0]!.endsWith(`: ${field}`), grounds[0]);
  }
  const gone = structuredClone(VERDICTS) as Json;
  gone.claims = gone.claims.filter(({ id }: Json) => id !== JUDGED.id);
  assert(compareVerdicts(VERDICTS, gone).verdicts.length > 1);
  const infinite = JSON.parse(JSON.stringify(VERDICTS).replace('"tests":', '"x":1e999,"tests":'));
  assertEquals(compareVerdicts(VERDICTS, infinite).grounds, ["the whole file: x"]);
});

const CHART = [...REPORT.keys()].find((path) => path.endsWith("wide-light.svg"))!;

/** Possible edits, and the first file that reveals each. */
const EDITS: Readonly<Record<string, readonly [string, () => ReportFiles]>> = {
  "a number in report.md": [
    "report.md",
    () => withFile("report.md", (text) => text.replace(/\d\d\.\d\d/, "99.99")),
  ],
  "a word in the Korean report": [
    "report.ko.md",
    () => withFile("report.ko.md", (text) => text.replace("판정", "판단")),
  ],
  "the page": [
    "index.html",
    () => withFile("index.html", (text) => text.replace("<main>", "<main> ")),
  ],
  "a byte order mark": ["report.md", () => withFile("report.md", (text) => `\ufeff${text}`)],
  "a chart": [CHART, () => withFile(CHART, (text) => text.replace("<svg", "<svg "))],
  "a missing chart": [CHART, () => new Map([...REPORT].filter(([path]) => path !== CHART))],
  "the ground of a verdict": [
    "verdicts.json",
    () => withVerdicts((verdicts) => part(verdicts).p = 0.123),
  ],
  "records, with their checksum put right": [
    "report.md",
    () =>
      withFile("records/2-3-adam.jsonl", (text) =>
        forged(text, (_, runs) => {
          for (const run of runs) run.end.testAccuracy = run.checkpoints.at(-1).testAccuracy = 0.2;
        })),
  ],
  "an experiment that is gone": [
    "report.md",
    () => new Map([...REPORT].filter(([path]) => path !== "records/1-he.jsonl")),
  ],
};

for (const [name, [path, edit]] of Object.entries(EDITS)) {
  Deno.test(`a report does not follow from its own records: ${name}`, async () => {
    const { comparison, markdown, standing } = await review(edit());
    assert(standing.kind === "made again");
    assert(standing.differing.includes(path), standing.differing.join());
    assert(!bothFollow(comparison));
    assert(markdown.startsWith("# The new report does not follow from its own records"));
  });
}

Deno.test("fixing or removing the manifest does not hide an edit", async () => {
  const [, edit] = EDITS["a number in report.md"]!;
  const without = new Map([...edit()].filter(([path]) => path !== MANIFEST_FILE));
  for (const files of [withNewManifest(edit()), without]) {
    const { comparison, markdown } = await review(files);
    assert(!bothFollow(comparison));
    assert(markdown.startsWith("# The new report does not follow from its own records"));
  }
});

Deno.test("a report without a manifest follows if everything else does", async () => {
  const old = new Map([...REPORT].filter(([path]) => path !== MANIFEST_FILE));
  assert(bothFollow((await review(old)).comparison));
});

Deno.test("other files in a report's folder are named, and do no harm", async () => {
  const { comparison, markdown } = await review(new Map([...REPORT, ["notes.txt", "mine"]]));
  assert(bothFollow(comparison) && !isUnchanged(comparison));
  assertStringIncludes(markdown, "holds 1 other file as well, first notes.txt");
});

Deno.test("a report that cannot be made again here is reported as unknown", async () => {
  const other = forged(REPORT.get("records/1-he.jsonl")!, (head) => head.experiment = "9-9-new");
  const { comparison, markdown } = await review(
    new Map([...REPORT, ["records/9-9-new.jsonl", other]]),
  );
  assert(!bothFollow(comparison));
  assertStringIncludes(markdown, "could not be made again here, so whether it follows");
  assertStringIncludes(
    markdown,
    "it is of 9-9-new, which is no experiment of dnn-from-scratch-notebook here",
  );
});

Deno.test("an old report that another version made is named, but not in the title", async () => {
  const old = withNewManifest(
    withFile("index.html", (text) => text.replace("<main>", "<main> ")),
  );
  const [before, after] = [await reviewed("old", old), await reviewed("new", REPORT)];
  const comparison = compareReports(before, after, ["index.html"]);
  const markdown = (await makeReview(comparison)).get("comment.md")!;
  assert(markdown.startsWith("# No verdict and no number changed\n"));
  assertStringIncludes(markdown, "is not what this code makes of its records: 2 files differ");
  assert(!bothFollow(comparison));
});

Deno.test("an old report whose verdicts have an earlier format was not edited", async () => {
  const first = JSON.stringify(VERDICTS).replaceAll('"settings":', '"arms":')
    .replace('"format":2', '"format":1');
  const { standing } = await review(
    withNewManifest(new Map([...REPORT, ["verdicts.json", first]])),
  );
  assert(standing.kind === "made again" && !wasEdited(standing));
  assertEquals(standing.differing, [MANIFEST_FILE, "verdicts.json"]);
});

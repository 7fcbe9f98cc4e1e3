/** What the sections of a report say, of any document. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import type { Condition } from "../../lib/documents/claim.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import type { Measure } from "../../lib/documents/measure.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { type Block, figuresIn, type Line } from "../../pipeline/report/blocks.ts";
import { inLanguage, judgeResults, type ReportContext } from "../../pipeline/report/context.ts";
import { type Results, withGroups } from "../../pipeline/records/results.ts";
import { conclusions } from "../../pipeline/report/sections/conclusions.ts";
import { defects } from "../../pipeline/report/sections/defects.ts";
import { describeTraining } from "../../pipeline/report/sections/experiments/describe.ts";
import { evidence } from "../../pipeline/report/sections/evidence/mod.ts";
import { reportOf } from "../../pipeline/report/sections/mod.ts";
import { introduction, outcomeSentence } from "../../pipeline/report/sections/outcome.ts";
import { overSeeds } from "../../pipeline/report/sections/over_seeds.ts";
import { provenance } from "../../pipeline/report/sections/provenance.ts";
import { races } from "../../pipeline/report/sections/races.ts";
import { selfTests } from "../../pipeline/report/sections/self_tests.ts";
import { LANGUAGES } from "../../pipeline/report/strings/languages.ts";
import { type MadeUp, madeUpRun } from "../support/runs.ts";
import { madeUpResults } from "../support/results.ts";
import { TOY } from "../support/toy/mod.ts";
import { RICH_TOY } from "../support/toy_document.ts";

const SEEDS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What the runs of each experiment are given, by id; some of it by seed. */
type Runs = Readonly<Record<string, MadeUp | ((seed: number) => MadeUp)>>;

/** A report on the toy in English, of as many made-up runs of each experiment. */
function toyContext(
  madeUp: Runs = {},
  change: Partial<Document> = {},
  seeds = SEEDS,
): ReportContext {
  const document = { ...RICH_TOY, ...change };
  const all = [
    ...RICH_TOY.experiments,
    ...RICH_TOY.selfTests.experiments,
    ...variedExperiments(RICH_TOY),
  ];
  const runs = new Map(
    all.map(({ id }) => {
      const wish = madeUp[id] ?? {};
      const of = typeof wish === "function" ? wish : () => wish;
      return [id, seeds.map((seed) => madeUpRun({ seed, ...of(seed) }))];
    }),
  );
  const common = {
    document,
    source: RICH_TOY.dataset,
    dtype: "f64",
    engine: ENGINE_VERSION,
  } as const;
  const results = withGroups(common, document.experiments, runs);
  return inLanguage(judgeResults(results), "en");
}

/** All text of blocks, a line for each. */
function textOf(blocks: readonly Block[]): string {
  const line = (parts: Line): string =>
    parts.map((part) => typeof part === "string" ? part : Object.values(part)[0]).join("");
  return blocks.flatMap((block): string[] => {
    switch (block.kind) {
      case "heading":
        return [block.text];
      case "paragraph":
      case "warning":
        return [line(block.line)];
      case "list":
        return block.items.map(line);
      case "table":
        return [block.columns.map(({ title }) => title), ...block.rows.map((row) => row.map(line))]
          .map((cells) => cells.join(" | "));
      case "details":
        return [block.summary, textOf(block.blocks)];
      case "command":
        return [block.command];
      case "figure":
        return [block.figure.alt];
      case "switch":
        return [];
    }
  }).join("\n");
}

Deno.test("runs of a self-test without a finite measure are not split at random", () => {
  const [{ condition }] = RICH_TOY.selfTests.tests as [(typeof RICH_TOY.selfTests.tests)[0]];
  assertStringIncludes(textOf(selfTests(toyContext())), "split at random into two arms");
  const text = textOf(selfTests(toyContext({ [condition.of]: { accuracy: NaN } })));
  assertStringIncludes(text, "runs are not split at random, because one of them has no finite");
  assert(!text.includes("split at random into two arms"), text);
});

Deno.test("a report says of a document what its folder says, and only what it has", () => {
  const context = toyContext();
  const { blocks } = reportOf(context);
  const text = textOf(blocks);
  for (const words of ["The toy made its numbers up.", "It is a toy.", "kind of claim: better."]) {
    assertStringIncludes(text, words);
  }
  // It has no corrected experiments, and nobody has compared it with NumPy.
  assertStringIncludes(textOf(introduction(context)), ": as written, and in controls that change");
  assert(!text.includes("NumPy"));
  assert(
    textOf(conclusions(context))
      .startsWith("1 of 1 conclusions hold as written, 1 of 2 when controlled\n"),
  );
  assertStringIncludes(text, "on the first 100 test images");
  const compared = toyContext({}, {
    prose: { ...RICH_TOY.prose, reference: { en: "Seed s is s", ko: "시드 s는 s입니다" } },
  });
  assertStringIncludes(
    textOf(introduction(compared)),
    "Seed s is s: the same accuracies, and losses within 10⁻¹².",
  );
});

Deno.test("commands name a document that is not the one that tasks take by themselves", () => {
  const [command, verify] = provenance(toyContext()).filter(({ kind }) => kind === "command");
  assertEquals(
    textOf([command!, verify!]),
    "deno task reproduce --document rich-toy --dataset small --seeds 10 --dtype f64\n" +
      "deno task verify --document rich-toy",
  );
  assertStringIncludes(
    textOf(conclusions(toyContext({}, {}, [0]))),
    "Verdicts take deno task reproduce --document rich-toy --seeds 4.",
  );
  const notebook = inLanguage(judgeResults(madeUpResults({ seeds: [1, 5] })), "en");
  assertEquals(
    textOf(provenance(notebook).slice(2, 3)),
    "deno task reproduce --dataset mnist --seed 1 --seed 5 --dtype f64",
  );
});

Deno.test("a race is won by who is first, by several at once, or by nobody", () => {
  const title = (narrow: number[], wide: number[]): string => {
    const [heading] = races(toyContext({ narrow: { probes: narrow }, wide: { probes: wide } }));
    return heading?.kind === "heading" ? heading.text : "";
  };
  assertEquals(
    title([0.1, 0.2, 0.4], [0.1, 0.4, 0.4]),
    "With two widths Wide is first at 30 %, after 20 iterations",
  );
  assertEquals(
    title([0.1, 0.4], [0.1, 0.3]),
    "With two widths Narrow and Wide are first at 30 %, after 20 iterations",
  );
  assertEquals(title([0.1], [0.2]), "With two widths no network reaches 30 %");
  const context = toyContext();
  const alone = {
    ...context,
    results: {
      ...context.results,
      runsOf: (id: string) => id === "wide" ? context.results.runsOf(id) : [],
    },
  };
  assertEquals(races(alone), []);
});

Deno.test("a race's table has some ten rows, the first and the last among them", () => {
  const probes = Array.from({ length: 95 }, (_, k) => k / 100);
  const text = textOf(races(toyContext({ narrow: { probes }, wide: { probes } })));
  const [, table] = text.split("After iteration | Narrow | Wide\n");
  const rows = table!.split("\n").map((row) => row.split(" | ")[0]);
  assertEquals(rows, [..."0 200 400 600 800 1,000 1,200 1,400 1,600 1,800 1,880".split(" ")]);
});

Deno.test("the costliest mistake heads the defects, if one costs anything", () => {
  const title = (narrow: number, wide: number): string =>
    textOf(defects(toyContext({ narrow: { accuracy: narrow }, wide: { accuracy: wide } })))
      .split("\n")[0]!;
  assertEquals(title(0.4, 0.52), "The costliest mistake takes 12.0 points of accuracy: item 1");
  assertEquals(title(0.5, 0.5), "What the document gets wrong");
  assertEquals(title(0.6, 0.5), "What the document gets wrong");
});

Deno.test("failed runs are those that meet the document's own criterion", () => {
  const runs = { narrow: { accuracy: 0.11 }, wide: { divergedAt: 3 } };
  const text = textOf(overSeeds(toyContext(runs)));
  assertStringIncludes(text, "failed if it diverged or its test accuracy is 12.0 % or less;");
  assertEquals(text.match(/10\u00a0of\u00a010 \[/g)?.length, 2);
  const strict = { ...RICH_TOY.criteria["fails"]!, metByDiverged: false };
  const criteria = { ...RICH_TOY.criteria, fails: strict };
  const other = textOf(overSeeds(toyContext(runs, { criteria })));
  assertStringIncludes(other, "failed if its test accuracy is 12.0 % or less;");
  assertEquals(other.match(/10\u00a0of\u00a010 \[/g)?.length, 1);
});

Deno.test("a conclusion that stays open says what would settle it", () => {
  const half = (seed: number): MadeUp => ({ accuracy: seed % 2 === 0 ? 0.1 : 0.5 });
  const shares = textOf(evidence(toyContext({ narrow: half })));
  assertStringIncludes(
    shares,
    "As written: narrow learns is open; no number of seeds would settle it if the runs go on like this.",
  );
  const most = (seed: number): MadeUp => ({ accuracy: seed < 7 ? 0.5 : 0.1 });
  assert(
    /As written: narrow learns is open; \d+ seeds would settle it\./
      .test(textOf(evidence(toyContext({ narrow: most })))),
  );
  const pairs = textOf(
    evidence(toyContext({ wide: (seed) => ({ accuracy: seed % 2 === 0 ? 0.93 : 0.875 }) })),
  );
  assert(
    /wide has more test accuracy than narrow is open: these seeds would find \d+\.\d\d pp four times in five; for the margin, \d+ seeds would settle it\./
      .test(pairs),
    pairs,
  );
});

Deno.test("a self-test whose runs diverged says so, and is not right", () => {
  const [test] = RICH_TOY.selfTests.tests;
  const ofSpeed = { ...test!, condition: { ...test!.condition, measure: "speed" } as Condition };
  const selfTested = { ...RICH_TOY.selfTests, tests: [test!, ofSpeed] };
  const context = toyContext({ "self-test-same": { probes: [NaN] } }, { selfTests: selfTested });
  const text = textOf(selfTests(context));
  assertStringIncludes(text, "The judge is right in 1 of 2 cases");
  assertStringIncludes(text, "| not judged: 10 runs diverged | NO");
});

Deno.test("a report on other data names the document's data set, whatever it is", () => {
  const dataset = { ...RICH_TOY.dataset, title: "Toy digits" };
  const titleOn = (source: Results["source"]): string => {
    const { results } = toyContext();
    const judged = judgeResults({ ...results, source, document: { ...RICH_TOY, dataset } });
    return outcomeSentence(inLanguage(judged, "en"));
  };
  assert(titleOn(SYNTHETIC_DIGITS).startsWith("Synthetic digits, not Toy digits: 1 of 1"));
  const other = { ...RICH_TOY.dataset, title: "Letters", testLabels: SYNTHETIC_DIGITS.testLabels };
  assert(titleOn(other).startsWith("Letters, not Toy digits: 1 of 1"));
});

Deno.test("a document without defects, self-tests, races or numbers has no such sections", () => {
  const context = toyContext({}, {
    defects: [],
    races: [],
    recorded: { ...RICH_TOY.recorded, numbers: {}, readings: [] },
    selfTests: { experiments: [], tests: [], seeds: 3 },
  });
  assertEquals(context.judgeTests, undefined);
  const ids = reportOf(context).blocks.flatMap((block) =>
    block.kind === "heading" && block.level === 2 ? [block.id] : []
  );
  assertEquals(ids, [
    "conclusions",
    "robustness",
    "evidence",
    "rules",
    "as-written",
    "control",
    "identity",
    "provenance",
    "limits",
  ]);
});

Deno.test("every section says something in every language, of one seed and of many", () => {
  for (const seeds of [[0], SEEDS]) {
    for (const { code } of LANGUAGES) {
      const { title, blocks } = reportOf(inLanguage(toyContext({}, {}, seeds), code));
      const text = `${title}\n${textOf(blocks)}`;
      assert(!/undefined|NaN|\[object|function/.test(text), text);
      assertEquals(/[\uac00-\ud7a3]/.test(title), code === "ko");
    }
  }
});

Deno.test("of a document that records no numbers, none are spoken of", () => {
  const recorded = { ...RICH_TOY.recorded, numbers: {}, readings: [] };
  for (const seeds of [[0], SEEDS]) {
    const context = toyContext({}, { recorded }, seeds);
    const elsewhere = { ...context.results, source: SYNTHETIC_DIGITS };
    for (const one of [context, inLanguage(judgeResults(elsewhere), "en")]) {
      const text = textOf(reportOf(one).blocks);
      const spoken = /diamond|the document's (own )?number|that the document shows|Document, %/;
      assert(!spoken.test(text), text.match(spoken)?.[0]);
    }
  }
  const spoken = textOf(reportOf(toyContext()).blocks);
  for (const words of ["a diamond the document's own number", "orange diamonds"]) {
    assertStringIncludes(spoken, words);
  }
});

Deno.test("criteria and measures that are no shares are not in percent", () => {
  const loss: Measure = {
    name: { en: "final loss", ko: "마지막 손실" },
    definition: { en: "the last mean", ko: "마지막 평균" },
    margin: 0.5,
    reason: { en: "made up", ko: "지어낸 것" },
    unit: "number",
    of: ({ lossMeans }) => 500 * lossMeans.values.at(-1)!,
  };
  const low = { ...RICH_TOY.criteria["learns"]!, measure: "loss", bound: { atMost: 400 } };
  const high = { ...RICH_TOY.criteria["fails"]!, measure: "loss", bound: { atLeast: 450.5 } };
  const context = toyContext({}, {
    measures: { ...RICH_TOY.measures, loss },
    criteria: { learns: low, fails: high },
    races: RICH_TOY.races.map((race) => ({ ...race, goal: 0.125, measure: "loss" })),
  });
  const { blocks } = reportOf(context);
  const text = textOf(blocks);
  for (
    const words of [
      "As written, 1 of 1 networks have final loss of 400 or less",
      "failed if it diverged or its final loss is 450.5 or more;",
      "a run counts as “learns” if its final loss is 400 or less",
      "Iterations to 12.5 %, median | Did not reach it | Final loss |",
      " | 300.000 | ",
    ]
  ) assertStringIncludes(text, words);
  assert(!/400\S* %|450\S* %|300\S* %/.test(text));
  const chart = figuresIn(blocks).find(({ name }) => name === "runs-T1-loss")!;
  const spec = JSON.stringify(chart.draw("wide"));
  assertStringIncludes(spec, '"values":[0,100,200,300]');
  assertStringIncludes(spec, `format(datum.value, '~g')"`);
});

Deno.test("the document's numbers have the digits that it prints", () => {
  const checkpoints = [[0.1, 0.1], [0.43215, 0.4321]] as const;
  const numbers = { narrow: { checkpoints, step: 0.0001 }, wide: { prose: 0.6125, step: 0.0001 } };
  const text = textOf(
    reportOf(
      toyContext({}, { recorded: { ...RICH_TOY.recorded, numbers } }),
    ).blocks,
  );
  for (
    const words of [
      " | 10.00 / 10.00 | ",
      "narrow | 43.21 | ",
      "its prose says about 61.25 %",
      "Nearest to the document's 61.25 % is wide.",
    ]
  ) assertStringIncludes(text, words);
  const rough = { narrow: { checkpoints, step: 0.01 }, wide: { prose: 0.6, step: 0.1 } };
  const rounded = textOf(
    reportOf(
      toyContext({}, { recorded: { ...RICH_TOY.recorded, numbers: rough } }),
    ).blocks,
  );
  for (const words of [" | 10 / 10 | ", "says about 60 %"]) assertStringIncludes(rounded, words);
});

Deno.test("an experiment is described with all that it changes", () => {
  const [narrow] = RICH_TOY.experiments;
  const described = (change: Partial<Experiment>): string =>
    describeTraining({ ...narrow!, ...change }, "en");
  assertEquals(
    described({}),
    "Hidden layers 3; ReLU; He initialisation; Adam, betas 0.9 and 0.999, learning rate 0.01; batch 20; 40 iterations.",
  );
  const { training } = narrow!;
  const linear = { ...training, network: { ...training.network, hidden: [] } };
  assert(described({ training: linear }).startsWith("No hidden layers; He initialisation;"));
  assertStringIncludes(described({ labels: "shuffled" }), "; shuffled labels.");
  const protocol = { lossEpsilon: 1e-8, sampling: "without replacement" } as const;
  assertStringIncludes(
    described({ training: { ...training, protocol } }),
    "; protocol: lossEpsilon 1e-8, sampling without replacement.",
  );
});

Deno.test("settings that no conclusion has get no column, and one alone no choice", () => {
  const columnsOf = (claims: Document["claims"]): unknown => {
    const blocks = conclusions(toyContext({}, { claims }));
    const table = blocks.find((block) => block.kind === "table")!;
    return [
      table.columns.slice(2).map(({ title, choice }) => choice ?? title),
      blocks.flatMap((block) => block.kind === "switch" ? block.choices.length : []),
    ];
  };
  assertEquals(columnsOf(RICH_TOY.claims), [["as-written", "controlled"], [3]]);
  assertEquals(columnsOf(TOY.claims), [["As written"], []]);
});

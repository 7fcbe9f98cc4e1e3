/** What cannot be trained is refused; what diverges is a failed run, not a number. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { fastestBackend, numberExamples, train, type TrainingOptions } from "../../mod.ts";
import { reportContent } from "../../pipeline/report/content.ts";
import { inLanguage, judgeResults } from "../../pipeline/report/judged.ts";
import { formatMarkdown } from "../../pipeline/report/markdown.ts";
import { formatRecord, parseRecord, type RunSpec } from "../../pipeline/training/record.ts";
import { runExperiment } from "../../pipeline/training/run_experiment.ts";
import { summariseRun } from "../../pipeline/training/summarise.ts";
import { madeUpResults } from "../support/results.ts";

const BACKEND = fastestBackend("f64");
const FOUR = numberExamples([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]);
const GOOD: TrainingOptions = {
  network: { inputs: 2, hidden: [3], classes: 2 },
  optimizer: { rule: "sgd", learningRate: 0.1 },
  batchSize: 4,
  iterations: 2,
};

/** What is changed, what examples, and what is said. */
const REFUSED: readonly [
  change: { [key in keyof TrainingOptions]?: unknown },
  examples: object,
  says: string,
][] = [
  [{ batchSize: 5 }, {}, "a batch size of 5: there are 4 training examples"],
  [{ batchSize: 0 }, {}, "a batch size of 0: give a whole number, 1 or more"],
  [{ batchSize: 1.5 }, {}, "a batch size of 1.5"],
  [{ iterations: -1 }, {}, "a number of iterations of -1"],
  [{ iterations: NaN }, {}, "a number of iterations of NaN"],
  [{ network: { inputs: 2, hidden: [0], classes: 2 } }, {}, "every width must be a whole number"],
  [{ network: { inputs: 2, hidden: [3, NaN], classes: 2 } }, {}, "every width must be"],
  [{ network: { inputs: 3, hidden: [3], classes: 2 } }, {}, "the network has 3"],
  [{ network: { inputs: 2, hidden: [3], classes: 300 } }, {}, "a network for 300 classes"],
  [{ network: { ...GOOD.network, dropout: 1.5 } }, {}, "dropout 1.5"],
  [{ network: { ...GOOD.network, weightDecay: -1 } }, {}, "weight decay -1"],
  [{ network: { ...GOOD.network, initialisation: NaN } }, {}, "weights of the scale NaN"],
  [{ optimizer: { rule: "sgd", learningRate: 0 } }, {}, "the learning rate 0"],
  [{ optimizer: { rule: "sgd", learningRate: NaN } }, {}, "the learning rate NaN"],
  [
    { optimizer: { rule: "momentum", learningRate: 0.1, momentum: 2 } },
    {},
    "momentum 2: give a number from 0 to 1",
  ],
  [{ untrained: ["W9"] }, {}, 'Cannot leave "W9" untrained'],
  [{}, { count: 0, labels: new Uint8Array(0) }, "0 training examples"],
  [{}, { labels: new Uint8Array(3) }, "there are 3 labels"],
  [{}, { labels: Uint8Array.of(0, 1, 2, 0) }, "its label is 2, but there are 2 classes"],
  [
    {},
    { inputs: { numbers: Float64Array.of(0, 1, NaN, 1, 0, 0, 0, 0) } },
    "training example 1: its input 0 is NaN",
  ],
];

Deno.test("the library says what it cannot train, before it trains anything", () => {
  for (const [change, examples, says] of REFUSED) {
    const error = assertThrows(
      () => {
        const options = { ...GOOD, ...change } as TrainingOptions;
        const run = train(options, { train: { ...FOUR, ...examples }, test: FOUR }, 0, BACKEND);
        run.next();
      },
      RangeError,
    );
    assertStringIncludes(error.message, says);
    assert(error.message.startsWith("Cannot "), error.message);
  }
  for (const seed of [-1, 0.5, NaN, 2 ** 32]) {
    assertThrows(() => train(GOOD, { train: FOUR, test: FOUR }, seed, BACKEND), RangeError);
  }
  assertThrows(() => numberExamples([], []), RangeError);
  assertThrows(() => numberExamples([[1], [1, 2]], [0, 1]), RangeError);
  assertEquals([...train(GOOD, { train: FOUR, test: FOUR }, 0, BACKEND)].length > 2, true);
});

Deno.test("a loss that is no number any more is recorded, kept through JSON, and reported as failed", async () => {
  const spec: RunSpec = {
    experiment: "1-he",
    training: { ...GOOD, optimizer: { rule: "sgd", learningRate: 1e300 }, iterations: 40 },
    trainImages: null,
    seed: 0,
    dtype: "f64",
    data: { name: "mnist", sha256: "0".repeat(64) },
    engine: "e".repeat(64),
  };
  const result = await runExperiment(spec, { train: FOUR, test: FOUR }, BACKEND);
  assert(result.divergedAt !== null && result.divergedAt < 5);
  assert(result.losses.some((loss) => loss === "NaN" || loss === "Infinity"));
  const record = parseRecord(formatRecord(spec, result), spec)!;
  const diverged = summariseRun(record, 0);
  assertEquals(diverged.divergedAt, result.divergedAt);

  const seeds = [0, 1, 2];
  const results = madeUpResults({ seeds });
  const judged = inLanguage(
    judgeResults({
      ...results,
      runsOf: (id) =>
        results.runsOf(id).map((run) =>
          id === "1-he" ? { ...run, divergedAt: 3, lossSpread: NaN } : run
        ),
    }),
    "en",
  );
  const markdown = formatMarkdown(reportContent(judged), { charts: "charts", translations: [] });
  assertStringIncludes(
    markdown,
    "Diverged: the loss stopped being a number with seed 0 (iteration 3), 1 (iteration 3), 2 (iteration 3)",
  );
  // No verdict rests on what has failed, and no NaN stands for a number.
  const c11 = judged.judgement.claims.find(({ claim }) => claim.id === "C1.1")!;
  const part = c11.arms["as-written"].parts.find(({ condition }) => condition.of === "1-he")!;
  assert(
    part.verdict !== "clearly holds" && part.verdict !== "holds",
    `${part.verdict} of runs that diverged`,
  );
  assert(!/\bNaN\b/.test(markdown.replaceAll("diverged", "")), markdown.match(/.*\bNaN\b.*/)?.[0]);
});

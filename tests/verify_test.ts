import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { EXPERIMENTS } from "../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { drawSyntheticDigits } from "../lib/data/synthetic_digits.ts";
import { imageExamples } from "../lib/engine/training/examples.ts";
import { fastestBackend } from "../lib/engine/wasm/fastest_backend.ts";
import { mergeRecords } from "../pipeline/training/merge_records.ts";
import { runSpec } from "../pipeline/training/record.ts";
import { RecordStore } from "../pipeline/training/record_store.ts";
import { runExperiment } from "../pipeline/training/run_experiment.ts";
import { UserError } from "../pipeline/user_error.ts";
import { sample } from "../pipeline/verify/choose_runs.ts";
import { firstDifference } from "../pipeline/verify/first_difference.ts";
import { madeUpRun } from "./support/runs.ts";
import { smallDataset } from "./support/small_dataset.ts";
import { inTemporaryFolder, readTree } from "./support/temporary.ts";

Deno.test("firstDifference() names where two runs part, the earliest first", () => {
  const run = { ...madeUpRun(), glances: { every: 20, accuracies: [0.1, 0.2, 0.3] } };
  assertEquals(firstDifference(run, run), undefined);
  const otherLoss = { ...run, lossMeans: { every: 50, values: [2.3, 1.3, 0.6] } };
  assertEquals(
    firstDifference(run, otherLoss),
    "the mean loss of iterations 50 to 99 is 1.3, published is 1.2",
  );
  const earlier = { ...otherLoss, glances: { every: 20, accuracies: [0.1, 0.25, 0.3] } };
  assertStringIncludes(firstDifference(run, earlier)!, "after iteration 20 is 0.25");
  const checkpoints = run.checkpoints.map((c, k) => k === 1 ? { ...c, testAccuracy: 0.5 } : c);
  assertStringIncludes(
    firstDifference(run, { ...run, checkpoints })!,
    "test accuracy after iteration 600 is 0.5, published is 0.9",
  );
  assertStringIncludes(firstDifference(run, { ...run, weightsSha256: "00" })!, "final weights");
  assertStringIncludes(firstDifference(run, { ...run, recordSha256: "00" })!, "full record");
  const diverged = { ...run, lossMeans: { every: 50, values: [NaN] } };
  assertEquals(firstDifference(diverged, diverged), undefined);
});

Deno.test("sample() chooses so many, each once, in order, and the same for the same pick", () => {
  fc.assert(fc.property(fc.nat(40), fc.nat(50), fc.nat(), (length, count, pick) => {
    const all = Array.from({ length }, (_, i) => i);
    const chosen = sample(all, count, pick);
    assertEquals(chosen.length, Math.min(length, count));
    assertEquals([...new Set(chosen)].sort((a, b) => a - b), chosen);
    assertEquals(sample(all, count, pick), chosen);
  }));
});

const { source } = smallDataset(10, 10);

/** Trains the shortest experiment with some seeds into a store. */
async function trainInto(folder: string, seeds: readonly number[]): Promise<void> {
  const digits = (count: number, seed: number) => {
    const { images, labels } = drawSyntheticDigits(count, seed);
    return imageExamples(images.values, labels.values);
  };
  const experiment = EXPERIMENTS.find(({ id }) => id === "control-shallow-30-300-images")!;
  const data = { train: digits(300, 1), test: digits(50, 2) };
  const store = new RecordStore(folder);
  for (const seed of seeds) {
    const short = { ...experiment, training: { ...experiment.training, iterations: 5 } };
    const spec = runSpec(short, seed, "f64", source, "test");
    await store.write(spec, await runExperiment(spec, data, fastestBackend("f64")));
  }
}

Deno.test("shards trained apart and merged are the bytes of one run", () =>
  inTemporaryFolder(async (folder) => {
    await trainInto(`${folder}/one`, [0, 1, 2, 3]);
    await trainInto(`${folder}/a`, [0, 2]);
    await trainInto(`${folder}/b`, [3, 1, 0]);
    const store = new RecordStore(`${folder}/merged`);
    assertEquals(await mergeRecords(store, `${folder}/a`), { taken: 2, known: 0 });
    assertEquals(await mergeRecords(store, `${folder}/b`), { taken: 2, known: 1 });
    assertEquals(await readTree(`${folder}/merged`), await readTree(`${folder}/one`));
  }));

Deno.test("what is damaged, or differs from what is there, is not merged", () =>
  inTemporaryFolder(async (folder) => {
    await trainInto(`${folder}/a`, [0]);
    const [path] = [...(await readTree(`${folder}/a`)).keys()];
    const text = await Deno.readTextFile(`${folder}/a/${path}`);
    const store = new RecordStore(`${folder}/merged`);
    for (const wrong of ["", "{}", text.trimEnd(), text.replace("0.", "0.1"), ` ${text}`]) {
      await Deno.writeTextFile(`${folder}/a/${path}`, wrong);
      await assertRejects(
        () => mergeRecords(store, `${folder}/a`),
        UserError,
        "it is no intact record",
      );
    }
    await assertRejects(() => mergeRecords(store, `${folder}/none`), UserError, "no such folder");
    // An intact record of the same run with another outcome: someone's machine is broken.
    const record = JSON.parse(text);
    await store.write(record.spec, { ...record.result, weightsSha256: "00".repeat(32) });
    await Deno.writeTextFile(`${folder}/a/${path}`, text);
    await assertRejects(
      () => mergeRecords(store, `${folder}/a`),
      UserError,
      "is of the same run and differs",
    );
    assert((await readTree(`${folder}/merged`)).size === 1);
  }));

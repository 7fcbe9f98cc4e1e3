/**
 * The golden task: makes the golden files of a document again, with its NumPy reference.
 *
 * @module
 */

import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { chooseCachedSource } from "../data/choose_source.ts";
import { goldenPath, referencePath } from "../replay/golden.ts";
import type { Command } from "../command_line/flags.ts";
import { DATA_FOLDER, publishedFolder } from "../system/folders.ts";
import {
  chooseDocument,
  chooseExperiments,
  chooseSource,
  DOCUMENT_FLAG,
  ONLY,
} from "../command_line/options.ts";
import { runWithFlags } from "../command_line/run.ts";
import { UserError } from "../system/user_error.ts";

const COMMAND: Command = {
  task: "golden",
  does: [
    "Make the golden files of a document again with NumPy: short runs on synthetic digits",
    "and on the document's data set. Needs python3 with NumPy, and the data in data/.",
  ].join("\n"),
  flags: [
    DOCUMENT_FLAG,
    { name: "full", help: "whole runs on the document's data set instead (20 minutes)" },
    { name: "verdicts", help: "the verdicts on the published report instead; needs SciPy" },
    { ...ONLY, help: "train these again; the other runs of the files are kept" },
  ],
};

await runWithFlags(COMMAND, async (flags) => {
  const document = chooseDocument(flags.single("document"));
  const { experiments, claims, measures, criteria } = document;
  const only = flags.list("only");
  if (flags.has("verdicts")) {
    const records = `${publishedFolder(document)}/records`;
    const path = goldenPath(document, "verdicts.json");
    const job = { records, path, claims, measures, criteria };
    return await runPython(document, "judge_golden.py", "SciPy", job);
  }
  const plans = flags.has("full") ? wholeRuns(document) : shortRuns(document);
  for (const { about: { dataset } } of plans) {
    await chooseCachedSource(DATA_FOLDER, document, chooseSource(dataset));
  }
  const goldens = plans.map((golden) => ({
    ...golden,
    data: `${DATA_FOLDER}/${golden.about.dataset}`,
    experiments,
    ...(only && { only: chooseExperiments(only, experiments).map(({ id }) => id) }),
  }));
  return await runPython(document, "train_golden.py", "NumPy", { goldens });
});

/** A golden file to make: the head of it, and the seeds. */
interface Plan {
  readonly path: string;
  readonly about: { readonly dataset: string; readonly [size: string]: string | number };
  readonly seeds: readonly number[];
}

function wholeRuns(document: Document): Plan[] {
  const dataset = document.dataset.name;
  return [{
    path: goldenPath(document, `${dataset}-full.json`),
    about: { dataset },
    seeds: [0, 1],
  }];
}

function shortRuns(document: Document): Plan[] {
  const dataset = document.dataset.name;
  const synthetic = SYNTHETIC_DIGITS.name;
  return [
    {
      path: goldenPath(document, `${synthetic}-short.json`),
      about: { dataset: synthetic, trainImages: 2000, testImages: 500, iterations: 60 },
      seeds: [0, 1],
    },
    ...(dataset === synthetic ? [] : [{
      path: goldenPath(document, `${dataset}-short.json`),
      about: { dataset, iterations: 100 },
      seeds: [0],
    }]),
  ];
}

/** Runs a script on the reference of a document; returns its exit code. */
async function runPython(
  document: Document,
  script: string,
  needed: "NumPy" | "SciPy",
  job: object,
): Promise<number> {
  if (!await canImport(needed.toLowerCase())) {
    throw new UserError(
      `Cannot make golden files: there is no python3 with ${needed}; install it (Debian: python3-${needed.toLowerCase()})`,
    );
  }
  const args = ["-B", `pipeline/replay/${script}`]; // -B: no __pycache__ in the project.
  const child = new Deno.Command("python3", { args, stdin: "piped" }).spawn();
  const text = JSON.stringify({ reference: referencePath(document), ...job });
  // A script that ends early says why itself.
  await new Blob([text]).stream().pipeTo(child.stdin).catch(() => {});
  return (await child.status).code;
}

async function canImport(module: string): Promise<boolean> {
  try {
    const args = ["-c", `import ${module}`];
    return (await new Deno.Command("python3", { args, stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * The golden task: makes the golden files of a document again, with its NumPy reference.
 *
 * @module
 */

import { type DataSource, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import { chooseCachedSource } from "../data/choose_source.ts";
import { goldenPath, referencePath } from "../replay/golden.ts";
import type { Command } from "../command_line/flags.ts";
import { DATA_FOLDER, publishedFolder } from "../system/folders.ts";
import { chooseDocument, chooseExperiments, DOCUMENT_FLAG, ONLY } from "../command_line/options.ts";
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
  const length = flags.has("full") ? "full" : "short";
  const plans = length === "full" ? wholeRuns(document) : shortRuns(document);
  const goldens = [];
  for (const { source, about, seeds } of plans) {
    const { name: dataset } = await chooseCachedSource(DATA_FOLDER, document, source);
    goldens.push({
      path: goldenPath(document, `${dataset}-${length}.json`),
      data: `${DATA_FOLDER}/${dataset}`,
      about: { dataset, ...about },
      seeds,
      experiments,
      ...(only && { only: chooseExperiments(only, experiments).map(({ id }) => id) }),
    });
  }
  return await runPython(document, "train_golden.py", "NumPy", { goldens });
});

/** A golden file to make. */
interface Plan {
  readonly source: DataSource;
  /** What its runs are cut to. */
  readonly about: Readonly<Record<string, number>>;
  readonly seeds: readonly number[];
}

function wholeRuns({ dataset }: Document): Plan[] {
  return [{ source: dataset, about: {}, seeds: [0, 1] }];
}

function shortRuns({ dataset }: Document): Plan[] {
  const sizes = { trainImages: 2000, testImages: 500, iterations: 60 };
  const synthetic = { source: SYNTHETIC_DIGITS, about: sizes, seeds: [0, 1] };
  if (dataset === SYNTHETIC_DIGITS) return [synthetic];
  return [synthetic, { source: dataset, about: { iterations: 100 }, seeds: [0] }];
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

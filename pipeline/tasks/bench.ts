/**
 * The bench task: times the engine and its peers in one run on one machine. Prints medians
 * with their spread and ratios, and writes every sample to data/bench.json.
 *
 * @module
 */

import { DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { measureIn, measureInModes } from "../bench/modes.ts";
import { describeProducts, type ProductFigures } from "../bench/products.ts";
import { describeScaling, type ScalingFigures } from "../bench/scaling.ts";
import { timeNumpy } from "../bench/numpy.ts";
import { describeNumpy, describeOurs, shareOut, timePeers, together } from "../bench/peers.ts";
import { asWritten } from "../bench/whole_document.ts";
import { cacheState } from "../data/cache.ts";
import { writeFileAtomically } from "../system/files.ts";
import { DATA_FOLDER } from "../system/folders.ts";
import { taskCommand } from "../system/task_command.ts";
import { chooseDocument, chooseWorkers, DOCUMENT_FLAG } from "../command_line/options.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";

const SAMPLES = `${DATA_FOLDER}/bench.json`;

const COMMAND: Command = {
  task: "bench",
  does: "Measure the speed of the engine against its peers, in one run.",
  flags: [DOCUMENT_FLAG, { name: "quick", help: "leave out the whole document, the long part" }],
};

await runWithFlags(COMMAND, async (flags) => {
  const document = chooseDocument(flags.single("document"));
  const section = (title: string, lines: readonly string[]): void =>
    console.log([title, ...lines.map((line) => `  ${line}`), ""].join("\n"));

  const products = [];
  const checks = [];
  for (const dtype of DTYPES) {
    products.push(await measureInModes<ProductFigures[]>({ part: "products", dtype }));
    checks.push(await measureInModes<number>({ part: "self-check", dtype }));
  }
  section(
    "Products (medians; ours with the lowest and the highest)",
    products.flatMap(describeProducts),
  );
  section(
    "Checking all kernels against the reference",
    checks.flatMap((modes, k) =>
      Object.entries(modes).map(([mode, ms]) => `${DTYPES[k]}, ${mode} mode: ${ms.toFixed(0)} ms`)
    ),
  );
  const scaling = await measureInModes<ScalingFigures>({ part: "scaling" });
  section(
    "Growth (f64, one worker, loss included; median, lowest to highest)",
    describeScaling(scaling),
  );
  const samples: Record<string, unknown> = { products, checks, scaling };
  let exitCode = 0;

  const workers = chooseWorkers(undefined, navigator.hardwareConcurrency);
  const { problems } = await cacheState(DATA_FOLDER, document.dataset);
  if (flags.has("quick")) {
    console.log("skipped: the whole document, because of --quick");
  } else if (problems.length > 0) {
    console.log(
      `skipped: the whole document, because ${problems[0]}; run "${
        taskCommand("fetch", document)
      }"`,
    );
  } else {
    const figures = await timePeers({
      ours: (mode, dtype) =>
        measureIn(mode, {
          ...{ part: "whole document", document: document.id, dtype },
          ...{ dataFolder: DATA_FOLDER, workers },
        }),
      numpyThreads: () => timeNumpy(document, DATA_FOLDER, workers, asWritten(document)),
      numpyProcesses: async (seconds) =>
        together(
          await Promise.all(
            shareOut(asWritten(document), seconds, workers)
              .map((share) => timeNumpy(document, DATA_FOLDER, 1, share)),
          ),
        ),
    });
    Object.assign(samples, { wholeDocument: figures });
    section(
      `The whole document as written, one seed, ${workers} workers (median, lowest to highest)`,
      describeOurs(figures),
    );
    const [first] = figures.numpy.threads;
    if (first !== undefined) {
      section(
        `NumPy ${first.numpy}, float64, ${workers} cores, BLAS: ${first.blas}`,
        describeNumpy(figures),
      );
    }
    if (figures.problem?.kind === "missing") {
      console.log(`skipped: NumPy, because ${figures.problem.reason}`);
    } else if (figures.problem !== undefined) {
      console.error(`error: Cannot time NumPy: ${figures.problem.reason}`);
      exitCode = 1;
    }
  }
  await writeFileAtomically(SAMPLES, `${JSON.stringify(samples)}\n`);
  console.log(`samples: ${SAMPLES}`);
  return exitCode;
});

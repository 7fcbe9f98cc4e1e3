/**
 * The bench task: times the engine and its peers in one run on one machine. Prints medians
 * with their spread and ratios, and writes every sample to data/bench.json.
 *
 * @module
 */

import { DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { describeProducts, timeProducts } from "../bench/products.ts";
import { describeScaling, timeScaling } from "../bench/scaling.ts";
import { timeNumpy } from "../bench/numpy.ts";
import { describeNumpy, describeOurs, timePeers } from "../bench/peers.ts";
import { asWritten, timeWholeDocument } from "../bench/whole_document.ts";
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

  const products = DTYPES.flatMap(timeProducts);
  section(
    "Products (medians; the fastest with its lowest and highest)",
    describeProducts(products),
  );
  const scaling = timeScaling();
  section(
    "Growth (f64, one worker, loss included; median, lowest to highest)",
    describeScaling(scaling),
  );
  const samples: Record<string, unknown> = { products, scaling };
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
      ours: (dtype) => timeWholeDocument(document, DATA_FOLDER, dtype, workers),
      numpy: () => timeNumpy(document, DATA_FOLDER, workers, asWritten(document)),
    });
    Object.assign(samples, { wholeDocument: figures });
    section(
      `The whole document as written, one seed, ${workers} workers (median, lowest to highest)`,
      describeOurs(figures),
    );
    const [first] = figures.numpy;
    if (first !== undefined) {
      section(
        `NumPy ${first.numpy}, float64, ${workers} threads, BLAS: ${first.blas}`,
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

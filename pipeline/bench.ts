/**
 * The bench task: the engine against its peers, all in one run on one machine.
 * Prints medians and ratios, and keeps every sample in data/bench.json.
 *
 * @module
 */

import { MNIST } from "../lib/data/sources.ts";
import { DTYPES } from "../lib/engine/matrix/dtype.ts";
import { describeProducts, timeProducts } from "./bench/products.ts";
import { describeScaling, timeScaling } from "./bench/scaling.ts";
import { timeNumpy, timeWholeDocument } from "./bench/whole_document.ts";
import { cacheState } from "./data/cache.ts";
import { writeFileAtomically } from "./files.ts";
import { DATA_FOLDER } from "./folders.ts";
import { runTask } from "./main.ts";
import { chooseWorkers } from "./options.ts";
import { readFlags } from "./read_options.ts";

const SAMPLES = `${DATA_FOLDER}/bench.json`;

await runTask(async () => {
  const flags = readFlags({
    task: "bench",
    does: "Measure the speed of the engine against its peers, in one run.",
    flags: [{ name: "quick", help: "leave out the whole document, the long part" }],
  });
  if (flags === undefined) return;
  const section = (title: string, lines: readonly string[]): void =>
    console.log([title, ...lines.map((line) => `  ${line}`), ""].join("\n"));

  const products = DTYPES.flatMap(timeProducts);
  section("Products (medians)", describeProducts(products));
  const scaling = timeScaling();
  section("Growth (f64, one worker, loss included)", describeScaling(scaling));
  const samples: Record<string, unknown> = { products, scaling };

  const workers = chooseWorkers(undefined, navigator.hardwareConcurrency);
  const { problems } = await cacheState(DATA_FOLDER, MNIST);
  if (flags.has("quick")) {
    console.log("skipped: the whole document, because of --quick");
  } else if (problems.length > 0) {
    console.log(
      `skipped: the whole document, because ${problems[0]}; run "deno task fetch"`,
    );
  } else {
    const f64 = await timeWholeDocument(DATA_FOLDER, MNIST, "f64", workers);
    const f32 = await timeWholeDocument(DATA_FOLDER, MNIST, "f32", workers);
    const numpy = await timeNumpy(DATA_FOLDER, MNIST, workers);
    Object.assign(samples, { f64, f32, numpy: numpy ?? null });
    section(`The whole document as written, one seed, ${workers} workers`, [
      `f64: ${f64.seconds.toFixed(1)} s, peak memory ${f64.peakMegabytes.toFixed(0)} MB`,
      `f32: ${f32.seconds.toFixed(1)} s, peak memory ${f32.peakMegabytes.toFixed(0)} MB`,
    ]);
    if (numpy === undefined) {
      console.log("skipped: NumPy, because /usr/bin/python3 has none");
    } else {
      const total = Object.values(numpy.seconds).reduce((sum, seconds) => sum + seconds, 0);
      section(`NumPy ${numpy.numpy}, float64, ${workers} threads`, [
        `${total.toFixed(1)} s: f64 is ${(total / f64.seconds).toFixed(2)} times as fast, f32 ${
          (total / f32.seconds).toFixed(2)
        } times`,
        ...Object.entries(numpy.seconds).map(([id, seconds]) =>
          `${id}: NumPy ${seconds.toFixed(1)} s; one f64 worker ${
            f64.runs[id]!.toFixed(1)
          } s; one f32 worker ${f32.runs[id]!.toFixed(1)} s`
        ),
      ]);
    }
  }
  await writeFileAtomically(SAMPLES, `${JSON.stringify(samples)}\n`);
  console.log(`samples: ${SAMPLES}`);
});

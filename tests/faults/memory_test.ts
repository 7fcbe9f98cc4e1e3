/** How much memory the pipeline takes, by runs and by workers. */

import { assert, assertEquals } from "@std/assert";
import { ended, IS_LONG, startDeno, tinyPipeline, writeTinyMirror } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

/** Seeds of two experiments each: 20 runs and 300, or 12 and 60. */
const [FEW, MANY] = IS_LONG ? [10, 150] : [6, 30];
/** What garbage may come to, in MiB; V8 collects it when it likes. */
const SLACK = 64;
/** What a worker more may take, in MiB: its own V8, and a network with its buffers. */
const A_WORKER = 64;

Deno.test("as many runs again need no more memory; a worker more needs a bounded amount", () =>
  inTemporaryFolder(async (folder) => {
    const mirror = await writeTinyMirror(`${folder}/mirror`);
    const peak = async (seeds: number, workers: number): Promise<number> => {
      const place = `${folder}/${seeds}-${workers}`;
      const child = startDeno(tinyPipeline(place, mirror, String(workers), String(seeds)));
      const { code, out, error } = await ended(child);
      assertEquals(code, 0, error);
      return Number(/at most (\d+) MiB resident/.exec(out)![1]);
    };
    const few = await peak(FEW, 2);
    const many = await peak(MANY, 2);
    const wide = await peak(FEW, 6);
    console.log(
      `peak resident: ${2 * FEW} runs ${few} MiB, ${
        2 * MANY
      } runs ${many} MiB, 6 workers ${wide} MiB`,
    );
    assert(many <= few + SLACK, `${few} MiB for few runs, ${many} MiB for many`);
    assert(wide <= few + 4 * A_WORKER + SLACK, `${few} MiB with 2 workers, ${wide} MiB with 6`);
  }));

import { MNIST } from "../../lib/data/sources.ts";
import { cacheState } from "../../pipeline/data/cache.ts";
import { DEVELOPERS_DATA } from "./project.ts";

const { problems } = await cacheState(DEVELOPERS_DATA, MNIST);

/** Whether MNIST is in the cache; tests that need it are skipped without it. */
export const HAS_MNIST: boolean = problems.length === 0;
if (!HAS_MNIST) {
  console.log(`skipped: tests on MNIST, as ${problems[0]}; run "deno task fetch" to have them`);
}

import { MNIST } from "../../lib/data/sources.ts";
import { isCached } from "../../pipeline/data/cache.ts";
import { DATA_FOLDER } from "../../pipeline/folders.ts";

/** Whether MNIST is in the cache; tests that need it are skipped without it. */
export const HAS_MNIST: boolean = await isCached(DATA_FOLDER, MNIST);
if (!HAS_MNIST) {
  console.log('skipped: tests on MNIST, which is not in data/; run "deno task fetch" to have them');
}

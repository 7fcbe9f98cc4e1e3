/**
 * Writes the experiments, and the claims with their measures, as JSON, for
 * make_golden.py and make_verdict_golden.py.
 *
 * @module
 */

import { CLAIMS } from "../../lib/documents/dnn-from-scratch-notebook/claims.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { CRITERIA, MEASURES } from "../../lib/documents/dnn-from-scratch-notebook/measures.ts";

function write(name: string, content: unknown): void {
  const text = `${JSON.stringify(content, null, 1)}\n`;
  Deno.writeTextFileSync(new URL(`./${name}`, import.meta.url), text);
}

write("experiments.json", EXPERIMENTS);
write("claims.json", {
  claims: CLAIMS.map(({ id, settings }) => ({ id, settings })),
  margins: Object.fromEntries(Object.entries(MEASURES).map(([name, { margin }]) => [name, margin])),
  criteria: CRITERIA,
});

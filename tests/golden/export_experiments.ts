/**
 * Writes the experiments as JSON, for make_golden.py.
 *
 * @module
 */

import { EXPERIMENTS } from "../../lib/document/experiments.ts";

const text = `${JSON.stringify(EXPERIMENTS, null, 1)}\n`;
Deno.writeTextFileSync(new URL("./experiments.json", import.meta.url), text);

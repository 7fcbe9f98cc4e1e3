/**
 * The train task: trains every run that is not on record yet.
 *
 * @module
 */

import { runWithOptions } from "../command_line/run.ts";
import { trainTask } from "../training/train_task.ts";

await runWithOptions("train", "Train every run that is not on record yet.", trainTask);

/** The kernels as V8 compiles them with the flags that let it join vectors. */

import { assertEquals } from "@std/assert";
import { ended, startDeno } from "./support/processes.ts";
import { projectPath } from "./support/project.ts";

/**
 * The flags of the fast mode, and one that compiles kernels at once as V8 otherwise does
 * only once they are hot: vectors are joined in that code alone.
 */
const FLAGS = "--experimental-wasm-revectorize,--no-wasm-bounds-checks,--no-liftoff";

const isKnown = Deno.build.arch === "x86_64" &&
  (await ended(startDeno(["eval", `--v8-flags=${FLAGS}`, ""]))).code === 0;
if (!isKnown) console.log("skipped: joined vectors, which V8 does not have on this machine");

Deno.test({
  name: "kernels and training give the same bits where V8 joins vectors",
  ignore: !isKnown,
  async fn() {
    const tests = ["backend_test.ts", "battery_test.ts"].map((name) =>
      projectPath(`tests/${name}`)
    );
    const { code, out, error } = await ended(
      startDeno(["test", "--no-check", "--no-prompt", "-A", `--v8-flags=${FLAGS}`, ...tests]),
    );
    assertEquals(code, 0, out + error);
  },
});

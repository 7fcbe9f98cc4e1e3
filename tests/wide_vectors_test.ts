/** The kernels as V8 compiles them with the flags that let it join vectors. */

import { assertEquals, assertMatch } from "@std/assert";
import { V8_FLAGS } from "../pipeline/system/v8_flags.ts";
import { ended, startDeno } from "./support/processes.ts";
import { projectPath } from "./support/project.ts";

const isKnown = V8_FLAGS.length > 0 &&
  (await ended(startDeno(["eval", ...V8_FLAGS, ""]))).code === 0;
if (!isKnown) console.log("skipped: joined vectors, which V8 does not have on this machine");

Deno.test({
  name: "kernels and training give the same bits where V8 joins vectors",
  ignore: !isKnown,
  async fn() {
    const tests = ["backend_test.ts", "battery_test.ts", "check_kernels_test.ts"].map((name) =>
      projectPath(`tests/${name}`)
    );
    const { code, out, error } = await ended(
      startDeno([
        ...["test", "--no-check", "--no-prompt", "-A", "--filter=/wasm|every/"],
        ...V8_FLAGS,
        ...tests,
      ]),
    );
    assertEquals(code, 0, out + error);
    assertMatch(out, /the wasm-256 backend gives the pinned bits/);
  },
});

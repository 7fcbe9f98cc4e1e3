/** The kernels as V8 compiles them with the flags that let it join vectors. */

import { assertEquals, assertMatch } from "@std/assert";
import { FAST_FLAGS, hasFastMode } from "../../pipeline/system/fast_mode.ts";
import { ended, startDeno } from "../support/processes.ts";
import { projectPath } from "../support/project.ts";

const HAS_FAST_MODE = await hasFastMode();
if (!HAS_FAST_MODE) console.log("skipped: the fast mode, which this machine does not have");

Deno.test({
  name: "kernels and training give the same bits where V8 joins vectors",
  ignore: !HAS_FAST_MODE,
  async fn() {
    const tests = [
      "engine/backend_test.ts",
      "engine/battery_test.ts",
      "engine/check_kernels_test.ts",
    ].map((name) => projectPath(`tests/${name}`));
    const { code, out, error } = await ended(
      startDeno([
        ...["test", "--no-check", "--no-prompt", "-A", "--filter=/wasm|every/"],
        FAST_FLAGS,
        ...tests,
      ]),
    );
    assertEquals(code, 0, out + error);
    assertMatch(out, /the wasm-256 backend gives the pinned bits/);
  },
});

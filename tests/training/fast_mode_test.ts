/** The fast mode: the same records, and a way back to the checked mode. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commandOf } from "../../pipeline/permissions.ts";
import { FAST_FLAGS, hasFastMode, MODE_VARIABLE } from "../../pipeline/system/fast_mode.ts";
import { ended, startDeno, tinyPipeline, writeTinyMirror } from "../support/processes.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

const HAS_FAST_MODE = await hasFastMode();
if (!HAS_FAST_MODE) console.log("skipped: the fast mode, which this machine does not have");

Deno.test({
  name: "the fast mode writes the bytes of the checked mode, and says that it is on",
  ignore: !HAS_FAST_MODE,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const mirror = await writeTinyMirror(`${folder}/mirror`);
      const run = async (mode: "fast" | "checked") => {
        const [command, ...args] = tinyPipeline(`${folder}/${mode}`, mirror);
        const flags = mode === "fast" ? [FAST_FLAGS] : [];
        const env = { [MODE_VARIABLE]: mode };
        const { code, out, error } = await ended(
          startDeno([command!, ...flags, ...args], { env }),
        );
        assertEquals(code, 0, error);
        assertStringIncludes(out, `computing in the ${mode} mode`);
        return await readTree(`${folder}/${mode}`);
      };
      const [checked, fast] = [await run("checked"), await run("fast")];
      assert([...checked.keys()].some((path) => path.startsWith("runs/")));
      assertEquals(fast, checked);
    }),
});

Deno.test("tasks that train get V8's flags in the fast mode only", () => {
  const before = Deno.env.get(MODE_VARIABLE);
  try {
    for (const mode of ["fast", "checked"]) {
      Deno.env.set(MODE_VARIABLE, mode);
      for (const task of ["train", "verify", "replay", "report", "fetch"] as const) {
        const isFast = mode === "fast" && !["report", "fetch"].includes(task);
        assertEquals(commandOf(task).args.includes(FAST_FLAGS), isFast, `${task}, ${mode}`);
      }
    }
  } finally {
    if (before === undefined) Deno.env.delete(MODE_VARIABLE);
    else Deno.env.set(MODE_VARIABLE, before);
  }
});

Deno.test("RETRACE_CHECKED=1 turns the fast mode off", async () => {
  const script = `
    import { hasFastMode } from ${
    JSON.stringify(import.meta.resolve("../../pipeline/system/fast_mode.ts"))
  };
    console.log(await hasFastMode());`;
  const { out } = await ended(
    startDeno(["eval", "--no-lock", script], { env: { RETRACE_CHECKED: "1" } }),
  );
  assertEquals(out, "false\n");
});

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { ended, startDeno } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const MAIN = new URL("../../pipeline/system/run_task.ts", import.meta.url).href;
const USER_ERROR = new URL("../../pipeline/system/user_error.ts", import.meta.url).href;

/** Runs some code as the body of a task. */
async function endOf(body: string): Promise<{ code: number; out: string; error: string }> {
  let end: { code: number; out: string; error: string } | undefined;
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(
      `${folder}/task.ts`,
      `import { runTask } from "${MAIN}";
import { UserError } from "${USER_ERROR}";
await runTask(async () => { await Promise.resolve(); ${body} });`,
    );
    end = await ended(startDeno(["run", "--no-check", "--no-prompt", `${folder}/task.ts`]));
  });
  return end!;
}

const SENTENCES: readonly (readonly [what: string, body: string, code: number, text: string])[] = [
  ["user's error", 'throw new UserError("Cannot do it: no room")', 1, "Cannot do it: no room"],
  ["slip", 'throw new UserError("Cannot use it: no", 2)', 2, "Cannot use it: no"],
  ["missing permission", 'await Deno.readTextFile("x")', 1, "run it as a deno task"],
  [
    "file that may not be read",
    'throw new Deno.errors.PermissionDenied("open x")',
    1,
    "Cannot go on: open x; check the permissions of the files named",
  ],
  [
    "lack of memory",
    'throw new Error("Runs failed", { cause: new RangeError("Array buffer allocation failed") })',
    1,
    "this machine has no memory left",
  ],
];

for (const [what, body, code, text] of SENTENCES) {
  Deno.test(`a ${what} is one sentence`, async () => {
    const end = await endOf(body);
    assertEquals([end.code, end.out], [code, ""]);
    assertMatch(end.error, /^error: Cannot [^\n]*\n$/);
    assertStringIncludes(end.error, text);
  });
}

const BUGS: readonly (readonly [what: string, body: string, text: string])[] = [
  ["V8's own error", "(undefined as any).size", "TypeError: Cannot read properties of undefined"],
  ["the library's error", 'throw new RangeError("Cannot train: no")', "RangeError: Cannot train"],
  ["an error with a cause", 'throw new Error("a", { cause: new Error("inner") })', "Error: inner"],
  ["a thrown text", 'throw "Cannot do it"', "Cannot do it"],
  ["nothing", "throw undefined", "undefined"],
  [
    "what a timer throws",
    "setTimeout(() => { throw new Error('late') }, 1); await new Promise((r) => setTimeout(r, 9e3))",
    "Error: late",
  ],
  [
    "a promise that nobody waits for",
    "Promise.reject(new Error('late')); await new Promise((r) => setTimeout(r, 9e3))",
    "Error: late",
  ],
];

for (const [what, body, text] of BUGS) {
  Deno.test(`${what} is a bug: it says so, shows where, asks for a report, and ends with 70`, async () => {
    const { code, out, error } = await endOf(body);
    assertEquals([code, out], [70, ""]);
    assert(error.startsWith("error: Retrace has failed, and it is not your fault: this is a bug."));
    assertStringIncludes(error, text);
    assertStringIncludes(error, "Please report it: open an issue");
    if (text.includes("Error:")) assertMatch(error, /\n {4}at .*task\.ts:\d+:\d+/);
  });
}

import { assertEquals, assertMatch } from "@std/assert";
import { appendToSummary } from "../../pipeline/review/summary.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

Deno.test("the summary of a job is extended; without one, or on a full disk, a review goes on", () =>
  inTemporaryFolder(async (folder) => {
    const warnings: string[] = [];
    const append = (path: string | undefined) =>
      appendToSummary(path, "text\n", (line) => warnings.push(line));
    for (const path of [undefined, "", " "]) await append(path);
    for (let i = 0; i < 2; i++) await append(`${folder}/summary.md`);
    assertEquals(await Deno.readTextFile(`${folder}/summary.md`), "text\ntext\n");
    assertEquals(warnings, []);
    for (const path of [folder, `${folder}/none/summary.md`]) await append(path);
    assertEquals(warnings.length, 2);
    for (const line of warnings) {
      assertMatch(line, /^warning: the job has no summary, because \/.*/);
    }
  }));

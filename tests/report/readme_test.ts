import { assertEquals, assertThrows } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { readPublished } from "../../pipeline/records/published.ts";
import { publishedFolder } from "../../pipeline/system/folders.ts";
import { withConclusions } from "../../pipeline/report/readme_table.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { PUBLISHED, readProjectFile } from "../support/project.ts";
import { madeUpResults } from "../support/results.ts";

const readme = await readProjectFile("README.md");

Deno.test("the README shows the conclusions of the published report", async () => {
  const results = await readPublished(NOTEBOOK, PUBLISHED);
  assertEquals(readme, withConclusions(readme, results, publishedFolder(NOTEBOOK)));
});

Deno.test("a README without marks is refused, not overwritten", () => {
  assertThrows(
    () => withConclusions("# Retrace", madeUpResults(), "reports/x"),
    UserError,
    "the marks around them are missing",
  );
});

Deno.test("the README explains every task of the menu", () => {
  const unexplained = Object.keys(config.tasks).filter((name) => !readme.includes(`\`${name}\``));
  assertEquals(unexplained, []);
});

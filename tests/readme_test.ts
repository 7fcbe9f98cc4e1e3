import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { DOCUMENTS } from "../lib/documents/mod.ts";
import { publishedFolder } from "../pipeline/system/folders.ts";
import { withConclusions } from "../pipeline/report/readme_table.ts";
import { readProjectFile } from "./support/project.ts";

const readme = await readProjectFile("README.md");

Deno.test("the README shows the conclusions of the published report", async () => {
  const folder = publishedFolder(DOCUMENTS[0]!);
  const report = await readProjectFile(`${folder}/report.md`);
  assertEquals(readme, withConclusions(readme, report, folder));
});

Deno.test("the README explains every task of the menu", () => {
  const unexplained = Object.keys(config.tasks).filter((name) => !readme.includes(`\`${name}\``));
  assertEquals(unexplained, []);
});

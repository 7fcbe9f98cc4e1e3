import { assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { withConclusions } from "../pipeline/report/readme_table.ts";

const readme = await Deno.readTextFile("README.md");

Deno.test("the README shows the conclusions of the published report", async () => {
  const report = await Deno.readTextFile("reports/report.md");
  assertEquals(readme, withConclusions(readme, report));
});

Deno.test("the README explains every task of the menu", () => {
  const unexplained = Object.keys(config.tasks).filter((name) => !readme.includes(`\`${name}\``));
  assertEquals(unexplained, []);
});

import { assertEquals } from "@std/assert";
import plugin from "./lint_plugin.ts";

function findings(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ id }) => id);
}

Deno.test("Math.random is refused everywhere", () => {
  assertEquals(findings("pipeline/a.ts", "Math.random();"), ["retrace/no-math-random"]);
});

Deno.test("lib may not reach files, network, clock, console or the pipeline", () => {
  for (
    const source of [
      "Deno.readTextFileSync('x');",
      "fetch('https://a.example');",
      "console.log(1);",
      "performance.now();",
      "Date.now();",
      "new Date();",
      "new Worker('x');",
      "import { x } from '../pipeline/x.ts'; x;",
      "import x from 'npm:x'; x;",
    ]
  ) {
    assertEquals(findings("/p/lib/a.ts", source), ["retrace/pure-lib"], source);
    assertEquals(findings("/p/pipeline/a.ts", source), [], source);
  }
  assertEquals(findings("/p/lib/a.ts", "import { x } from './x.ts'; x;"), []);
});

Deno.test("lib may not use functions whose last digit depends on the platform", () => {
  for (const source of ["Math.exp(x);", "Math.pow(x, 2);", "x ** 2;"]) {
    assertEquals(findings("/p/lib/a.ts", source), ["retrace/exact-math"], source);
  }
  assertEquals(findings("/p/lib/a.ts", "Math.sqrt(x); 2 ** 10; Math.fround(x);"), []);
});

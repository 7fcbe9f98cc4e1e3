import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { readProjectFile } from "./support/project.ts";

/** Licences under which we may use, and pass on, what we do; see docs/dependencies.md. */
const COMPATIBLE =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|CC0-1\.0|BlueOak-1\.0\.0|MPL-2\.0|Python-2\.0|PSF-2\.0|Unlicense|Zlib|[()]| AND )+$/;

Deno.test("every dependency is pinned, and its licence is listed and allows what we do", async () => {
  const lock = JSON.parse(await readProjectFile("deno.lock")) as {
    npm: Record<string, { integrity: string }>;
  };
  const listed = (await readProjectFile("docs/dependencies.md")).split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| package") && !/^\| -/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()).slice(1, 4));
  const locked = Object.keys(lock.npm).sort().map((key) =>
    /^(@?[^@]+)@([^_]+)/.exec(key)!.slice(1)
  );
  assertEquals(
    listed.map(([name, version]) => [name, version]),
    locked,
    "run deno task maintain licences",
  );
  for (const [name, , licence] of listed) assert(COMPATIBLE.test(licence!), `${name}: ${licence}`);
  for (const { integrity } of Object.values(lock.npm)) assert(/^sha512-/.test(integrity));
  for (const specifier of Object.values(config.imports)) {
    // Packages of JSR have stand-ins here; see the README.
    assert(/^(\.\/|jsr:@std\/|npm:.*@\d+\.\d+\.\d+\/?$)/.test(specifier), specifier);
  }
  const linked = Object.values(config.imports).filter((specifier) => specifier.startsWith("jsr:"));
  assertEquals(linked.length, config.links.length);
});

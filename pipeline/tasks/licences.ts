/**
 * The licences task: lists every npm package that the lock file names, with its
 * licence, in docs/dependencies.md.
 *
 * @module
 */

import { readNeededText, readTextIfThere, writeFileIfChanged } from "../system/files.ts";
import type { Command } from "../command_line/flags.ts";
import { runWithFlags } from "../command_line/run.ts";
import { UserError } from "../system/user_error.ts";
import config from "../../deno.json" with { type: "json" };

const PAGE = "docs/dependencies.md";

/** Where Deno keeps the packages of the registry. */
async function packageFolder(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(stdout)) as { npmCache: string };
  for await (const { name, isDirectory } of Deno.readDir(npmCache)) {
    if (isDirectory) return `${npmCache}/${name}`;
  }
  throw new UserError('Cannot list licences: no package is here; run "deno ci" first');
}

const COMMAND: Command = {
  task: "licences",
  does: "List every dependency and its licence again, in docs/dependencies.md.",
};

await runWithFlags(COMMAND, async () => {
  const folder = await packageFolder();
  const named = new Set(
    Object.values(config.imports).map((specifier) => specifier.replace(/^npm:\/?|\/$/g, "")),
  );
  const lock = JSON.parse(await Deno.readTextFile("deno.lock")) as { npm: object };
  const rows: string[] = [];
  for (const key of Object.keys(lock.npm).sort()) {
    // "name@1.2.3", and for packages with peers "name@1.2.3_peer@4.5.6".
    const [, name, version] = /^(@?[^@]+)@([^_]+)/.exec(key)!;
    const path = `${folder}/${name}/${version}/package.json`;
    const text = await readTextIfThere(path);
    if (text === undefined) {
      throw new UserError(
        `Cannot list licences: ${name} is not here; run "deno ci" first`,
      );
    }
    const { license } = JSON.parse(text) as { license?: string };
    const isNamed = named.has(`${name}@${version}`);
    rows.push(`| ${name} | ${version} | ${license ?? "none"} | ${isNamed ? "yes" : ""} |`);
  }
  const table = ["| package | version | licence | named |", "| --- | --- | --- | --- |", ...rows];
  const [text] = (await readNeededText(PAGE)).split(/^\| package/m);
  await writeFileIfChanged(PAGE, `${text}${table.join("\n")}\n`);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", PAGE] }).output();
  console.log(`${PAGE}: ${rows.length} packages`);
});

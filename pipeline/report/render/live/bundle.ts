import { createHash } from "node:crypto";
import { UserError } from "../../../system/user_error.ts";
import config from "../../../../deno.json" with { type: "json" };

/** The script that brings charts to life, as it stands in a page. */
export const BUNDLE = new URL("bundle.js", import.meta.url);

/** What it is made of, besides packages. */
const SOURCES = [
  "runtime.ts",
  "nearest.ts",
  "NOTICE.txt",
  "../../layout.ts",
  "../../font/text_width.ts",
  "../../font/widths.json",
];
/** The packages among the project's that it contains. */
const PACKAGES = /^(?:vega-|fflate)/;

/** The identity of what the script is made of: its sources, and the versions of its packages. */
export async function sourcesHash(): Promise<string> {
  const hash = createHash("sha256");
  for (const path of SOURCES) {
    const text = await Deno.readTextFile(new URL(path, import.meta.url));
    hash.update(`${path}\n${text.replaceAll("\r\n", "\n")}\n`);
  }
  for (const [name, version] of Object.entries(config.imports)) {
    if (PACKAGES.test(name)) hash.update(`${version}\n`);
  }
  return hash.digest("hex");
}

/** A bundle with a note of what it contains and what it was made from. */
export async function annotate(code: string): Promise<string> {
  const notice = await Deno.readTextFile(new URL("NOTICE.txt", import.meta.url));
  return `/*!\n${notice.trim()}\n\nSources: ${await sourcesHash()}\n*/\n${code.trim()}\n`;
}

/**
 * The script for a page.
 *
 * @throws {UserError} if it was made from other sources than those at hand
 */
export async function readBundle(): Promise<string> {
  const script = await Deno.readTextFile(BUNDLE);
  if (!script.includes(`\nSources: ${await sourcesHash()}\n`)) {
    throw new UserError(
      'Cannot use pipeline/report/render/live/bundle.js: its sources have changed since it was made; run "deno task bundle"',
    );
  }
  return script;
}

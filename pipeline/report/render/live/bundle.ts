import { createHash } from "node:crypto";
import { UserError } from "../../../system/user_error.ts";
import config from "../../../../deno.json" with { type: "json" };

/** The bundled script that makes charts interactive. */
export const BUNDLE = new URL("bundle.js", import.meta.url);

/** The files that it is bundled from, besides packages. */
const SOURCES = [
  "runtime.ts",
  "nearest.ts",
  "NOTICE.txt",
  "../../layout.ts",
  "../../font/text_width.ts",
  "../../font/widths.json",
];
/** The packages that it contains. */
const PACKAGES = /^(?:vega-|fflate)/;

/** A hash of the script's sources and of the versions of its packages. */
async function sourcesHash(): Promise<string> {
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

/** A bundle with the notice of its licences and the hash of its sources. */
export async function annotate(code: string): Promise<string> {
  const notice = await Deno.readTextFile(new URL("NOTICE.txt", import.meta.url));
  return `/*!\n${notice.trim()}\n\nSources: ${await sourcesHash()}\n*/\n${code.trim()}\n`;
}

/**
 * Reads the bundled script.
 *
 * @throws {UserError} if its sources have changed since it was bundled
 */
export async function readBundle(): Promise<string> {
  const script = await Deno.readTextFile(BUNDLE);
  if (!script.includes(`\nSources: ${await sourcesHash()}\n`)) {
    throw new UserError(
      'Cannot use pipeline/report/render/live/bundle.js: its sources have changed since it was bundled; run "deno task maintain bundle"',
    );
  }
  return script;
}

import { join } from "node:path";
import { ARM_NAMES } from "../../lib/documents/claim.ts";
import { canonicalJson } from "../canonical_json.ts";
import { isStrayName, listFiles } from "../list_files.ts";
import { parsePublished } from "../report/published_file.ts";
import { type PublishedVerdicts, VERDICTS_FILE } from "../report/verdicts_file.ts";
import type { ReportFiles } from "../report/write_report.ts";
import { hasShape } from "../shape.ts";
import type { Run } from "../training/summarise.ts";
import { UserError } from "../user_error.ts";

/** Where the files of a report come from: a folder, a revision of the repository, or memory. */
export interface ReportFolder {
  /** As the user named it. */
  readonly name: string;
  /** The paths of all files, relative to the report's folder. */
  readonly list: () => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<string>;
}

/** A report as a review sees it: it need not be of the code at hand. */
export interface ReviewedReport {
  readonly name: string;
  readonly verdicts: PublishedVerdicts;
  /** What all runs of an experiment have in common, as canonical JSON, by experiment. */
  readonly configurations: ReadonlyMap<string, string>;
  /** The runs by experiment. */
  readonly runs: ReadonlyMap<string, readonly Run[]>;
}

/** A report in a folder. */
export function localFolder(name: string, path: string): ReportFolder {
  return {
    name,
    list: () => listFiles(path),
    read: (file) => Deno.readTextFile(join(path, file)),
  };
}

/** A report that was made just now, and need not be written. */
export function madeFolder(name: string, files: ReportFiles): ReportFolder {
  return {
    name,
    list: () => Promise.resolve([...files.keys()]),
    read: (file) => Promise.resolve(files.get(file)!),
  };
}

/** The published report of a revision. */
export function revision(name: string): ReportFolder {
  return {
    name,
    list: async () =>
      (await git("ls-tree", "-r", "--name-only", name, "--", "reports"))
        .split("\n").map((path) => path.replace(/^reports\//, ""))
        .filter((path) => path !== "" && !path.split("/").some(isStrayName)),
    read: (path) => git("show", `${name}:reports/${path}`),
  };
}

async function git(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("git", { args }).output();
  const decoder = new TextDecoder();
  if (code !== 0) throw new Error(decoder.decode(stderr).trim().split("\n")[0]);
  return decoder.decode(stdout);
}

/**
 * Reads a report for a review.
 *
 * @throws {UserError} if it holds no verdicts or records
 */
export async function readReport(folder: ReportFolder): Promise<ReviewedReport> {
  const configurations = new Map<string, string>();
  const runs = new Map<string, readonly Run[]>();
  try {
    const verdicts: PublishedVerdicts = JSON.parse(await folder.read(VERDICTS_FILE));
    if (!areVerdicts(verdicts)) throw new Error(`${VERDICTS_FILE} holds no verdicts`);
    for (const path of [...await folder.list()].sort()) {
      if (!/^records\/.*\.jsonl$/.test(path)) continue;
      const parsed = parsePublished(path, await folder.read(path));
      const { experiment } = parsed.configuration;
      configurations.set(experiment, canonicalJson(parsed.configuration));
      runs.set(experiment, parsed.runs);
    }
    return { name: folder.name, verdicts, configurations, runs };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `Cannot review ${folder.name}: it holds no published report (${
        error instanceof Error ? error.message : error
      }); name a report's folder or a git revision`,
    );
  }
}

/** Whether data from outside are verdicts; how they come about is not asked here. */
function areVerdicts({ claims }: PublishedVerdicts): boolean {
  return hasShape(claims, [{ id: "text", arms: {} }]) &&
    claims.every(({ arms }) =>
      Object.entries(arms).every(([name, arm]) =>
        ARM_NAMES.some((known) => known === name) && hasShape(arm, { verdict: "text" })
      )
    );
}

/** The files that are not the same byte for byte in two reports, or are in one alone. */
export async function differingFiles(
  before: ReportFolder,
  after: ReportFolder,
): Promise<readonly string[]> {
  const [old, now] = [new Set(await before.list()), new Set(await after.list())];
  const differing: string[] = [];
  for (const path of [...new Set([...old, ...now])].sort()) {
    const isSame = old.has(path) && now.has(path) &&
      await before.read(path) === await after.read(path);
    if (!isSame) differing.push(path);
  }
  return differing;
}

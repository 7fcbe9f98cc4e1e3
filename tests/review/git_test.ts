/** Reports in git revisions, wherever the project lies and whatever is wrong with the repository. */

import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { publishedFolder } from "../../pipeline/system/folders.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { findReport, parseReport, revision } from "../../pipeline/review/report_folder.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { ended, startDeno, taskScript } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

async function git(folder: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("git", {
    args: ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
      .concat(args),
    cwd: folder,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

const HAS_GIT = await new Deno.Command("git", { args: ["--version"], stdout: "null" }).output()
  .then(({ success }) => success, () => false);
if (!HAS_GIT) console.log("skipped: tests of git revisions, which need git");

/** Where a report is published. */
const PLACE = publishedFolder(NOTEBOOK);

/** The smallest report. */
const FILES: Readonly<Record<string, string>> = {
  "verdicts.json": '{"claims":[],"format":1,"tests":0}\n',
  "report.md": "\ufeff# Ein Bericht, 보고서\n",
  "charts/ü ä.svg": "<svg/>\n\n",
  "empty.txt": "",
};

/** A repository in which the project is a folder; a commit before it had a report, and one with. */
async function repository(folder: string, project: string): Promise<string> {
  const root = `${folder}/a repository`;
  const place = `${root}/${project}`;
  await Deno.mkdir(`${place}/${PLACE}/charts`, { recursive: true });
  await git(folder, "init", "-q", "-b", "main", root);
  await Deno.writeTextFile(`${place}/README.md`, "#");
  await git(root, "add", "-A");
  await git(root, "commit", "-q", "-m", "without a report");
  for (const [path, content] of Object.entries(FILES)) {
    await Deno.writeTextFile(`${place}/${PLACE}/${path}`, content);
  }
  await Deno.writeTextFile(`${place}/${PLACE}/.hidden`, "stray");
  await git(root, "add", "-A");
  await git(root, "commit", "-q", "-m", "a report");
  return place;
}

async function read(place: string, name = "HEAD"): Promise<Record<string, string>> {
  const files = await revision(name, NOTEBOOK, place);
  parseReport(name, files);
  return Object.fromEntries(files);
}

for (const project of [".", "sub", "deep er/프로젝트/x"]) {
  Deno.test({
    name: `a revision is read to the byte where the project lies in ${JSON.stringify(project)}`,
    ignore: !HAS_GIT,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const place = await repository(folder, project);
        const sorted = Object.fromEntries(Object.entries(FILES).sort());
        for (const name of ["HEAD", "main", "main~0", "HEAD^0", "@"]) {
          assertEquals(Object.fromEntries(Object.entries(await read(place, name)).sort()), sorted);
        }
      }),
  });
}

Deno.test({
  name: "a worktree and a tag are revisions, too",
  ignore: !HAS_GIT,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const place = await repository(folder, "sub");
      await git(place, "tag", "-a", "v1", "-m", "a tag");
      await git(place, "worktree", "add", "-q", `${folder}/tree`, "HEAD");
      assertEquals(Object.keys(await read(`${folder}/tree/sub`, "v1")).length, 4);
    }),
});

Deno.test({
  name: "names that are no revision, and revisions without a report, are refused in a sentence",
  ignore: !HAS_GIT,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const place = await repository(folder, "sub");
      const reasons: Readonly<Record<string, string>> = {
        "nosuch": "Cannot review nosuch: there is no folder of that name, and git knows no such",
        "HEAD~7": "git knows no such revision; name a report's folder, a branch, a tag",
        "^HEAD": "git knows no such revision",
        "HEAD..main": "git knows no such revision",
        "HEAD:reports": "git knows no such revision",
        "-x": "a revision's name does not begin with -",
        "--output=x": "a revision's name does not begin with -",
        "": "git knows no such revision",
        "a\nb": "git knows no such revision",
        "HEAD~1":
          `Cannot review HEAD~1: that revision has no report in ${PLACE}/; name one that has`,
      };
      for (const [name, reason] of Object.entries(reasons)) {
        const error = await assertRejects(() => revision(name, NOTEBOOK, place), UserError);
        assertStringIncludes(error.message, reason);
      }
      await Deno.mkdir(`${folder}/nowhere`);
      const none = await assertRejects(
        () => revision("HEAD", NOTEBOOK, `${folder}/nowhere`),
        UserError,
      );
      assertStringIncludes(
        none.message,
        "this is not a git repository, so it cannot be a revision",
      );
    }),
});

Deno.test({
  name: "a missing revision of a shallow clone is reported as out of reach",
  ignore: !HAS_GIT,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const place = await repository(folder, ".");
      await git(folder, "clone", "-q", "--depth", "1", `file://${place}`, `${folder}/shallow`);
      const error = await assertRejects(
        () => revision("HEAD~1", NOTEBOOK, `${folder}/shallow`),
        UserError,
      );
      assertStringIncludes(error.message, 'this clone is shallow, and "git fetch --unshallow"');
      assertEquals(Object.keys(await read(`${folder}/shallow`)).length, 4);
    }),
});

Deno.test({
  name: "a clone that lacks the files of a revision says so",
  ignore: !HAS_GIT,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const place = await repository(folder, ".");
      const objects = `${place}/.git/objects`;
      const { stdout } = await new Deno.Command("git", {
        args: ["rev-parse", `HEAD:${PLACE}/report.md`],
        cwd: place,
      }).output();
      const hash = new TextDecoder().decode(stdout).trim();
      await Deno.remove(`${objects}/${hash.slice(0, 2)}/${hash.slice(2)}`);
      const error = await assertRejects(() => revision("HEAD", NOTEBOOK, place), UserError);
      assertStringIncludes(error.message, "the repository lacks some of its files");
    }),
});

Deno.test("what is neither a folder nor a revision, or a file, is refused in a sentence", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/report.zip`, "PK");
    await assertRejects(
      () => findReport("report.zip", `${folder}/report.zip`, NOTEBOOK),
      UserError,
      "Cannot review report.zip: it is a file; name a report's folder",
    );
    await Deno.mkdir(`${folder}/checkout/reports`, { recursive: true });
    await Deno.writeTextFile(`${folder}/checkout/reports/verdicts.json`, "{}");
    const refused = async (place: string) =>
      (await assertRejects(
        async () => parseReport("it", await findReport("it", `${folder}/${place}`, NOTEBOOK)),
        UserError,
      )).message;
    assertStringIncludes(await refused("checkout"), "is not there, but in its folder reports/");
    assertStringIncludes(await refused("checkout/reports"), "verdicts.json holds no verdicts");
    const verdicts = `${folder}/checkout/reports/verdicts.json`;
    await Deno.writeTextFile(verdicts, "{");
    assertStringIncludes(await refused("checkout/reports"), "verdicts.json is damaged");
    await Deno.writeTextFile(verdicts, '{"format":3,"claims":[],"tests":0}');
    assertStringIncludes(
      await refused("checkout/reports"),
      "is of format 3, which this version cannot",
    );
  }));

Deno.test({
  name: "a repository that git does not trust, and a missing git, are one sentence without a stack",
  ignore: !HAS_GIT || Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const place = await repository(folder, "sub");
      const review = (env: Record<string, string>) =>
        ended(startDeno([
          ...["run", "--no-check", "--no-prompt", "--allow-read", "--allow-write", "--allow-env"],
          "--allow-run=git",
          ...taskScript("review"),
          ...["HEAD", "HEAD", `${folder}/out`],
        ], { cwd: place, env: { GIT_CONFIG_GLOBAL: `${folder}/none`, ...env } }));
      const distrusted = await review({ GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" });
      assertEquals(distrusted.code, 1);
      assertStringIncludes(distrusted.error, "git does not trust this repository");
      assertStringIncludes(
        distrusted.error,
        `safe.directory '${await Deno.realPath(`${place}/..`)}'`,
      );
      const missing = await review({ PATH: folder });
      assertEquals(missing.code, 1);
      assertStringIncludes(
        missing.error,
        "Cannot run git: it is not installed, or not on the PATH",
      );
      for (const { error } of [distrusted, missing]) {
        const lines = error.trim().split("\n").filter((line) => !line.startsWith("Info "));
        assertEquals(lines.length, 1, error);
      }
    }),
});

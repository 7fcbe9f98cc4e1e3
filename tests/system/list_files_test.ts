import { assert, assertEquals, assertRejects } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { isStrayName, listFiles } from "../../pipeline/system/list_files.ts";
import { differingFiles, readFolder } from "../../pipeline/review/report_folder.ts";
import { ended, startDeno } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const STRAY = [
  ".DS_Store",
  "._report.md",
  ".#adam.ts",
  ".report.md.swp",
  ".git",
  "report.md~",
  "#report.md#",
  "report.md.swp",
  "~$report.docx",
  "Thumbs.db",
  "desktop.ini",
  "Desktop.ini",
  "__MACOSX",
  "seed-0.json.1b2c.partial",
];
const OURS = ["report.md", "seed-0-0123.json", "a~b.svg", "C#1.svg", "partial", "desktop.ini.md"];

Deno.test("names that editors and systems leave behind are stray, all others are not", () => {
  for (const name of STRAY) assert(isStrayName(name), name);
  for (const name of OURS) assert(!isStrayName(name), name);
});

Deno.test("listFiles() lists everything below a folder in order, and nothing stray", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/b/.hidden`, { recursive: true });
    await Deno.mkdir(`${folder}/__MACOSX`);
    for (const path of ["z.md", "b/y.svg", "b/.hidden/x.md", "__MACOSX/z.md", "a.md"]) {
      await Deno.writeTextFile(`${folder}/${path}`, "");
    }
    for (const name of STRAY.filter((name) => name !== "__MACOSX")) {
      await Deno.writeTextFile(`${folder}/b/${name}`, "");
    }
    assertEquals(await listFiles(folder), ["a.md", "b/y.svg", "z.md"]);
    await assertRejects(() => listFiles(`${folder}/none`), Deno.errors.NotFound);
  }));

Deno.test({
  name: "listFiles() follows links, but not in circles, and lists broken links",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await Deno.mkdir(`${folder}/elsewhere/inner`, { recursive: true });
      await Deno.mkdir(`${folder}/here`);
      await Deno.writeTextFile(`${folder}/elsewhere/inner/x.json`, "");
      await Deno.symlink(`${folder}/elsewhere`, `${folder}/here/link`);
      await Deno.symlink(`${folder}/here`, `${folder}/elsewhere/circle`);
      await Deno.symlink("itself", `${folder}/here/itself`);
      await Deno.symlink("nobody@host.123", `${folder}/here/lost.json`);
      assertEquals(await listFiles(`${folder}/here`), [
        "itself",
        "link/inner/x.json",
        "lost.json",
      ]);
    }),
});

Deno.test("what a file manager or an editor leaves in a report is no difference", () =>
  inTemporaryFolder(async (folder) => {
    const files = new Map([["report.md", "# One"], ["charts/a.svg", "<svg/>"]]);
    await Deno.mkdir(`${folder}/charts`);
    for (const [path, content] of files) await Deno.writeTextFile(`${folder}/${path}`, content);
    await Deno.writeFile(`${folder}/.DS_Store`, new Uint8Array([0xff, 0xfe]));
    await Deno.writeFile(`${folder}/charts/._a.svg`, new Uint8Array([0xff, 0xfe]));
    await Deno.writeTextFile(`${folder}/report.md~`, "# Zero");
    assertEquals(differingFiles(files, await readFolder(folder)), []);
    await Deno.writeTextFile(`${folder}/notes.txt`, "Somebody's.");
    assertEquals(differingFiles(files, await readFolder(folder)), ["notes.txt"]);
  }));

Deno.test({
  name: "deno fmt, lint, check and test ignore an editor's locks and a Mac's extra files",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const { exclude } = config;
      await Deno.writeTextFile(
        `${folder}/deno.json`,
        `{ "exclude": [${exclude.map((one) => JSON.stringify(one)).join(", ")}] }\n`,
      );
      await Deno.writeTextFile(`${folder}/adam.ts`, "export const adam = 1;\n");
      await Deno.symlink("nobody@host.123", `${folder}/.#adam.ts`);
      await Deno.writeFile(`${folder}/._adam_test.ts`, new Uint8Array([0, 5, 22, 7]));
      for (const args of [["fmt", "--check"], ["lint"], ["check"], ["test", "--permit-no-files"]]) {
        const { code, error } = await ended(startDeno(args, { cwd: folder }));
        assertEquals(code, 0, `deno ${args[0]}: ${error}`);
      }
    }),
});

/** Every stored file damaged in every way; a full disk; folders that may not be written. */

import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { readPublished } from "../../pipeline/records/published.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import {
  type Ended,
  ended,
  IS_LONG,
  seededNumbers,
  startDeno,
  tinyPipeline,
  UNPRIVILEGED,
  writeTinyMirror,
} from "../support/processes.ts";
import { PUBLISHED } from "../support/project.ts";
import { copyTree, inTemporaryFolder, readTree } from "../support/temporary.ts";

const random = seededNumbers(7);

/** Ways to damage a file. */
const DAMAGES: Readonly<Record<string, (path: string) => Promise<void>>> = {
  truncated: async (path) => {
    const { size } = await Deno.stat(path);
    await Deno.truncate(path, Math.floor(random() * size));
  },
  emptied: (path) => Deno.truncate(path, 0),
  "bit-flipped": async (path) => {
    const bytes = await Deno.readFile(path);
    const at = Math.floor(random() * bytes.length);
    bytes[at]! ^= 1 << Math.floor(random() * 8);
    await Deno.writeFile(path, bytes);
  },
  "replaced by a folder": async (path) => {
    await Deno.remove(path);
    await Deno.mkdir(path);
    await Deno.writeTextFile(`${path}/mine`, "a user's own file");
  },
  unreadable: (path) => Deno.chmod(path, 0),
};

/** One file of each kind; the long form takes all. */
const KINDS = [
  "small/train-images",
  "small/test-labels",
  "runs/rich-toy/small/f64/tiny-one/",
  "report/index.html",
  "report/report.md",
  "report/verdicts.json",
  "report/manifest.json",
  "report/records/tiny-one.jsonl",
  "report/charts/",
];

/** Pipelines that run at the same time; each works alone most of its time. */
const AT_ONCE = 4;

async function run(folder: string, mirror: string): Promise<Ended> {
  return await ended(startDeno(tinyPipeline(folder, mirror), { under: UNPRIVILEGED }));
}

for (const [how, damage] of Object.entries(DAMAGES)) {
  Deno.test({
    name: `stored files that are ${how} are named, and made again or refused, but never used`,
    ignore: Deno.build.os === "windows",
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const mirror = await writeTinyMirror(`${folder}/mirror`);
        assertEquals((await run(`${folder}/whole`, mirror)).code, 0);
        const expected = await readTree(`${folder}/whole`);
        const paths = [...expected.keys()];
        const chosen = IS_LONG
          ? paths
          : KINDS.map((kind) => paths.find((path) => path.startsWith(kind))!);
        assert(chosen.every((path) => path !== undefined), "each kind has a file");
        const check = async (path: string, place: string): Promise<void> => {
          const { code, out, error } = await run(place, mirror);
          const isResult = path.startsWith("report/");
          if (how === "replaced by a folder") {
            assertEquals(code, 1, path);
            assertEquals(error.trim().split("\n").length, 1, error);
            assertStringIncludes(error, `${place}/${path}: there is a folder of that name; remove`);
            assertEquals(await Deno.readTextFile(`${place}/${path}/mine`), "a user's own file");
          } else if (how === "unreadable" && !isResult) {
            assertEquals(code, 1, path);
            assertEquals(
              error,
              `error: Cannot read ${place}/${path}: it may not be read; change its permissions\n`,
            );
          } else {
            // Reports are written again; damaged data and records are named, and made again.
            assertEquals(code, 0, error);
            if (!isResult) assertStringIncludes(out, `${place}/${path} is damaged; `);
            assertEquals(await readTree(place), expected, path);
          }
        };
        for (let first = 0; first < chosen.length; first += AT_ONCE) {
          const checks: (() => Promise<void>)[] = [];
          for (const [i, path] of chosen.slice(first, first + AT_ONCE).entries()) {
            const place = `${folder}/${first + i}`;
            await copyTree(`${folder}/whole`, place);
            await damage(`${place}/${path}`);
            checks.push(() => check(path, place));
          }
          await Promise.all(checks.map((one) => one()));
        }
      }),
  });
}

Deno.test("published records that are damaged in any bit are refused by name", () =>
  inTemporaryFolder(async (folder) => {
    await copyTree(`${PUBLISHED}/records`, `${folder}/records`);
    const names = [...(await readTree(`${folder}/records`)).keys()];
    for (let trial = 0; trial < (IS_LONG ? 400 : 20); trial++) {
      const path = `${folder}/records/${names[Math.floor(random() * names.length)]}`;
      const bytes = await Deno.readFile(path);
      const damaged = Uint8Array.from(bytes);
      // Every other time in the first line, which decides what the rest is.
      const reach = trial % 2 === 0 ? bytes.length : bytes.indexOf(10);
      damaged[Math.floor(random() * reach)]! ^= 1 << Math.floor(random() * 8);
      await Deno.writeFile(path, damaged);
      const error = await assertRejects(() => readPublished(NOTEBOOK, folder), UserError);
      assertStringIncludes(error.message, `Cannot use ${path}`);
      await Deno.writeFile(path, bytes);
    }
  }));

/** Whether a small file system can be mounted here. */
async function canMount(): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  const folder = await Deno.makeTempDir({ prefix: "retrace-" });
  try {
    return await mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) &&
      (await new Deno.Command("umount", { args: [folder] }).output()).success;
  } finally {
    await Deno.remove(folder);
  }
}

async function mount(...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command("mount", { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

const CAN_MOUNT = await canMount();
if (!CAN_MOUNT) console.log("skipped: a full disk, which needs root's leave to mount a small one");

Deno.test({
  name: "a full disk is one sentence, leaves nothing half-written, and the next run goes on",
  ignore: !CAN_MOUNT,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const mirror = await writeTinyMirror(`${folder}/mirror`);
      assertEquals((await run(`${folder}/whole`, mirror)).code, 0);
      const expected = await readTree(`${folder}/whole`);
      const disk = `${folder}/disk`;
      await Deno.mkdir(disk);
      assert(await mount("-t", "tmpfs", "-o", "size=100k", "tmpfs", disk));
      try {
        const failedAt: string[] = [];
        for (const size of ["100k", "336k", "480k", "800k"]) {
          assert(await mount("-o", `remount,size=${size}`, disk));
          const { code, error } = await run(`${disk}/place`, mirror);
          assertEquals(code, 1, size);
          assertEquals(error.trim().split("\n").length, 1, error);
          const [, path] =
            /^error: Cannot write (\S+): the disk is full; make room and run the same command again$/
              .exec(error.trim()) ?? [];
          assert(path !== undefined, error);
          failedAt.push(path.replace(`${disk}/place/`, "").split("/")[0]!);
          for (const [name, content] of await readTree(`${disk}/place`)) {
            assertEquals(content, expected.get(name), `${name} is whole or not there`);
          }
        }
        assertEquals(new Set(failedAt), new Set(["small", "runs", "report"]));
        assert(await mount("-o", "remount,size=50m", disk));
        assertEquals((await run(`${disk}/place`, mirror)).code, 0);
        assertEquals(await readTree(`${disk}/place`), expected);
        await Deno.remove(`${disk}/place/report`, { recursive: true });
        assert(await mount("-o", "remount,ro", disk));
        const { code, error } = await run(`${disk}/place`, mirror);
        assertEquals(code, 1);
        assertStringIncludes(error, "the file system is read-only; choose another place");
      } finally {
        await new Deno.Command("umount", { args: [disk] }).output();
      }
    }),
});

Deno.test({
  name: "a read-only folder is one sentence, and the next run goes on once it is writable",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const mirror = await writeTinyMirror(`${folder}/mirror`);
      const place = `${folder}/place`;
      await Deno.mkdir(place);
      await Deno.chmod(place, 0o555);
      const refused = await run(place, mirror);
      assertEquals(refused.code, 1);
      assertEquals(
        refused.error,
        `error: Cannot write ${place}/small/train-images: its folder may not be written; change the folder's permissions\n`,
      );
      await Deno.chmod(place, 0o755);
      assertEquals((await run(place, mirror)).code, 0);
    }),
});

Deno.test({
  name: "a folder that may not be entered is a sentence; it goes on once it may",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const mirror = await writeTinyMirror(`${folder}/mirror`);
      const place = `${folder}/place`;
      await Deno.mkdir(`${place}/small`, { recursive: true });
      await Deno.chmod(`${place}/small`, 0);
      const refused = await run(place, mirror);
      assertEquals(refused.code, 1);
      assertEquals(
        refused.error,
        `error: Cannot read ${place}/small/train-images: the folder ${place}/small may not be entered; change its permissions\n`,
      );
      await Deno.chmod(`${place}/small`, 0o755);
      assertEquals((await run(place, mirror)).code, 0);
    }),
});

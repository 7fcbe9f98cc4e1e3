/** Errors name what keeps a file from being read or written. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { readIfThere, writeFileAtomically } from "../../pipeline/system/files.ts";
import { findObstacle } from "../../pipeline/system/obstacle.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

const IS_WINDOWS = Deno.build.os === "windows";

/** What happens to the folder DATA, and why DATA/mnist/file cannot be read or written then. */
const OBSTACLES: Readonly<
  Record<string, { make: (data: string) => Promise<unknown>; says: string }>
> = {
  "the folder is a link to what is gone": {
    make: (data) => Deno.symlink("/nowhere/data", data),
    says:
      "DATA is a link to /nowhere/data, which does not exist; bring that back, or remove the link",
  },
  "the folder is a link to itself": {
    make: (data) => Deno.symlink(data, data),
    says: "DATA is a link that leads back to itself; remove the link",
  },
  "the folder is a file": {
    make: (data) => Deno.writeTextFile(data, "mine"),
    says: "DATA is a file, and a folder is needed there; move that file away",
  },
  "a folder in it is a file": {
    make: async (data) => {
      await Deno.mkdir(data);
      await Deno.writeTextFile(`${data}/mnist`, "mine");
    },
    says: "DATA/mnist is a file, and a folder is needed there; move that file away",
  },
  "a folder in it is a link to a file": {
    make: async (data) => {
      await Deno.mkdir(data);
      await Deno.writeTextFile(`${data}/other`, "mine");
      await Deno.symlink("other", `${data}/mnist`);
    },
    says: "DATA/mnist is a file, and a folder is needed there; move that file away",
  },
  "the file is a folder": {
    make: (data) => Deno.mkdir(`${data}/mnist/file/mine`, { recursive: true }),
    says: "there is a folder of that name; remove the folder and run the same command again",
  },
};

for (const [what, { make, says }] of Object.entries(OBSTACLES)) {
  Deno.test({
    name: `where ${what}, reading and writing say so`,
    ignore: IS_WINDOWS,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const path = `${folder}/data/mnist/file`;
        await make(`${folder}/data`);
        const before = await Array.fromAsync(Deno.readDir(folder));
        const reason = says.replace("DATA", `${folder}/data`);
        for (
          const [verb, act] of [
            ["read", () => readIfThere(path)],
            ["write", () => writeFileAtomically(path, "x")],
          ] as const
        ) {
          const { message } = await assertRejects(act, UserError);
          assertEquals(message, `Cannot ${verb} ${path}: ${reason}`);
        }
        assertEquals(await Array.fromAsync(Deno.readDir(folder)), before);
      }),
  });
}

for (
  const [what, make] of Object.entries({
    "a link to what is gone": (path: string) => Deno.symlink("/nowhere/file", path),
    "a pipe": (path: string) => new Deno.Command("mkfifo", { args: [path] }).output(),
  })
) {
  Deno.test({
    name: `a file that is ${what} is refused, and does not keep a reader waiting`,
    ignore: IS_WINDOWS,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        await make(`${folder}/file`);
        await assertRejects(() => readIfThere(`${folder}/file`), UserError, `${folder}/file: `);
      }),
  });
}

Deno.test({
  name: "a name that is too long is reported as that",
  ignore: IS_WINDOWS,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const path = `${folder}/${"x".repeat(400)}`;
      for (const act of [() => readIfThere(path), () => writeFileAtomically(path, "x")]) {
        const { message } = await assertRejects(act, UserError);
        assert(message.endsWith("its path is too long; choose a shorter one"), message);
      }
      assertEquals((await readTree(folder)).size, 0);
    }),
});

Deno.test("a missing file is neither read nor an obstacle", () =>
  inTemporaryFolder(async (folder) => {
    assertEquals(await readIfThere(`${folder}/a/b/c`), undefined);
    assertEquals(findObstacle(`${folder}/a/b/c`), undefined);
    assertEquals(findObstacle(`${folder}/a/b`, "folder")?.reason, `there is no folder ${folder}/a`);
    await writeFileAtomically(`${folder}/a/b/c`, "x");
    assertEquals(findObstacle(`${folder}/a/b/c`), undefined);
    assertEquals(new TextDecoder().decode(await readIfThere(`${folder}/a/b/c`)), "x");
  }));

/** Where a report may be written, what is replaced there, and what is left alone. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { formatManifest, MANIFEST_FILE, parseManifest } from "../../pipeline/records/manifest.ts";
import type { Results } from "../../pipeline/records/results.ts";
import { writeOwnedFolder } from "../../pipeline/report/owned_folder.ts";
import {
  makeReport,
  type ReportFiles,
  writeReportBeside,
} from "../../pipeline/report/write_report.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { madeUpResults } from "../support/results.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

/** A small report of some experiments. */
async function report(ids: readonly string[], change: Partial<Results> = {}): Promise<ReportFiles> {
  const experiments = EXPERIMENTS.filter(({ id }) => ids.includes(id));
  const all = madeUpResults({ ...change, experiments });
  return await makeReport({ ...all, runsOf: (id) => ids.includes(id) ? all.runsOf(id) : [] });
}

const ONE = await report(["1-he"]);
const OTHER = await report(["3-2-dropout"]);
const BOTH = await report(["1-he", "3-2-dropout"]);
const THREE_SEEDS = await report(["1-he"], { seeds: [0, 1, 2] });

Deno.test("a report lists its files with their digests, and the runs that it covers", () => {
  const manifest = parseManifest(ONE.get(MANIFEST_FILE)!)!;
  assertEquals(
    Object.keys(manifest.files).sort(),
    [...ONE.keys()].filter((path) => path !== MANIFEST_FILE).sort(),
  );
  assertEquals(manifest.scope!.seeds, { "1-he": [0] });
  assertEquals([manifest.scope!.data.name, manifest.scope!.dtype], ["mnist", "f64"]);
});

Deno.test("a manifest that names files outside its folder is not accepted", () => {
  const manifest = parseManifest(ONE.get(MANIFEST_FILE)!)!;
  const digest = "0".repeat(64);
  for (
    const path of ["../x", "/etc/passwd", "a/../../x", "", ".", "a//b", "C:\\x", "a/.git/config"]
  ) {
    assertEquals(
      parseManifest(formatManifest({ ...manifest, files: { [path]: digest } })),
      undefined,
    );
    const replaces = { [path]: [digest] };
    assertEquals(parseManifest(formatManifest({ ...manifest, replaces })), undefined);
  }
  for (const text of ["", "null", "[]", "{}", '{"format":2}', '{"format":1,"files":{}}']) {
    assertEquals(parseManifest(text), undefined);
  }
});

Deno.test("a manifest with any bit flipped is not accepted", () => {
  const bytes = new TextEncoder().encode(ONE.get(MANIFEST_FILE)!);
  for (let at = 0; at < bytes.length - 1; at += 97) {
    const damaged = Uint8Array.from(bytes);
    damaged[at]! ^= 1 << (at % 8);
    assertEquals(parseManifest(new TextDecoder().decode(damaged)), undefined);
  }
});

Deno.test("a folder that is not ours is not searched: it could be the whole disk", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/src/deep`, { recursive: true });
    for (const path of ["README.md", "src/a.ts", "src/b.ts", "src/deep/c.ts"]) {
      await Deno.writeTextFile(`${folder}/${path}`, "mine");
    }
    await assertRejects(
      () => writeOwnedFolder(folder, ONE),
      UserError,
      "it holds files that are not a report of ours: README.md and 1 other; name",
    );
  }));

Deno.test("a folder that holds anything but a report of ours is refused, and nothing is touched", () =>
  inTemporaryFolder(async (folder) => {
    const holdings: Record<string, Record<string, string>> = {
      "a user's charts and records": { "charts/x.svg": "mine", "records/y.jsonl": "mine" },
      "a user's report.md": { "report.md": "mine" },
      "a repository": { "README.md": "mine", "src/main.ts": "mine", ".git/config": "mine" },
      "another program's manifest": { [MANIFEST_FILE]: '{"files":["a"]}', "a": "mine" },
      "a user's verdicts": { "verdicts.json": "{}", "index.html": "mine" },
    };
    for (const [name, files] of Object.entries(holdings)) {
      const place = `${folder}/${name}`;
      for (const [path, content] of Object.entries(files)) {
        await Deno.mkdir(`${place}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
        await Deno.writeTextFile(`${place}/${path}`, content);
      }
      const before = await readTree(place);
      for (const write of [writeOwnedFolder, writeReportBeside]) {
        const error = await assertRejects(() => write(place, ONE), UserError);
        assertStringIncludes(
          error.message,
          `Cannot write the report to ${place}: it holds files that are not a report of ours: `,
        );
        assertStringIncludes(error.message, "; name a folder that is new or empty");
      }
      assertEquals(await readTree(place), before);
    }
  }));

Deno.test({
  name: "a place that is a file, below a file, or a link to nothing is refused in a sentence",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/file`, "mine");
      await Deno.symlink(`${folder}/gone`, `${folder}/link`);
      for (
        const [place, reason] of [
          ["file", "it is a file"],
          ["file/below", "a part of its path is a file"],
          ["link", "it is a link to a folder that does not exist"],
        ]
      ) {
        await assertRejects(
          () => writeOwnedFolder(`${folder}/${place}`, ONE),
          UserError,
          `Cannot write the report to ${folder}/${place}: ${reason}`,
        );
      }
      assertEquals(await Deno.readTextFile(`${folder}/file`), "mine");
      // A link to a folder is that folder.
      await Deno.mkdir(`${folder}/gone`);
      assertEquals(await writeOwnedFolder(`${folder}/link`, ONE), []);
      assertEquals((await readTree(`${folder}/gone`)).size, ONE.size);
    }),
});

Deno.test("an empty folder is accepted, whatever a file manager or git keeps in it", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/.git`);
    await Deno.writeTextFile(`${folder}/.git/config`, "mine");
    await Deno.writeTextFile(`${folder}/.DS_Store`, "");
    assertEquals(await writeOwnedFolder(folder, ONE), []);
    assertEquals(await Deno.readTextFile(`${folder}/.git/config`), "mine");
  }));

Deno.test("the same report again writes nothing and has no notes", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, ONE);
    const written = async () =>
      (await Deno.stat(`${folder}/${MANIFEST_FILE}`)).mtime!.getTime() +
      (await Deno.stat(`${folder}/index.html`)).mtime!.getTime();
    const before = await written();
    assertEquals(await writeOwnedFolder(folder, ONE), []);
    assertEquals(await written(), before);
    assertEquals(await readTree(folder), new Map([...ONE].sort(([a], [b]) => a < b ? -1 : 1)));
  }));

Deno.test("a bigger report replaces a smaller one without a note; a user's files stay", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, ONE);
    await Deno.writeTextFile(`${folder}/charts/x.svg`, "mine");
    await Deno.writeTextFile(`${folder}/records/y.jsonl`, "mine");
    await Deno.writeTextFile(`${folder}/notes.txt`, "mine");
    assertEquals(await writeOwnedFolder(folder, BOTH), []);
    const tree = await readTree(folder);
    for (const path of ["charts/x.svg", "records/y.jsonl", "notes.txt"]) {
      assertEquals(tree.get(path), "mine");
      tree.delete(path);
    }
    assertEquals(tree, new Map([...BOTH].sort(([a], [b]) => a < b ? -1 : 1)));
    assertEquals(await writeOwnedFolder(`${folder}/more`, ONE), []);
    assertEquals(await writeOwnedFolder(`${folder}/more`, THREE_SEEDS), []);
  }));

/** A report of the same runs with two files fewer, and one changed. */
async function rewritten(files: ReportFiles): Promise<ReportFiles> {
  const { withManifest } = await import("../../pipeline/records/manifest.ts");
  const { scope } = parseManifest(files.get(MANIFEST_FILE)!)!;
  const left = [...files].filter(([path]) =>
    path !== MANIFEST_FILE && !path.startsWith("charts/ko/")
  ).map(([path, content]) => [path, path === "report.md" ? `${content}more` : content] as const);
  return withManifest(new Map(left), { kind: "report", scope: scope! });
}

Deno.test("files of an earlier report are removed, unless somebody changed them", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, ONE);
    const [first, second] = [...ONE.keys()].filter((path) => path.startsWith("charts/ko/"));
    await Deno.writeTextFile(`${folder}/${second}`, "a user's drawing");
    const smaller = await rewritten(ONE);
    const notes = await writeOwnedFolder(folder, smaller);
    assertEquals(notes.length, 1);
    assertStringIncludes(
      notes[0]!,
      `${folder}/${second} is not part of the report any more and stays`,
    );
    const tree = await readTree(folder);
    assert(!tree.has(first!));
    assertEquals(tree.get(second!), "a user's drawing");
    assertEquals(tree.size, smaller.size + 1);
  }));

Deno.test("a changed file of a report is written again, with a note", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, ONE);
    await Deno.writeTextFile(`${folder}/report.md`, "edited");
    const notes = await writeOwnedFolder(folder, ONE);
    assertEquals(notes, [
      `${folder}/report.md had been changed since it was written; it is written again`,
    ]);
    assertEquals(await Deno.readTextFile(`${folder}/report.md`), ONE.get("report.md"));
  }));

Deno.test("a user's file where a report wants to write is not overwritten", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, ONE);
    const bigger = await report(["1-he", "control-he-no-l2"]);
    const chart = [...bigger.keys()].find((path) => path.endsWith(".svg") && !ONE.has(path))!;
    await Deno.writeTextFile(`${folder}/${chart}`, "mine");
    const before = await readTree(folder);
    await assertRejects(
      () => writeOwnedFolder(folder, bigger),
      UserError,
      `Cannot write ${folder}/${chart}: there is a file of that name that is not ours`,
    );
    assertEquals(await readTree(folder), before);
  }));

Deno.test("a report that was interrupted at any file is completed by the next call", () =>
  inTemporaryFolder(async (folder) => {
    const after = await rewritten(ONE);
    const paths = [...ONE.keys()];
    for (let stop = 0; stop <= 8; stop++) {
      const place = `${folder}/${stop}`;
      await writeOwnedFolder(place, ONE);
      // As it is after the manifest, some files, and some removals.
      const { files, ...rest } = parseManifest(after.get(MANIFEST_FILE)!)!;
      const old = parseManifest(ONE.get(MANIFEST_FILE)!)!.files;
      const replaces = Object.fromEntries(Object.entries(old).map(([path, one]) => [path, [one]]));
      await Deno.writeTextFile(
        `${place}/${MANIFEST_FILE}`,
        formatManifest({ ...rest, files, replaces }),
      );
      for (const path of paths.slice(0, Math.floor(stop * paths.length / 8))) {
        if (path === MANIFEST_FILE) continue;
        if (after.has(path)) await Deno.writeTextFile(`${place}/${path}`, after.get(path)!);
        else await Deno.remove(`${place}/${path}`);
      }
      assertEquals(await writeOwnedFolder(place, after), []);
      assertEquals(await readTree(place), new Map([...after].sort(([a], [b]) => a < b ? -1 : 1)));
    }
  }));

Deno.test("a report without its manifest is replaced only by the same report", () =>
  inTemporaryFolder(async (folder) => {
    for (
      const damage of [undefined, "", "{", '{"format":1,"kind":"report","files":{"../x":"0"}}']
    ) {
      await writeOwnedFolder(folder, ONE);
      const manifest = `${folder}/${MANIFEST_FILE}`;
      if (damage === undefined) await Deno.remove(manifest);
      else await Deno.writeTextFile(manifest, damage);
      const before = await readTree(folder);
      await assertRejects(
        () => writeOwnedFolder(folder, BOTH),
        UserError,
        "that are not a report of",
      );
      assertEquals(await readTree(folder), before);
      assertEquals(await writeOwnedFolder(folder, ONE), [
        `${manifest} is missing or damaged; it is written again`,
      ]);
      assertEquals(await readTree(folder), new Map([...ONE].sort(([a], [b]) => a < b ? -1 : 1)));
    }
    await Deno.remove(`${folder}/${MANIFEST_FILE}`);
    await Deno.writeTextFile(`${folder}/charts/x.svg`, "mine");
    await assertRejects(() => writeOwnedFolder(folder, ONE), UserError, "charts/x.svg and ");
  }));

Deno.test({
  name: "nothing is removed through a link in a report's folder",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await writeOwnedFolder(`${folder}/here`, ONE);
      await Deno.rename(`${folder}/here/charts`, `${folder}/elsewhere`);
      await Deno.symlink(`${folder}/elsewhere`, `${folder}/here/charts`);
      const before = await readTree(`${folder}/elsewhere`);
      const notes = await writeOwnedFolder(`${folder}/here`, await rewritten(ONE));
      assert(notes.length > 0 && notes.every((note) => note.includes("a link to another place")));
      assertEquals(await readTree(`${folder}/elsewhere`), before);
    }),
});

Deno.test("a report of fewer runs, other data or another format never replaces one", () =>
  inTemporaryFolder(async (folder) => {
    const smaller: Record<string, [ReportFiles, ReportFiles, string]> = {
      "fewer experiments": [BOTH, ONE, "2 experiments, 2 runs on mnist, f64, with 1 run that this"],
      "other experiments": [ONE, OTHER, "1 experiment, 1 run on mnist, f64, with 1 run that this"],
      "fewer seeds": [THREE_SEEDS, ONE, "2 runs that this one does not have, first 1-he, seed 1"],
      "other seeds": [ONE, await report(["1-he"], { seeds: [7] }), "first 1-he, seed 0"],
      "another data set": [
        ONE,
        await report(["1-he"], { source: SYNTHETIC_DIGITS, seeds: [0, 1] }),
        "1 run that this one, on synthetic-digits, f64, does not have",
      ],
      "another format": [
        ONE,
        await report(["1-he"], { dtype: "f32" }),
        "on mnist, f32, does not have",
      ],
    };
    for (const [name, [before, after, reason]] of Object.entries(smaller)) {
      const place = `${folder}/${name}`;
      await writeOwnedFolder(place, before);
      const tree = await readTree(place);
      const error = await assertRejects(() => writeOwnedFolder(place, after), UserError);
      assertStringIncludes(error.message, reason);
      assertStringIncludes(error.message, "name another folder with --out, or remove");
      assertEquals(await readTree(place), tree);

      // Without --out it is written to another folder, with a note.
      const { folder: other, notes } = await writeReportBeside(place, after);
      assertEquals(other, `${place}-2`);
      assertEquals(notes.length, 1);
      assertStringIncludes(notes[0]!, `${place} was left as it is: it holds a report of `);
      assertEquals(await readTree(place), tree);
      assertEquals((await readTree(other)).size, after.size);
      // The same report is written to the same folder again.
      assertEquals((await writeReportBeside(place, after)).folder, `${place}-2`);
    }
  }));

Deno.test("next to a bigger report, folders with other things are skipped", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(`${folder}/report`, BOTH);
    await Deno.mkdir(`${folder}/report-2`);
    await Deno.writeTextFile(`${folder}/report-2/notes.txt`, "mine");
    await writeOwnedFolder(`${folder}/report-3`, OTHER);
    assertEquals((await writeReportBeside(`${folder}/report`, ONE)).folder, `${folder}/report-4`);
    assertEquals((await readTree(`${folder}/report-2`)).size, 1);
  }));

Deno.test("a report of the same runs by another engine is replaced, with a note", () =>
  inTemporaryFolder(async (folder) => {
    await writeOwnedFolder(folder, await report(["1-he"], { engine: 0 }));
    assertEquals(await writeOwnedFolder(folder, ONE), [
      `the report in ${folder} was of engine version 0; it is replaced`,
    ]);
  }));

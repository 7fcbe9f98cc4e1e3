/** Which data set a task uses: another than MNIST only if that cannot surprise anyone. */

import { assert, assertEquals, assertRejects } from "@std/assert";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { type DataSource, MNIST, SYNTHETIC_DIGITS } from "../../lib/data/sources.ts";
import { chooseCachedSource } from "../../pipeline/data/choose_source.ts";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { context } from "../support/mirrors.ts";
import { type Ended, ended, startDeno, taskScript } from "../support/processes.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const IS_WINDOWS = Deno.build.os === "windows";
const FILE = "train-images-idx3-ubyte";
/** Where records of MNIST are kept. */
const RUNS = `runs/${DOCUMENTS[0]!.id}/mnist`;

/** Runs a task in a folder, with permission for everything, but without a network. */
async function task(
  folder: string,
  name: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const granted = ["--allow-read", "--allow-write", "--allow-env", "--allow-net"];
  const options = ["run", "--no-check", "--no-prompt", ...granted];
  return await ended(startDeno([...options, ...taskScript(name), ...flags], {
    cwd: folder,
    env: { MNIST_MIRROR: "", ...await noNetwork(), ...env },
  }));
}

/** Sends every request to a proxy that is not there. */
async function noNetwork(): Promise<Record<string, string>> {
  await using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const proxy = `http://127.0.0.1:${listener.addr.port}`;
  return { HTTPS_PROXY: proxy, https_proxy: proxy, NO_PROXY: "", no_proxy: "" };
}

/** Writes a wrong file of MNIST. */
async function damageMnist(folder: string): Promise<string> {
  await Deno.mkdir(`${folder}/data/mnist`, { recursive: true });
  await Deno.writeTextFile(`${folder}/data/mnist/${FILE}`, "half of it");
  return `data/mnist/${FILE} is damaged, `;
}

Deno.test("the built-in digits replace MNIST only if MNIST was never here, and they are", () =>
  inTemporaryFolder(async (folder) => {
    const data = `${folder}/data`;
    const refused = (says: string, requested?: DataSource) =>
      assertRejects(() => chooseCachedSource(data, DOCUMENTS[0]!, requested), UserError, says);
    await refused(
      `Cannot find MNIST in ${data}: it has not been fetched; run "deno task fetch" first`,
    );
    await refused('run "deno task fetch --dataset synthetic-digits" first', SYNTHETIC_DIGITS);
    await assertRejects(
      () => chooseCachedSource(data, { id: "other", dataset: MNIST }),
      UserError,
      'run "deno task fetch --document other" first',
    );
    await ensureDataset(SYNTHETIC_DIGITS, context(data));
    assertEquals(await chooseCachedSource(data, DOCUMENTS[0]!), SYNTHETIC_DIGITS);
    await refused('it has not been fetched; run "deno task fetch --dataset mnist" first', MNIST);

    await damageMnist(folder);
    const damaged =
      `Cannot use MNIST: ${data}/mnist/${FILE} is damaged, ${data}/mnist/train-labels-idx1-ubyte is missing`;
    await refused(damaged);
    await refused(damaged, MNIST);
    assertEquals(
      await chooseCachedSource(data, DOCUMENTS[0]!, SYNTHETIC_DIGITS),
      SYNTHETIC_DIGITS,
    );

    await Deno.remove(`${data}/mnist`, { recursive: true });
    await Deno.mkdir(`${data}/${RUNS}/f64`, { recursive: true });
    await refused(`its images are gone, but ${data}/${RUNS} holds records of it`);
    await Deno.remove(`${data}/runs`, { recursive: true });

    const own = `${data}/synthetic-digits/${FILE}`;
    await Deno.truncate(own, 1000);
    await refused(`Cannot use built-in synthetic digits: ${own} is damaged; run "deno task fetch`);
  }));

Deno.test("without a mirror the built-in digits replace MNIST, and every task says so first and last", () =>
  inTemporaryFolder(async (folder) => {
    const said =
      "warning: NOT MNIST: the data set is built-in synthetic digits; nothing here can be compared with the document's numbers";
    const fetched = await task(folder, "fetch");
    assertEquals(fetched.code, 0, fetched.error);
    const lines = fetched.out.trim().split("\n");
    assertEquals(lines.map((line) => line.replace(/\/ cannot.*/, "")), [
      "skipping a mirror: https://ossci-datasets.s3.amazonaws.com/mnist",
      "skipping a mirror: https://storage.googleapis.com/cvdf-datasets/mnist",
      "warning: no mirror serves MNIST, so the built-in digits stand in; --dataset mnist makes this an error",
      said,
      "drawing built-in synthetic digits",
      said,
    ]);
    for (const line of lines.slice(0, 2)) {
      assert(line.includes("nobody listens there, or at the proxy that HTTPS_PROXY names"), line);
    }
    const only = ["--only", "control-shallow-30-300-images"];
    for (const [name, flags] of [["train", only], ["report", only]] as const) {
      const { code, out, error } = await task(folder, name, flags);
      assertEquals(code, 0, error);
      const printed = out.trim().split("\n");
      assertEquals([printed[0], printed.at(-1)], [said, said], out);
    }
    const report = await Deno.readTextFile(`${folder}/data/report/report.md`);
    assert(report.startsWith("# Synthetic digits, not MNIST: "));

    const damage = await damageMnist(folder);
    for (const name of ["train", "report"]) {
      const { code, out, error } = await task(folder, name, only);
      assertEquals([code, out], [1, ""]);
      assert(error.startsWith(`error: Cannot use MNIST: ${damage}`), error);
    }
    assertEquals(await Deno.readTextFile(`${folder}/data/report/report.md`), report);
  }));

/** What happens before a fetch without a network, and how that ends. */
const NO_STAND_IN: readonly {
  readonly what: string;
  readonly make?: (folder: string) => Promise<unknown>;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code?: number;
  readonly says: string;
}[] = [
  { what: "MNIST is insisted on", flags: ["--dataset", "mnist"], says: "no mirror has served" },
  {
    what: "a mirror was named",
    flags: ["--mirror", "nothing"],
    says: "neither FOLDER/nothing nor any other mirror has served",
  },
  {
    what: "a mirror was named in the environment",
    env: { MNIST_MIRROR: "nothing" },
    says: "neither FOLDER/nothing nor any other mirror has served",
  },
  {
    what: "the environment names a blank mirror",
    env: { MNIST_MIRROR: "  " },
    code: 2,
    says: 'Cannot use MNIST_MIRROR "  ": it is blank',
  },
  {
    what: "some of MNIST is here",
    make: damageMnist,
    says: "no mirror has served",
  },
  {
    what: "records of MNIST are here",
    make: (folder) => Deno.mkdir(`${folder}/data/${RUNS}/f64`, { recursive: true }),
    says: "no mirror has served",
  },
  {
    what: "a folder stands in the way",
    make: (folder) => Deno.mkdir(`${folder}/data/mnist/${FILE}`, { recursive: true }),
    says: `Cannot read data/mnist/${FILE}: there is a folder of that name`,
  },
  {
    what: "the cache is a link to what is gone",
    make: (folder) => Deno.symlink("/nowhere/data", `${folder}/data`),
    says: `data is a link to /nowhere/data, which does not exist`,
  },
  {
    what: "the cache is a file",
    make: (folder) => Deno.writeTextFile(`${folder}/data`, "mine"),
    says: `data is a file, and a folder is needed there`,
  },
];

for (const { what, make, flags, env, code = 1, says } of NO_STAND_IN) {
  Deno.test({
    name: `where ${what}, a failed fetch is an error, and nothing replaces MNIST`,
    ignore: IS_WINDOWS,
    fn: () =>
      inTemporaryFolder(async (temporary) => {
        const folder = await Deno.realPath(temporary);
        await make?.(folder);
        const failed = await task(folder, "fetch", flags, env);
        assertEquals(failed.code, code, failed.out);
        assert(failed.error.startsWith("error: Cannot "), failed.error);
        assert(failed.error.includes(says.replace("FOLDER", folder)), failed.error);
        assertEquals(failed.error.trim().split("\n").length, 1, failed.error);
        assert(!failed.out.includes("synthetic"), failed.out);
        await Deno.lstat(`${folder}/data/synthetic-digits`).then(
          () => assert(false, "digits were drawn"),
          () => {},
        );
      }),
  });
}

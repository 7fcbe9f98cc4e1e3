/** The same digests in Deno, Node and Chromium. */

import { assert, assertEquals } from "@std/assert";
import { stripTypeScriptTypes } from "node:module";
import { dirname } from "node:path";
import { DTYPES, type OpenTrainingOptions } from "../../lib/engine/mod.ts";
import { type Backend, type Dtype, fastestBackend, train, weightDigest } from "../../mod.ts";
import { imageExamples } from "../../lib/engine/training/examples.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { listFiles } from "../../pipeline/system/list_files.ts";
import { BATTERY } from "../support/battery.ts";
import { HAS_CHROMIUM, inChromium } from "../support/chromium.ts";
import { projectPath, readProjectFile } from "../support/project.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const HAS_NODE = await new Deno.Command("node", { args: ["--version"] }).output()
  .then(({ success }) => success, () => false);
if (!HAS_NODE) console.log("skipped: the same digests in Node, which is not installed");

/** The trainings of the battery that differ in layers and update rules. */
const RUNS: readonly OpenTrainingOptions[] = Object.values(BATTERY)
  .filter(({ data }) => data === undefined)
  .map(({ training }) => training);

/** The digests of all runs. */
async function digests(backendFor: (dtype: Dtype) => Backend): Promise<string[]> {
  const [some, others] = [drawSyntheticDigits(100, 1), drawSyntheticDigits(50, 2)];
  const examples = ({ images, labels }: typeof some) => imageExamples(images.values, labels.values);
  const data = { train: examples(some), test: examples(others) };
  const all: string[] = [];
  for (const dtype of DTYPES) {
    for (const options of RUNS) {
      const run = train(options, data, 7, backendFor(dtype));
      let step = run.next();
      const losses: number[] = [];
      while (!step.done) {
        if (step.value.kind === "iteration") losses.push(step.value.loss);
        step = run.next();
      }
      all.push(`${dtype} ${losses.at(-1)} ${await weightDigest(step.value)}`);
    }
  }
  return all;
}

/** The library as plain JavaScript modules, in a folder. */
async function writeLibrary(folder: string): Promise<void> {
  const paths = await listFiles(projectPath("lib"));
  for (const path of paths.filter((path) => path.endsWith(".ts"))) {
    const target = `${folder}/lib/${path.replace(/\.ts$/, ".js")}`;
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, asJavaScript(await readProjectFile(`lib/${path}`)));
  }
}

function asJavaScript(source: string): string {
  return stripTypeScriptTypes(source).replaceAll(/(from "[^"]+)\.ts"/g, '$1.js"');
}

/** This test's own runs, as a module that prints or returns their digests. */
const PROGRAM = `
import { drawSyntheticDigits } from "./lib/data/synthetic_digits.js";
import { DTYPES } from "./lib/engine/matrix/dtype.js";
import { weightDigest } from "./lib/engine/training/digest.js";
import { imageExamples } from "./lib/engine/training/examples.js";
import { train } from "./lib/engine/training/train.js";
import { fastestBackend } from "./lib/engine/wasm/fastest_backend.js";
const RUNS = ${JSON.stringify(RUNS)};
${asJavaScript(digests.toString())}
export const result = await digests(fastestBackend);
`;

Deno.test({
  name: "Deno, Node and Chromium train the same run to the same digests",
  ignore: !HAS_CHROMIUM || !HAS_NODE,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const expected = await digests(fastestBackend);
      await writeLibrary(folder);
      await Deno.writeTextFile(`${folder}/program.js`, PROGRAM);
      await Deno.writeTextFile(`${folder}/package.json`, '{"type":"module"}');

      const node = new Deno.Command("node", {
        args: [
          "--input-type=module",
          "-e",
          'import { result } from "./program.js"; console.log(JSON.stringify(result));',
        ],
        cwd: folder,
      });
      const { success, stdout, stderr } = await node.output();
      assert(success, new TextDecoder().decode(stderr));
      assertEquals(JSON.parse(new TextDecoder().decode(stdout)), expected);

      const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (
        request,
      ) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/") {
          return new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
        }
        if (!pathname.endsWith(".js")) return new Response(null, { status: 404 });
        const text = await Deno.readTextFile(`${folder}${pathname}`);
        return new Response(text, { headers: { "content-type": "text/javascript" } });
      });
      try {
        await inChromium(async (browser) => {
          const page = await browser.newPage();
          await page.goto(`http://127.0.0.1:${server.addr.port}/`);
          const seen = await page.evaluate(
            `import("/program.js").then(({ result }) => result)`,
          );
          assertEquals(seen, expected);
        });
      } finally {
        await server.shutdown();
      }
    }),
});

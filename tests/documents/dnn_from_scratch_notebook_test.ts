import { DNN_FROM_SCRATCH_NOTEBOOK as NOTEBOOK } from "../../lib/documents/dnn-from-scratch-notebook/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { CLAIMS } from "../../lib/documents/dnn-from-scratch-notebook/claims.ts";
import { EXPERIMENTS } from "../../lib/documents/dnn-from-scratch-notebook/experiments.ts";
import { RECORDED } from "../../lib/documents/dnn-from-scratch-notebook/recorded.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";

const IDS = EXPERIMENTS.map(({ id }) => id);

const SOURCE = new URL("../../../shared/document/notebook.md", import.meta.url);
const notebook = await Deno.readTextFile(SOURCE).catch(() => undefined);
if (notebook === undefined) console.log("skipped: the claims' places in the document: not here");

Deno.test("all twelve conclusions are there; what cannot be tested names the control that can", () => {
  assertEquals(
    CLAIMS.map(({ id }) => id),
    [
      "C0.1",
      "C0.2",
      "C0.3",
      "C1.1",
      "C1.2",
      "C2.1",
      "C2.2",
      "C2.3",
      "C3.1",
      "C3.2",
      "C3.3",
      "C3.4",
    ],
  );
  // Whoever cannot be tested as written names the control that can.
  for (const { id, notTestable } of CLAIMS) {
    if (notTestable) assert(IDS.some((name) => notTestable.en.includes(name)), id);
  }
});

Deno.test("the recorded numbers are as many as the document prints", () => {
  assertEquals(RECORDED["3-2-dropout"]!.checkpoints!.length, 33);
  assertEquals(RECORDED["3-2-dropout"]!.checkpoints!.at(-1), [.573, null]);
  const short = Object.values(RECORDED).filter(({ checkpoints }) => checkpoints?.length === 4);
  assertEquals(short.length, 6);
});

Deno.test("the grid changes what it says", () => {
  const varied = variedExperiments(NOTEBOOK);
  const find = (id: string) => varied.find((experiment) => experiment.id === id)!.training;
  const base = EXPERIMENTS.find(({ id }) => id === "2-3-adam")!.training;
  assertEquals(find("2-3-adam~half-width"), {
    ...base,
    network: { ...base.network, hidden: [150, 150, 150] },
  });
  assertEquals(find("2-3-adam~half-iterations"), { ...base, iterations: 1000 });
  assertEquals(find("2-3-adam~half-batch"), { ...base, batchSize: 50 });
  assertEquals(find("2-3-adam~double-learning-rate").optimizer.learningRate, 0.002);
});

Deno.test({
  name: "the claims name where they stand in the document",
  ignore: notebook === undefined,
  async fn() {
    const lines = notebook!.split("\n");
    for (const { id, source: { lines: [first, last], sha256 } } of CLAIMS) {
      const bytes = new TextEncoder().encode(lines.slice(first - 1, last).join("\n"));
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
      assertEquals(hex, sha256, id);
    }
  },
});

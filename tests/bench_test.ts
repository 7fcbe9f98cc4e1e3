/** The benchmarks: who is timed, how, and what is said where a peer fails. */

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dataFiles, MNIST } from "../lib/data/sources.ts";
import { DOCUMENTS } from "../lib/documents/mod.ts";
import { type NumpyOutcome, timeNumpy } from "../pipeline/bench/numpy.ts";
import {
  describeNumpy,
  describeOurs,
  type PeerFigures,
  timePeers,
} from "../pipeline/bench/peers.ts";
import { median, withSpread } from "../pipeline/bench/timing.ts";
import { timeWholeDocument } from "../pipeline/bench/whole_document.ts";
import { ensureDataset } from "../pipeline/data/ensure_dataset.ts";
import { projectPath } from "./support/project.ts";
import { smallDataset } from "./support/small_dataset.ts";
import { smallExperiment } from "./support/small_experiment.ts";
import { RICH_TOY } from "./support/toy_document.ts";
import { inTemporaryFolder } from "./support/temporary.ts";

const { source, payloads } = smallDataset(60, 20);
const EXPERIMENTS = [smallExperiment("a", [4]), smallExperiment("b", [5])];
const DOCUMENT = { ...RICH_TOY, dataset: source, experiments: EXPERIMENTS };
const IS_WINDOWS = Deno.build.os === "windows";

Deno.test("a median of an even number is between the two in the middle, and its spread beside it", () => {
  assertEquals([median([3]), median([9, 1, 2]), median([4, 1, 2, 9])], [3, 2, 3]);
  assertEquals(withSpread([2.04, 9, 1], 1), "2.0 (1.0 to 9.0)");
});

Deno.test({
  name: "a run that fails ends the benchmark with its reason, and leaves no timer",
  sanitizeOps: true,
  sanitizeResources: true,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await ensureDataset(source, { dataFolder: folder, print: () => {}, progress: () => {} });
      const whole = await timeWholeDocument(DOCUMENT, folder, "f64", 2);
      assertEquals(Object.keys(whole.runs).sort(), ["a", "b"]);
      assert(whole.seconds > 0 && whole.peakMegabytes >= 0);
      const broken = [smallExperiment("broken", [0])];
      const error = await assertRejects(
        () => timeWholeDocument({ ...DOCUMENT, experiments: broken }, folder, "f64", 2),
        Error,
        "Cannot time broken",
      );
      assert(error.cause instanceof Error, "why is said, too");
    }),
});

/** What comes of a peer that is a script of the shell. */
function ask(script: string): Promise<NumpyOutcome> {
  return timeNumpy(DOCUMENT, "/nowhere", 3, EXPERIMENTS, ["/bin/sh", "-c", script, "sh"]);
}

Deno.test({
  name: "NumPy sees the number of threads and no setting of the user's environment",
  ignore: IS_WINDOWS,
  async fn() {
    const own = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_PROC_BIND"];
    for (const name of own) Deno.env.set(name, "x");
    try {
      // The environment goes where the name of the BLAS goes.
      const outcome = await ask(
        `cat >/dev/null; printf '{"numpy":"1","seconds":{"a":1,"b":2},"blas":"%s"}' "$(env | sort | tr '\\n' ' ')"`,
      );
      assert(outcome.kind === "timed", JSON.stringify(outcome));
      const { blas } = outcome.figures;
      assertStringIncludes(blas, "OMP_NUM_THREADS=3 OPENBLAS_NUM_THREADS=3 ");
      for (const name of own) assert(!blas.includes(name), blas);
    } finally {
      for (const name of own) Deno.env.delete(name);
    }
  },
});

/** What a peer does that times nothing, and what is said of it. */
const FAILURES: Readonly<Record<string, string>> = {
  "echo first >&2; echo 'ValueError: no' >&2; exit 3": "ValueError: no (exit code 3)",
  "exit 1": "exit code 1",
  "kill -SEGV $$": "signal SIGSEGV",
  "cat >/dev/null; echo '{'": "its answer cannot be read: ",
  "cat >/dev/null; echo null": "its answer cannot be read: ",
  [`cat >/dev/null; echo '{"seconds":{"a":1}}'`]: "it has no time for b",
};

Deno.test({
  name: "a NumPy that crashes is a failure with its last words, never one that is missing",
  ignore: IS_WINDOWS,
  async fn() {
    for (const [script, reason] of Object.entries(FAILURES)) {
      const outcome = await ask(script);
      assert(outcome.kind === "failed", script);
      assert(outcome.reason.startsWith(reason), `${script}: ${outcome.reason}`);
    }
    const many = Array.from({ length: 5000 }, (_, i) => smallExperiment(`${i}`, [4]));
    // It ends before it has read what it was sent.
    const early = await timeNumpy(DOCUMENT, "/", 1, many, ["/bin/sh", "-c", "exit 4"]);
    assertEquals(early, { kind: "failed", reason: "exit code 4" });
  },
});

Deno.test("a machine without Python, or without NumPy, is told from one where it fails", async () => {
  const none = await timeNumpy(DOCUMENT, "/", 1, EXPERIMENTS, ["/no/python3"]);
  assertEquals(none, { kind: "missing", reason: "there is no /no/python3" });
  const script = projectPath("pipeline/bench/numpy_peer.py");
  // -S: without the packages of the machine.
  const bare = await timeNumpy(DOCUMENT, "/", 1, EXPERIMENTS, ["/usr/bin/python3", "-S", script]);
  if (bare.kind === "missing" && bare.reason.startsWith("there is no")) return;
  assertEquals(bare, { kind: "missing", reason: "/usr/bin/python3 has no NumPy" });
});

const HAS_NUMPY = await new Deno.Command("/usr/bin/python3", { args: ["-c", "import numpy"] })
  .output().then(({ success }) => success, () => false);
if (!HAS_NUMPY) console.log("skipped: timing NumPy, which /usr/bin/python3 does not have");

Deno.test({
  name: "NumPy itself is timed, and names its BLAS; data that are not there are a failure",
  ignore: !HAS_NUMPY,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await Deno.mkdir(`${folder}/mnist`);
      for (const [i, { name }] of dataFiles(MNIST).entries()) {
        await Deno.writeFile(`${folder}/mnist/${name}`, [...payloads.values()][i]!);
      }
      const outcome = await timeNumpy(DOCUMENTS[0]!, folder, 1, EXPERIMENTS);
      assert(outcome.kind === "timed", JSON.stringify(outcome));
      assertMatch(outcome.figures.numpy, /^\d+\.\d+/);
      assertMatch(outcome.figures.blas, /, kernel \S+$/);
      assertEquals(Object.keys(outcome.figures.seconds), ["a", "b"]);
      const nothing = await timeNumpy(DOCUMENTS[0]!, `${folder}/none`, 1, EXPERIMENTS);
      assert(nothing.kind === "failed", JSON.stringify(nothing));
      assertStringIncludes(nothing.reason, "FileNotFoundError");
    }),
});

/** A peer whose every repeat takes other times. */
function madeUpPeers(outcomes: readonly NumpyOutcome[]) {
  const order: string[] = [];
  const peers = {
    ours: (dtype: string) => {
      order.push(dtype);
      const seconds = order.length + (dtype === "f32" ? 0 : 1);
      return Promise.resolve({ seconds, runs: { a: seconds }, peakMegabytes: 10 * seconds });
    },
    numpy: () => {
      order.push("NumPy");
      return Promise.resolve(outcomes[order.filter((one) => one === "NumPy").length - 1]!);
    },
  };
  return { order, peers };
}

const timed = (a: number): NumpyOutcome => ({
  kind: "timed",
  figures: { numpy: "1", blas: "x", seconds: { a } },
});

Deno.test("ours and NumPy take turns; medians have their spread beside them", async () => {
  const { order, peers } = madeUpPeers([timed(10), timed(40), timed(24)]);
  const figures = await timePeers(peers);
  assertEquals(order.join(" "), "f64 f32 NumPy f64 f32 NumPy f64 f32 NumPy");
  assertEquals(describeOurs(figures), [
    "f64: 5.0 (2.0 to 8.0) s, peak memory 80 MB",
    "f32: 5.0 (2.0 to 8.0) s, peak memory 80 MB",
  ]);
  assertEquals(describeNumpy(figures), [
    "24.0 (10.0 to 40.0) s: f64 is 5.00 (3.00 to 8.00) times as fast, f32 5.00 (3.00 to 8.00) times",
    "a: NumPy 24.0 (10.0 to 40.0) s; one f64 worker 5.0 s; one f32 worker 5.0 s",
  ]);
});

Deno.test("a NumPy that fails is not asked again; what it timed before is kept, and the failure", async () => {
  const failed: NumpyOutcome = { kind: "failed", reason: "boom" };
  const { order, peers } = madeUpPeers([timed(10), failed]);
  const figures: PeerFigures = await timePeers(peers);
  assertEquals(order.join(" "), "f64 f32 NumPy f64 f32 NumPy f64 f32");
  assertEquals([figures.f64.length, figures.numpy.length], [3, 1]);
  assertEquals(figures.problem, failed);
});

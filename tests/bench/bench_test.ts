/** The benchmarks: who is timed, how, and what is said where a peer fails. */

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { dataFiles, MNIST } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { type NumpyOutcome, timeNumpy } from "../../pipeline/bench/numpy.ts";
import { measureIn, measureInModes, MODES } from "../../pipeline/bench/modes.ts";
import {
  describeNumpy,
  describeOurs,
  type Peers,
  shareOut,
  timePeers,
  together,
} from "../../pipeline/bench/peers.ts";
import { median, withSpread } from "../../pipeline/bench/timing.ts";
import { timeWholeDocument } from "../../pipeline/bench/whole_document.ts";
import { ensureDataset } from "../../pipeline/data/ensure_dataset.ts";
import { projectPath } from "../support/project.ts";
import { smallDataset } from "../support/small_dataset.ts";
import { smallExperiment } from "../support/small_experiment.ts";
import { RICH_TOY } from "../support/toy_document.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

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
      const whole = await timeWholeDocument(DOCUMENT, folder, "f64", 128, 2);
      assertEquals(Object.keys(whole.runs).sort(), ["a", "b"]);
      assert(whole.seconds > 0 && whole.peakMegabytes >= 0);
      const broken = [smallExperiment("broken", [0])];
      const error = await assertRejects(
        () => timeWholeDocument({ ...DOCUMENT, experiments: broken }, folder, "f64", 128, 2),
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

/** Peers whose every repeat takes other times. */
function madeUpPeers(threads: readonly NumpyOutcome[]) {
  const order: string[] = [];
  const peers: Peers = {
    ours: (mode, dtype) => {
      order.push(`${mode} ${dtype}`);
      const seconds = order.length + (dtype === "f32" ? 0 : 1);
      return Promise.resolve({ seconds, runs: { a: seconds }, peakMegabytes: 10 * seconds });
    },
    numpyThreads: () => {
      order.push("threads");
      return Promise.resolve(threads[order.filter((one) => one === "threads").length - 1]!);
    },
    numpyProcesses: (seconds) => {
      order.push("processes");
      return Promise.resolve(timed(seconds.a! / 2));
    },
  };
  return { order, peers };
}

const timed = (a: number): NumpyOutcome => ({
  kind: "timed",
  figures: { numpy: "1", blas: "x", seconds: { a }, total: a },
});

Deno.test("ours and NumPy take turns; medians have their spread beside them", async () => {
  const { order, peers } = madeUpPeers([timed(10), timed(40), timed(24)]);
  const figures = await timePeers(peers, ["fast"]);
  const turn = "fast f64 fast f32 threads processes";
  assertEquals(order.join(" "), `${turn} ${turn} ${turn}`);
  assertEquals(describeOurs(figures), [
    "f64, fast mode: 6.0 (2.0 to 10.0) s, peak memory 100 MB",
    "f32, fast mode: 6.0 (2.0 to 10.0) s, peak memory 100 MB",
  ]);
  assertEquals(describeNumpy(figures), [
    "one process, a thread for each core: 24.0 (10.0 to 40.0) s",
    "  f64, fast mode: 5.00 (2.40 to 6.67) times as fast",
    "  f32, fast mode: 5.00 (2.40 to 6.67) times as fast",
    "a process for each core, of one thread: 12.0 (5.0 to 20.0) s",
    "  f64, fast mode: 2.50 (1.20 to 3.33) times as fast",
    "  f32, fast mode: 2.50 (1.20 to 3.33) times as fast",
    "each experiment, and one worker of ours:",
    "  a: NumPy 24.0 (10.0 to 40.0) s; f64 fast 6.0 s, f32 fast 6.0 s",
  ]);
});

Deno.test("a NumPy that fails is not asked again; what it timed before is kept, and the failure", async () => {
  const failed: NumpyOutcome = { kind: "failed", reason: "boom" };
  const { order, peers } = madeUpPeers([timed(10), failed]);
  const figures = await timePeers(peers, ["checked"]);
  const ours = "checked f64 checked f32";
  assertEquals(order.join(" "), `${ours} threads processes ${ours} threads ${ours}`);
  assertEquals(figures.ours.map(({ figures }) => figures.length), [3, 3]);
  assertEquals([figures.numpy.threads.length, figures.numpy.processes.length], [1, 1]);
  assertEquals(figures.problem, failed);
});

Deno.test("NumPy's processes share the experiments evenly, and end with the last of them", () => {
  const experiments = ["a", "b", "c", "d"].map((id) => smallExperiment(id, [4]));
  const shares = shareOut(experiments, { a: 1, b: 5, c: 3, d: 3 }, 2);
  assertEquals(shares.map((share) => share.map(({ id }) => id)), [["b", "a"], ["c", "d"]]);
  const timedAll = (seconds: Record<string, number>, total: number): NumpyOutcome => ({
    kind: "timed",
    figures: { numpy: "1", blas: "x", seconds, total },
  });
  assertEquals(
    together([timedAll({ a: 1, b: 5 }, 6), timedAll({ c: 3, d: 4 }, 7)]),
    timedAll({ a: 1, b: 5, c: 3, d: 4 }, 7),
  );
  const missing: NumpyOutcome = { kind: "missing", reason: "none" };
  assertEquals(together([timedAll({}, 0), missing]), missing);
});

Deno.test("products and the check of kernels are measured in every mode, in a process each", async () => {
  const checks = await measureInModes<number>({ part: "self-check", dtype: "f64" });
  assertEquals(Object.keys(checks), [...MODES]);
  for (const ms of Object.values(checks)) assert(ms > 0, `${ms}`);
  await assertRejects(
    () => measureIn("checked", { part: "self-check", dtype: "f16" as "f64" }),
    Error,
    "Cannot measure self-check in the checked mode: ",
  );
});

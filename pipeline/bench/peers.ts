import type { Experiment } from "../../lib/documents/experiment.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { type Mode, MODES } from "./modes.ts";
import type { NumpyFigures, NumpyOutcome } from "./numpy.ts";
import { median, withSpread } from "./timing.ts";
import type { WholeFigures } from "./whole_document.ts";

/** How often the whole document is run by each, in turns. */
const REPEATS = 3;

/** What runs the whole document. */
export interface Peers {
  readonly ours: (mode: Mode, dtype: Dtype) => Promise<WholeFigures>;
  /** One process, with a thread of its BLAS for each core. */
  readonly numpyThreads: () => Promise<NumpyOutcome>;
  /**
   * One process for each core, of one thread each, which share the experiments.
   *
   * @param seconds what each took in the process with threads
   */
  readonly numpyProcesses: (seconds: NumpyFigures["seconds"]) => Promise<NumpyOutcome>;
}

/** The figures of every repeat. */
export interface PeerFigures {
  readonly ours: readonly (OurForm & { readonly figures: WholeFigures[] })[];
  /** Of the processes, there is a figure wherever there is one of the threads, or one less. */
  readonly numpy: { readonly threads: NumpyFigures[]; readonly processes: NumpyFigures[] };
  /** Why there are no figures of NumPy, or fewer than of ours. */
  readonly problem?: Exclude<NumpyOutcome, { kind: "timed" }>;
}

interface OurForm {
  readonly mode: Mode;
  readonly dtype: Dtype;
}

/**
 * Runs the whole document in turns, so that whatever else the machine does meanwhile
 * slows each of them down. NumPy is not asked again after it has failed.
 */
export async function timePeers(
  { ours, numpyThreads, numpyProcesses }: Peers,
  modes: readonly Mode[] = MODES,
): Promise<PeerFigures> {
  const forms = modes.flatMap((mode) =>
    DTYPES.map((dtype) => ({ mode, dtype, figures: [] as WholeFigures[] }))
  );
  const numpy = { threads: [] as NumpyFigures[], processes: [] as NumpyFigures[] };
  let problem: PeerFigures["problem"];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const { mode, dtype, figures } of forms) figures.push(await ours(mode, dtype));
    for (
      const [figures, ask] of [
        [numpy.threads, numpyThreads],
        [numpy.processes, () => numpyProcesses(numpy.threads.at(-1)!.seconds)],
      ] as const
    ) {
      if (problem !== undefined) break;
      const outcome = await ask();
      if (outcome.kind === "timed") figures.push(outcome.figures);
      else problem = outcome;
    }
  }
  return { ours: forms, numpy, ...(problem === undefined ? {} : { problem }) };
}

/**
 * Shares experiments out among processes: each, the longest first, goes to the process
 * that has the least to do.
 */
export function shareOut(
  experiments: readonly Experiment[],
  seconds: NumpyFigures["seconds"],
  processes: number,
): Experiment[][] {
  const shares = Array.from({ length: processes }, () => ({
    seconds: 0,
    experiments: [] as Experiment[],
  }));
  for (const one of experiments.toSorted((a, b) => seconds[b.id]! - seconds[a.id]!)) {
    const least = shares.reduce((a, b) => b.seconds < a.seconds ? b : a);
    least.seconds += seconds[one.id]!;
    least.experiments.push(one);
  }
  return shares.map(({ experiments }) => experiments);
}

/** What some processes took together: as long as the last of them. */
export function together(outcomes: readonly NumpyOutcome[]): NumpyOutcome {
  const failed = outcomes.find(({ kind }) => kind !== "timed");
  if (failed !== undefined) return failed;
  const all = outcomes.flatMap((one) => one.kind === "timed" ? [one.figures] : []);
  return {
    kind: "timed",
    figures: {
      ...all[0]!,
      seconds: Object.assign({}, ...all.map(({ seconds }) => seconds)),
      total: Math.max(...all.map(({ total }) => total)),
    },
  };
}

/** Our figures: medians, and beside them the lowest and the highest. */
export function describeOurs({ ours }: PeerFigures): string[] {
  return ours.map(({ mode, dtype, figures }) => {
    const peak = Math.max(...figures.map(({ peakMegabytes }) => peakMegabytes));
    const seconds = withSpread(figures.map(({ seconds }) => seconds), 1);
    return `${dtype}, ${mode} mode: ${seconds} s, peak memory ${peak.toFixed(0)} MB`;
  });
}

/** NumPy's figures beside ours; one or more of them. */
export function describeNumpy({ ours, numpy }: PeerFigures): string[] {
  const compared = (peer: string, theirs: readonly NumpyFigures[]): string[] => {
    if (theirs.length === 0) return [];
    const totals = theirs.map(({ total }) => total);
    return [
      `${peer}: ${withSpread(totals, 1)} s`,
      ...ours.map(({ mode, dtype, figures }) => {
        // Each of NumPy's repeats against ours of the same round.
        const times = totals.map((total, k) => total / figures[k]!.seconds);
        return `  ${dtype}, ${mode} mode: ${withSpread(times, 2)} times as fast`;
      }),
    ];
  };
  return [
    ...compared("one process, a thread for each core", numpy.threads),
    ...compared("a process for each core, of one thread", numpy.processes),
    "each experiment, and one worker of ours:",
    ...Object.keys(numpy.threads[0]!.seconds).map((id) => {
      const theirs = withSpread(numpy.threads.map(({ seconds }) => seconds[id]!), 1);
      const each = ours.map(({ mode, dtype, figures }) =>
        `${dtype} ${mode} ${median(figures.map(({ runs }) => runs[id]!)).toFixed(1)} s`
      );
      return `  ${id}: NumPy ${theirs} s; ${each.join(", ")}`;
    }),
  ];
}

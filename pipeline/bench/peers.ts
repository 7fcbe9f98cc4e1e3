import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { NumpyFigures, NumpyOutcome } from "./numpy.ts";
import { median, withSpread } from "./timing.ts";
import type { WholeFigures } from "./whole_document.ts";

/** How often the whole document is run by each, in turns. */
const REPEATS = 3;

/** What runs the whole document. */
export interface Peers {
  readonly ours: (dtype: Dtype) => Promise<WholeFigures>;
  readonly numpy: () => Promise<NumpyOutcome>;
}

/** The figures of every repeat. */
export interface PeerFigures {
  readonly f64: readonly WholeFigures[];
  readonly f32: readonly WholeFigures[];
  readonly numpy: readonly NumpyFigures[];
  /** Why there are no figures of NumPy, or fewer than of ours. */
  readonly problem: Exclude<NumpyOutcome, { kind: "timed" }> | undefined;
}

/**
 * Runs the whole document in turns (f64, f32, NumPy, f64, ...), so that other work
 * on the machine slows each of them down. NumPy is not asked again after it has
 * failed.
 */
export async function timePeers({ ours, numpy }: Peers): Promise<PeerFigures> {
  const f64: WholeFigures[] = [];
  const f32: WholeFigures[] = [];
  const theirs: NumpyFigures[] = [];
  let problem: PeerFigures["problem"];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    f64.push(await ours("f64"));
    f32.push(await ours("f32"));
    if (problem !== undefined) continue;
    const outcome = await numpy();
    if (outcome.kind === "timed") theirs.push(outcome.figures);
    else problem = outcome;
  }
  return { f64, f32, numpy: theirs, problem };
}

/** Our figures: medians, and beside them the lowest and the highest. */
export function describeOurs({ f64, f32 }: PeerFigures): string[] {
  return Object.entries({ f64, f32 }).map(([dtype, figures]) => {
    const peak = Math.max(...figures.map(({ peakMegabytes }) => peakMegabytes));
    const seconds = withSpread(figures.map(({ seconds }) => seconds), 1);
    return `${dtype}: ${seconds} s, peak memory ${peak.toFixed(0)} MB`;
  });
}

/** NumPy's figures beside ours; one or more of them. */
export function describeNumpy({ f64, f32, numpy }: PeerFigures): string[] {
  const totals = numpy.map(({ seconds }) =>
    Object.values(seconds).reduce((sum, some) => sum + some, 0)
  );
  // Each of NumPy's repeats against ours of the same round.
  const times = (ours: readonly WholeFigures[]): string =>
    withSpread(totals.map((total, k) => total / ours[k]!.seconds), 2);
  const oneWorker = (ours: readonly WholeFigures[], id: string): string =>
    median(ours.map(({ runs }) => runs[id]!)).toFixed(1);
  return [
    `${withSpread(totals, 1)} s: f64 is ${times(f64)} times as fast, f32 ${times(f32)} times`,
    ...Object.keys(numpy[0]!.seconds).map((id) =>
      `${id}: NumPy ${withSpread(numpy.map(({ seconds }) => seconds[id]!), 1)} s; one f64 worker ${
        oneWorker(f64, id)
      } s; one f32 worker ${oneWorker(f32, id)} s`
    ),
  ];
}

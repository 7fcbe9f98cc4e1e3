import cliProgress from "cli-progress";
import { formatDuration } from "./duration.ts";

/** Shows how training comes along. */
export interface TrainingProgress {
  /** Prints a line that stays. */
  line(text: string): void;
  /** A worker is at some share, 0..1, of a run. */
  worker(number: number, label: string, share: number, testAccuracy: number | null): void;
  /** All runs together are at some share, 0..1, of the work. */
  overall(share: number): void;
  /** A run is over: prints what came of it, with the time left. */
  over(text: string): void;
  /** Takes the bars away. */
  stop(): void;
}

/** 0.974 -> "97.4 %". */
function percent(accuracy: number | null): string {
  return accuracy === null ? "" : `test ${(100 * accuracy).toFixed(1)} %`;
}

/** The time left, judged by the work done so far. */
class Clock {
  readonly #start = performance.now();
  #share = 0;

  update(share: number): void {
    this.#share = share;
  }

  /** "about 3 min 20 s left", or nothing while it is too early to tell. */
  left(): string {
    const elapsed = performance.now() - this.#start;
    if (this.#share < 0.001 || this.#share >= 1) return "";
    return `about ${formatDuration(elapsed * (1 - this.#share) / this.#share)} left`;
  }
}

/**
 * Bars on a terminal, one for each worker and one for all; elsewhere plain lines.
 *
 * @param workers how many workers there are
 */
export function trainingProgress(workers: number): TrainingProgress {
  const clock = new Clock();
  if (!Deno.stdout.isTerminal()) {
    return {
      line: (text) => console.log(text),
      worker: () => {},
      overall: (share) => clock.update(share),
      over: (text) => console.log([text, clock.left()].filter((part) => part !== "").join("; ")),
      stop: () => {},
    };
  }
  const bars = new cliProgress.MultiBar({
    format: "{bar} {percentage} %  {label}",
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    forceRedraw: true,
  }, cliProgress.Presets.rect);
  const all = bars.create(1000, 0, { label: "all runs" });
  const lanes = Array.from({ length: workers }, () => bars.create(1000, 0, { label: "" }));
  return {
    line: (text) => bars.log(`${text}\n`),
    worker(number, label, share, testAccuracy) {
      lanes[number]?.update(Math.round(1000 * share), {
        label: `${label}  ${percent(testAccuracy)}`,
      });
    },
    overall(share) {
      clock.update(share);
      all.update(Math.round(1000 * share), { label: `all runs  ${clock.left()}` });
    },
    over: (text) => bars.log(`${text}\n`),
    stop: () => bars.stop(),
  };
}

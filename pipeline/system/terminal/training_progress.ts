import cliProgress from "cli-progress";
import { barOptions, beginDrawing, canDrawBars, endDrawing, terminalSize } from "./terminal.ts";

/** Shows the progress of training. Ends with `stop`, or with the block that is `using` it. */
export interface TrainingProgress extends Disposable {
  /** Prints a line that stays. */
  line(text: string): void;
  /** A worker is at some share, 0..1, of a run; an empty label means that it has none. */
  worker(number: number, label: string, share: number, testAccuracy: number | null): void;
  /** All runs together are at some share, 0..1, of the work; `left` is the time left. */
  overall(share: number, left: string): void;
  /** A run is over: prints its outcome, and the time left where no bar shows it. */
  over(text: string, left: string): void;
  /** Removes the bars. Lines can still be printed. */
  stop(): void;
}

function plainLines(): TrainingProgress {
  return {
    line: (text) => console.log(text),
    worker: () => {},
    overall: () => {},
    over: (text, left) => console.log(left === "" ? text : `${text}; ${left}`),
    stop: () => {},
    [Symbol.dispose]: () => {},
  };
}

/** Rows of the terminal that bars leave free. */
const FREE_ROWS = 3;

/** A bar for all runs, and one for each worker as far as there is room. */
class Bars implements TrainingProgress {
  /** Undefined while no bars are drawn. */
  #bars: cliProgress.MultiBar | undefined;
  #all: cliProgress.SingleBar | undefined;
  #workerBars: cliProgress.SingleBar[] = [];

  constructor(readonly workers: number) {}

  /** Draws bars from now on. They keep a timer running until they are stopped. */
  #start(): void {
    if (this.#bars !== undefined) return;
    beginDrawing(this.stop);
    this.#bars = new cliProgress.MultiBar({
      ...barOptions(),
      format: "{bar} {percentage} %  {label}",
      forceRedraw: true,
    }, cliProgress.Presets.rect);
    this.#all = this.#bars.create(1000, 0, { label: "all runs" });
    const room = Math.max(0, terminalSize().rows - FREE_ROWS - 1);
    const count = Math.min(this.workers, room);
    this.#workerBars = Array.from(
      { length: count },
      () => this.#bars!.create(1000, 0, { label: "" }),
    );
  }

  line(text: string): void {
    if (this.#bars === undefined) {
      console.log(text);
      return;
    }
    // Printed at once, above the bars, which are drawn again below. Bars turn off the
    // wrapping of long lines, so it is turned on for this one.
    this.#bars.log(`\x1b[J\x1b[?7h${text}\n\x1b[?7l`);
    this.#bars.update();
  }

  worker(number: number, label: string, share: number, testAccuracy: number | null): void {
    this.#start();
    const accuracy = testAccuracy === null ? "" : `test ${(100 * testAccuracy).toFixed(1)} %`;
    this.#workerBars[number]?.update(Math.round(1000 * share), { label: `${label}  ${accuracy}` });
  }

  overall(share: number, left: string): void {
    this.#start();
    this.#all!.update(Math.round(1000 * share), { label: `all runs  ${left}` });
  }

  over(text: string): void {
    this.line(text);
  }

  readonly stop = (): void => {
    endDrawing(this.stop);
    this.#bars?.stop();
    this.#bars = undefined;
  };

  readonly [Symbol.dispose] = this.stop;
}

/**
 * Bars on a terminal, one for each worker and one for all; elsewhere plain lines.
 *
 * @param workers how many workers there are
 */
export function trainingProgress(workers: number): TrainingProgress {
  return canDrawBars() ? new Bars(workers) : plainLines();
}

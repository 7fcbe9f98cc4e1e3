import type { TrainingProgress } from "../../pipeline/system/terminal/training_progress.ts";

/** Shows nothing; its lines are kept for a test to read. */
export function quietProgress(lines: string[] = []): TrainingProgress {
  return {
    line: (text) => lines.push(text),
    worker: () => {},
    overall: () => {},
    over: (text) => lines.push(text),
    stop: () => {},
    [Symbol.dispose]: () => {},
  };
}

import cliProgress from "cli-progress";
import type { DataFile } from "../../../lib/data/sources.ts";
import { barOptions, beginDrawing, canDrawBars, endDrawing } from "./terminal.ts";

/** Shows the progress of downloads, until the block ends that is `using` it. */
export interface DownloadProgress extends Disposable {
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Shows how many bytes of a file have arrived, as served; the total if it is known. */
  readonly update: (file: DataFile, bytes: number, total: number | undefined) => void;
}

/** A bar on a terminal; only lines elsewhere. */
export function downloadProgress(): DownloadProgress {
  const print = (line: string): void => console.log(line);
  if (!canDrawBars()) return { print, update: () => {}, [Symbol.dispose]: () => {} };
  let bar: cliProgress.SingleBar | undefined;
  let current: DataFile | undefined;
  const stop = (): void => {
    endDrawing(stop);
    bar?.stop();
    bar = undefined;
    current = undefined;
  };
  return {
    print(line) {
      stop();
      print(line);
    },
    update(file, bytes, total = file.bytes) {
      if (current !== file) {
        stop();
        beginDrawing(stop);
        current = file;
        bar = new cliProgress.SingleBar({
          ...barOptions(),
          format: `${file.name} {bar} {percentage} %`,
        }, cliProgress.Presets.rect);
        bar.start(total, 0);
      }
      bar?.setTotal(total);
      bar?.update(bytes);
    },
    [Symbol.dispose]: stop,
  };
}

import cliProgress from "cli-progress";
import type { DataFile } from "../../lib/data/sources.ts";

/** Shows downloads. */
export interface DownloadProgress {
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Shows that so many bytes of a file are here, as served; of so many, where that is known. */
  readonly update: (file: DataFile, bytes: number, total: number | undefined) => void;
  /** Takes the bar away. */
  readonly stop: () => void;
}

/** A bar on a terminal; elsewhere only the lines. */
export function downloadProgress(): DownloadProgress {
  if (!Deno.stdout.isTerminal()) {
    return { print: (line) => console.log(line), update: () => {}, stop: () => {} };
  }
  let bar: cliProgress.SingleBar | undefined;
  let current: DataFile | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
    current = undefined;
  };
  return {
    print(line) {
      stop();
      console.log(line);
    },
    update(file, bytes, total = file.bytes) {
      if (current !== file) {
        stop();
        current = file;
        bar = new cliProgress.SingleBar({
          format: `${file.name} {bar} {percentage} %, {eta} s left`,
          clearOnComplete: true,
          hideCursor: true,
        }, cliProgress.Presets.rect);
        bar.start(total, 0);
      }
      bar?.setTotal(total);
      bar?.update(bytes);
    },
    stop,
  };
}

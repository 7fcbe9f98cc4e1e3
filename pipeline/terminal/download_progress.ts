import cliProgress from "cli-progress";
import type { DataFile } from "../../lib/data/sources.ts";

/** Shows downloads. */
export interface DownloadProgress {
  /** Prints a line. */
  readonly print: (line: string) => void;
  /** Shows that so many bytes of a file are here. */
  readonly update: (file: DataFile, bytes: number) => void;
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
    update(file, bytes) {
      if (current !== file) {
        stop();
        current = file;
        bar = new cliProgress.SingleBar({
          format: `${file.name} {bar} {percentage} %, {eta} s left`,
          clearOnComplete: true,
          hideCursor: true,
        }, cliProgress.Presets.rect);
        bar.start(file.bytes, 0);
      }
      bar?.update(bytes);
    },
    stop,
  };
}

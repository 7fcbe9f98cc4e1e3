import { join } from "node:path";
import type { DataFile } from "../../lib/data/sources.ts";
import { isUrl } from "../options.ts";
import { messageOf } from "../user_error.ts";
import { readPayload, WrongPayloadError } from "./payload.ts";

/** How patient a download is. */
export interface Patience {
  /** How long a server may stay silent, in milliseconds. */
  readonly silence: number;
  /** How long one file may take altogether, in milliseconds. */
  readonly whole: number;
  /** How often a download is tried that fails for a reason that may pass. */
  readonly attempts: number;
  /** How long to wait before the second attempt, in milliseconds; then twice that, and so on. */
  readonly pause: number;
}

/** The patience of the fetch task. */
export const PATIENCE: Patience = { silence: 15_000, whole: 600_000, attempts: 3, pause: 500 };

/** A failure that trying again may cure: no connection, a time-out, a busy server. */
class PassingError extends Error {
  override readonly name = "PassingError";
}

/**
 * Gets one file from one mirror.
 *
 * @param mirror a folder, or a URL that ends with a slash
 * @returns the verified payload
 * @throws {Error} saying in a few words why the mirror did not serve the file
 */
export async function fetchFromMirror(
  mirror: string,
  file: DataFile,
  patience: Patience,
  onProgress: (bytes: number) => void,
): Promise<Uint8Array> {
  if (!isUrl(mirror)) return await readFromFolder(mirror, file, onProgress);
  for (let attempt = 1;; attempt++) {
    try {
      return await download(new URL(`${file.name}.gz`, mirror), file, patience, onProgress);
    } catch (error) {
      if (!(error instanceof PassingError) || attempt >= patience.attempts) throw error;
      const pause = patience.pause * 2 ** (attempt - 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

async function readFromFolder(
  folder: string,
  file: DataFile,
  onProgress: (bytes: number) => void,
): Promise<Uint8Array> {
  for (const name of [`${file.name}.gz`, file.name]) {
    let opened: Deno.FsFile;
    try {
      opened = await Deno.open(join(folder, name));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        continue;
      }
      throw error;
    }
    return await readPayload(opened.readable, file, onProgress);
  }
  throw new Error(`it has no file ${file.name}.gz`);
}

async function download(
  url: URL,
  file: DataFile,
  patience: Patience,
  onProgress: (bytes: number) => void,
): Promise<Uint8Array> {
  const abort = new AbortController();
  const giveUp = (reason: string): void => abort.abort(new PassingError(reason));
  let silence = setTimeout(() => {}, 0);
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(
      () => giveUp(`it was silent for ${patience.silence / 1000} s`),
      patience.silence,
    );
  };
  const whole = setTimeout(
    () => giveUp(`it took more than ${patience.whole / 1000} s`),
    patience.whole,
  );
  heard();
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      const message = `it answered with HTTP status ${response.status}`;
      const mayPass = response.status === 429 || response.status >= 500;
      throw mayPass ? new PassingError(message) : new Error(message);
    }
    return await readPayload(response.body, file, (bytes) => {
      heard();
      onProgress(bytes);
    });
  } catch (error) {
    if (error instanceof WrongPayloadError || error instanceof PassingError) throw error;
    if (abort.signal.aborted) throw abort.signal.reason;
    if (error instanceof TypeError || error instanceof Deno.errors.Http) {
      throw new PassingError(`the connection failed (${shorten(messageOf(error))})`);
    }
    throw error;
  } finally {
    clearTimeout(silence);
    clearTimeout(whole);
  }
}

/** The innermost reason of a chain of messages "a: b: c". */
function shorten(message: string): string {
  return message.split(": ").at(-1)!;
}

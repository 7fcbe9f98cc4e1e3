import { Buffer } from "node:buffer";
import { connectionError } from "./connection_error.ts";
import { MirrorError, type UrlMirror } from "./mirror.ts";
import { WrongPayloadError } from "./payload.ts";

/** When to give a download up, and when to try again. Times are in milliseconds. */
export interface RetryPolicy {
  /** How long a server may stay silent. */
  readonly silence: number;
  /** The slowest accepted speed: `bytes` in every interval of `time`. */
  readonly slowest: { readonly bytes: number; readonly time: number };
  /** How many transient failures in a row are the end. */
  readonly attempts: number;
  /** After this many new bytes an attempt does not count as a failure. */
  readonly gain: number;
  /** The pause before the second attempt; doubled for each further one. */
  readonly pause: number;
}

/** The policy of the fetch task: a slow but steady download may take hours. */
export const RETRY_POLICY: RetryPolicy = {
  silence: 15_000,
  slowest: { bytes: 120_000, time: 60_000 },
  attempts: 3,
  gain: 65_536,
  pause: 500,
};

/** Receives the number of bytes so far, and the total if the server says it. */
export type OnProgress = (bytes: number, total: number | undefined) => void;

/** What to download. */
export interface Download<T> {
  readonly mirror: UrlMirror;
  /** The name of a file there. */
  readonly name: string;
  /** The file must not have more bytes. */
  readonly maxBytes: number;
  /** Converts all bytes, or throws a `WrongPayloadError`. */
  readonly read: (bytes: Uint8Array) => T;
  readonly onProgress: OnProgress;
}

/**
 * Downloads a file. After a cut connection it resumes where the server supports that
 * (RFC 9110, section 14), and starts again elsewhere.
 *
 * @throws {MirrorError} if the file is not available
 */
export async function download<T>(request: Download<T>, policy: RetryPolicy): Promise<T> {
  const transfer = new Transfer(request.maxBytes);
  let farthest = 0;
  for (let failures = 0;;) {
    try {
      await receive(transfer, request, policy);
      return finish(transfer, request.read);
    } catch (error) {
      if (!(error instanceof MirrorError && error.isTransient)) throw error;
      failures = transfer.farthest - farthest >= policy.gain ? 1 : failures + 1;
      farthest = transfer.farthest;
      if (failures >= policy.attempts) throw error;
      const pause = policy.pause * 2 ** (failures - 1);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** The part of a file that has arrived. */
class Transfer {
  #chunks: Uint8Array[] = [];
  length = 0;
  /** The largest `length` so far, restarts included. */
  farthest = 0;
  /** The length of the file, if the server says it. */
  total: number | undefined;
  /** Identifies this version of the file to the server: an entity tag or a date. */
  validator: string | undefined;
  /** Whether the bytes come from more than one response. */
  isPieced = false;
  /** Whether the server may be asked for the rest only. */
  mayResume = true;

  constructor(readonly maxBytes: number) {}

  add(chunk: Uint8Array): void {
    this.length += chunk.length;
    this.checkLength(this.length);
    this.#chunks.push(chunk);
    this.farthest = Math.max(this.farthest, this.length);
  }

  /** @throws {MirrorError} if the file cannot be that long */
  checkLength(length: number): void {
    if (length <= this.maxBytes) return;
    throw new MirrorError(`it sends more than ${this.maxBytes} bytes, more than the file can have`);
  }

  restart(): void {
    this.#chunks = [];
    this.length = 0;
    this.total = undefined;
    this.validator = undefined;
    this.isPieced = false;
  }

  /** Gives the pieces up, because they are not of one file. */
  giveUp(reason: string): MirrorError {
    this.mayResume = false;
    this.restart();
    return new MirrorError(reason, { isTransient: true });
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#chunks);
  }
}

function finish<T>(transfer: Transfer, read: (bytes: Uint8Array) => T): T {
  try {
    return read(transfer.bytes());
  } catch (error) {
    if (!(error instanceof WrongPayloadError)) throw error;
    // The file may have changed between the responses.
    if (transfer.isPieced) throw transfer.giveUp(error.message);
    // Without a length, the end of a response looks the same as a cut.
    const isTransient = error.isCutOff && transfer.total === undefined;
    throw new MirrorError(error.message, { isTransient });
  }
}

/** Adds the body of one response to a transfer. */
async function receive<T>(
  transfer: Transfer,
  { mirror, name, onProgress }: Download<T>,
  policy: RetryPolicy,
): Promise<void> {
  const watch = new Watch(policy);
  const cut = (): MirrorError => {
    const of = transfer.total === undefined ? "" : ` of ${transfer.total}`;
    const message = `the connection was cut after ${transfer.length}${of} bytes`;
    return new MirrorError(message, { isTransient: true });
  };
  const url = new URL(mirror.base);
  url.pathname += name;
  const headers = headersFor(transfer, mirror.authorization);
  try {
    const response = await watch.over(
      fetch(url, { headers, signal: watch.signal }),
      connectionError,
    );
    acceptResponse(response, transfer);
    if (transfer.total !== undefined) transfer.checkLength(transfer.total);
    const reader = response.body?.getReader();
    while (reader !== undefined) {
      const { done, value } = await watch.over(reader.read(), cut);
      if (done) break;
      watch.heard(value.length);
      transfer.add(value);
      onProgress(transfer.length, transfer.total);
    }
    if (transfer.total !== undefined && transfer.length < transfer.total) throw cut();
  } finally {
    watch.end();
  }
}

function headersFor(transfer: Transfer, authorization: string | undefined): Headers {
  // Ranges count the bytes of the file itself, so it must not be encoded.
  const headers = new Headers({ "accept-encoding": "identity" });
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (transfer.length > 0 && transfer.mayResume) {
    headers.set("range", `bytes=${transfer.length}-`);
    if (transfer.validator !== undefined) headers.set("if-range", transfer.validator);
  }
  return headers;
}

/**
 * Prepares a transfer for the body of a response.
 *
 * @throws {MirrorError} if the response is not useful
 */
function acceptResponse({ status, ok, headers }: Response, transfer: Transfer): void {
  const isEncoded = headers.has("content-encoding");
  if (status === 206 || status === 416) {
    const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "");
    const [, from, total] = range ?? [];
    const isSameFile = total === "*" || transfer.total === undefined ||
      Number(total) === transfer.total;
    const continues = status === 206 && transfer.length > 0 && !isEncoded && isSameFile &&
      Number(from) === transfer.length;
    if (!continues) {
      throw transfer.giveUp("it answers with another part of the file than requested");
    }
    if (total !== "*") transfer.total = Number(total);
    transfer.isPieced = true;
    return;
  }
  if (!ok) throw statusError(status);
  transfer.restart();
  const length = headers.get("content-length");
  if (!isEncoded && length !== null) transfer.total = Number(length);
  if (isEncoded) transfer.mayResume = false;
  const tag = headers.get("etag");
  const isStrong = tag !== null && !tag.startsWith("W/");
  transfer.validator = (isStrong ? tag : headers.get("last-modified")) ?? undefined;
}

function statusError(status: number): MirrorError {
  const message = `it answered with HTTP status ${status}`;
  if (status === 401) {
    return new MirrorError(
      `${message}: it wants another user and password in its URL, as in https://user:password@host/`,
      { isOfMirror: true },
    );
  }
  return new MirrorError(message, {
    isMissing: [403, 404, 410].includes(status),
    isTransient: [408, 425, 429].includes(status) || status >= 500,
  });
}

type Timer = ReturnType<typeof setTimeout>;

/** Aborts a request when the server is silent or too slow. */
class Watch {
  readonly #controller = new AbortController();
  readonly #policy: RetryPolicy;
  readonly #speedTimer: Timer;
  #silenceTimer: Timer | undefined;
  #bytes = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
    const { bytes, time } = policy.slowest;
    this.#speedTimer = setInterval(() => {
      if (this.#bytes < bytes) {
        this.#abort(`it sent fewer than ${bytes} bytes in ${time / 1000} s`, false);
      }
      this.#bytes = 0;
    }, time);
    this.heard(0);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Waits for the network.
   *
   * @param explain converts what it throws
   */
  async over<R>(result: Promise<R>, explain: (error: unknown) => MirrorError): Promise<R> {
    try {
      return await result;
    } catch (error) {
      if (this.signal.aborted) throw this.signal.reason;
      throw error instanceof Deno.errors.NotCapable ? error : explain(error);
    } finally {
      this.heard(0);
    }
  }

  /** The server has sent something. */
  heard(bytes: number): void {
    this.#bytes += bytes;
    clearTimeout(this.#silenceTimer);
    const { silence } = this.#policy;
    this.#silenceTimer = setTimeout(
      () => this.#abort(`it was silent for ${silence / 1000} s`, true),
      silence,
    );
  }

  end(): void {
    clearTimeout(this.#silenceTimer);
    clearInterval(this.#speedTimer);
    this.#controller.abort();
  }

  #abort(reason: string, isTransient: boolean): void {
    this.#controller.abort(new MirrorError(reason, { isTransient, isOfMirror: true }));
  }
}

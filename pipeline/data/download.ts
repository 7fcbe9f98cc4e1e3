import { connectionError } from "./connection_error.ts";
import type { UrlMirror } from "./mirror.ts";
import { MirrorError } from "./mirror_error.ts";
import { WrongPayloadError } from "./payload.ts";

/** When a download is given up, and when it is tried again. */
export interface RetryPolicy {
  /** How long a server may stay silent, in milliseconds. */
  readonly silence: number;
  /** What is too slow: fewer bytes than these in every such time, in milliseconds. */
  readonly slowest: { readonly bytes: number; readonly time: number };
  /** How many failures in a row that may pass are put up with. */
  readonly attempts: number;
  /** How many new bytes make an attempt no failure: it is gone on with as if it were the first. */
  readonly gain: number;
  /** How long to wait before the second attempt, in milliseconds; then twice that, and so on. */
  readonly pause: number;
}

/** The policy of the fetch task: what comes slowly but steadily may take hours. */
export const RETRY_POLICY: RetryPolicy = {
  silence: 15_000,
  slowest: { bytes: 120_000, time: 60_000 },
  attempts: 3,
  gain: 65_536,
  pause: 500,
};

/** Told how many bytes are here, and how many there will be, where the server says so. */
export type OnProgress = (bytes: number, total: number | undefined) => void;

/** What is asked for, and what may come of it. */
export interface Download<T> {
  readonly mirror: UrlMirror;
  /** The name of a file there. */
  readonly name: string;
  /** The most bytes that it may have. */
  readonly most: number;
  /** Makes something of all bytes, or throws a `WrongPayloadError`. */
  readonly read: (bytes: Uint8Array) => T;
  readonly onProgress: OnProgress;
}

/**
 * Downloads a file. A connection that is cut is made again, and the download gone on
 * with where the server can (RFC 9110, section 14), else begun again.
 *
 * @throws {MirrorError} saying in a few words why it cannot be had
 */
export async function download<T>(wish: Download<T>, policy: RetryPolicy): Promise<T> {
  const transfer = new Transfer(wish.most);
  let farthest = 0;
  for (let failures = 0;;) {
    try {
      await receive(transfer, wish, policy);
      return finish(transfer, wish.read);
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

/** The bytes of a file that are here so far. */
class Transfer {
  readonly #most: number;
  #chunks: Uint8Array[] = [];
  /** How many bytes are here. */
  length = 0;
  /** How many were here at most. */
  farthest = 0;
  /** How many the server says there are. */
  total: number | undefined;
  /** Names this version of the file to the server: an entity tag or a date. */
  validator: string | undefined;
  /** Whether the bytes are of more than one answer. */
  isPieced = false;
  /** Whether the server may be asked for the rest alone. */
  mayResume = true;

  constructor(most: number) {
    this.#most = most;
  }

  add(chunk: Uint8Array): void {
    if (this.length + chunk.length > this.#most) throw tooLong(this.#most);
    this.#chunks.push(chunk);
    this.length += chunk.length;
    this.farthest = Math.max(this.farthest, this.length);
  }

  restart(): void {
    this.#chunks = [];
    this.length = 0;
    this.total = undefined;
    this.validator = undefined;
    this.isPieced = false;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all;
  }
}

function tooLong(most: number): MirrorError {
  return new MirrorError(`it sends more than ${most} bytes, more than the file can have`);
}

/** Makes something of all bytes; what an interruption may have spoilt is got again. */
function finish<T>(transfer: Transfer, read: (bytes: Uint8Array) => T): T {
  try {
    return read(transfer.bytes());
  } catch (error) {
    if (!(error instanceof WrongPayloadError)) throw error;
    if (transfer.isPieced) {
      // The file may have changed in between.
      transfer.mayResume = false;
      transfer.restart();
      throw new MirrorError(error.message, { isTransient: true });
    }
    // Without a length, the end of an answer and a cut are the same to see.
    const isTransient = error.isCutOff && transfer.total === undefined;
    throw new MirrorError(error.message, { isTransient });
  }
}

/** Adds to a transfer what one request gives. */
async function receive<T>(
  transfer: Transfer,
  { mirror, name, most, onProgress }: Download<T>,
  policy: RetryPolicy,
): Promise<void> {
  const watch = new Watch(policy);
  const url = new URL(mirror.base);
  url.pathname += name;
  const headers = headersFor(transfer, mirror.authorization);
  try {
    const response = await watch.heed(
      fetch(url, { headers, signal: watch.signal }),
      connectionError,
    );
    acceptAnswer(response, transfer);
    if (transfer.total !== undefined && transfer.total > most) throw tooLong(most);
    const reader = response.body?.getReader();
    while (reader !== undefined) {
      const { done, value } = await watch.heed(reader.read(), () => cut(transfer));
      if (done) break;
      watch.heard(value.length);
      transfer.add(value);
      onProgress(transfer.length, transfer.total);
    }
    if (transfer.total !== undefined && transfer.length < transfer.total) throw cut(transfer);
  } finally {
    watch.end();
  }
}

function cut({ length, total }: Transfer): MirrorError {
  const of = total === undefined ? "" : ` of ${total}`;
  return new MirrorError(`the connection was cut after ${length}${of} bytes`, {
    isTransient: true,
  });
}

function headersFor(transfer: Transfer, authorization: string | undefined): Headers {
  // What counts are the bytes of the file as they are; parts of an encoding fit nothing.
  const headers = new Headers({ "accept-encoding": "identity" });
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (transfer.length > 0 && transfer.mayResume) {
    headers.set("range", `bytes=${transfer.length}-`);
    if (transfer.validator !== undefined) headers.set("if-range", transfer.validator);
  }
  return headers;
}

/**
 * Prepares a transfer for the body of an answer.
 *
 * @throws {MirrorError} if it is no answer to use
 */
function acceptAnswer({ status, ok, headers }: Response, transfer: Transfer): void {
  const isEncoded = headers.has("content-encoding");
  if (status === 206 || status === 416) {
    const [, from, total] =
      /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get("content-range") ?? "") ??
        [];
    const isSameFile = total === "*" || transfer.total === undefined ||
      Number(total) === transfer.total;
    if (
      status === 206 && transfer.length > 0 && Number(from) === transfer.length && isSameFile &&
      !isEncoded
    ) {
      if (total !== "*") transfer.total = Number(total);
      transfer.isPieced = true;
      return;
    }
    transfer.mayResume = false;
    transfer.restart();
    throw new MirrorError("it answers with another part of the file than was asked for", {
      isTransient: true,
    });
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
  switch (status) {
    case 401:
      return new MirrorError(
        `${message}: it wants another user and password in its URL, as in https://user:password@host/`,
        { isOfMirror: true },
      );
    case 403:
    case 404:
    case 410:
      return new MirrorError(message, { isMissing: true });
    default: {
      const mayPass = [408, 425, 429].includes(status) || status >= 500;
      return new MirrorError(message, { isTransient: mayPass });
    }
  }
}

type Timer = ReturnType<typeof setTimeout>;

/** Gives a request up when nothing is heard for too long, or too little. */
class Watch {
  readonly #controller = new AbortController();
  readonly #policy: RetryPolicy;
  readonly #speed: Timer;
  #silence: Timer;
  #bytes = 0;

  constructor(policy: RetryPolicy) {
    this.#policy = policy;
    this.#silence = this.#startSilence();
    const { bytes, time } = policy.slowest;
    this.#speed = setInterval(() => {
      if (this.#bytes < bytes) {
        this.#giveUp(`it sent fewer than ${bytes} bytes in ${time / 1000} s`, false);
      }
      this.#bytes = 0;
    }, time);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Waits for something of the network.
   *
   * @param explain what to throw when that fails
   */
  async heed<R>(something: Promise<R>, explain: (error: unknown) => MirrorError): Promise<R> {
    try {
      const result = await something;
      this.heard(0);
      return result;
    } catch (error) {
      if (this.signal.aborted) throw this.signal.reason;
      throw error instanceof Deno.errors.NotCapable ? error : explain(error);
    }
  }

  heard(bytes: number): void {
    this.#bytes += bytes;
    clearTimeout(this.#silence);
    this.#silence = this.#startSilence();
  }

  end(): void {
    clearTimeout(this.#silence);
    clearInterval(this.#speed);
    this.#controller.abort();
  }

  #startSilence(): Timer {
    const { silence } = this.#policy;
    return setTimeout(() => this.#giveUp(`it was silent for ${silence / 1000} s`, true), silence);
  }

  #giveUp(reason: string, isTransient: boolean): void {
    this.#controller.abort(new MirrorError(reason, { isTransient, isOfMirror: true }));
  }
}

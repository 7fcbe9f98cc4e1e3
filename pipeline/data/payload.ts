import { createHash } from "node:crypto";
import { DATA_SOURCES, type DataFile, dataFiles } from "../../lib/data/sources.ts";
import { gunzip } from "./gunzip.ts";

/** What was served is not the file: wrong length, wrong hash or damaged gzip. */
export class WrongPayloadError extends Error {
  override readonly name = "WrongPayloadError";
  /** Whether it may be the beginning of the file, with the rest missing. */
  readonly isCutOff: boolean;

  constructor(message: string, isCutOff: boolean = false) {
    super(message);
    this.isCutOff = isCutOff;
  }
}

/** The SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * The most bytes that a file may have as it is served. Gzip makes what it cannot
 * shorten a little longer, and archives may be padded.
 */
export function mostServedBytes(file: DataFile): number {
  return file.bytes + Math.ceil(file.bytes / 64) + 65_536;
}

/**
 * What a served file holds, gzip or not, once its length and hash are those of `file`.
 * Unpacks no more than that length.
 *
 * @throws {WrongPayloadError} if the content is not the file
 */
export function readPayload(served: Uint8Array, file: DataFile): Uint8Array {
  const { payload, problem } = gunzip(served, file.bytes);
  // The hash decides: what follows the file, or is wrong in the gzip around it, is no matter.
  if (payload.length === file.bytes && sha256(payload) === file.sha256) return payload;
  if (problem !== undefined) {
    throw new WrongPayloadError(problem.reason, problem.isCutOff);
  }
  if (isWebPage(payload)) {
    throw new WrongPayloadError("it is a web page, such as those on which one has to log in first");
  }
  checkPayload(payload, file);
  return payload;
}

/** @throws {WrongPayloadError} if bytes are not the content of a file */
export function checkPayload(payload: Uint8Array, file: DataFile): void {
  if (payload.length !== file.bytes) {
    // IDX files begin with two zeros.
    const isCutOff = payload.length < file.bytes && payload[0] === 0 && payload[1] === 0;
    throw new WrongPayloadError(`it has ${payload.length} bytes, not ${file.bytes}`, isCutOff);
  }
  const hash = sha256(payload);
  if (file.sha256 === undefined) {
    // Data sets have files of the same names and lengths.
    const other = DATA_SOURCES.find((source) => dataFiles(source).some((f) => f.sha256 === hash));
    if (other !== undefined) throw new WrongPayloadError(`it is a file of ${other.title}`);
  } else if (hash !== file.sha256) {
    throw new WrongPayloadError(
      `its SHA-256 is ${hash.slice(0, 16)}…, not ${file.sha256.slice(0, 16)}…`,
    );
  }
}

function isWebPage(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(
    new TextDecoder().decode(bytes.subarray(0, 200)),
  );
}

import { gunzipSync } from "node:zlib";
import { DATA_SOURCES, type DataFile, dataFiles } from "../../lib/data/sources.ts";
import { sha256 } from "../system/sha256.ts";

/** A mirror served something else than the file: wrong length, wrong hash or damaged gzip. */
export class WrongPayloadError extends Error {
  override readonly name = "WrongPayloadError";
  /** Whether it may be the beginning of the file, with the rest missing. */
  readonly isCutOff: boolean;

  constructor(message: string, isCutOff: boolean = false) {
    super(message);
    this.isCutOff = isCutOff;
  }
}

/**
 * The maximum number of bytes that a file may have as it is served. Gzip adds a little to
 * what it cannot compress, and archives may be padded.
 */
export function maxServedBytes(file: DataFile): number {
  return file.bytes + Math.ceil(file.bytes / 64) + 65_536;
}

/**
 * The content of a served file, gzip or not, verified by length and hash.
 *
 * @throws {WrongPayloadError} if the content is not the file
 */
export function readPayload(served: Uint8Array, file: DataFile): Uint8Array {
  const payload = unpacked(served, file.bytes);
  if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(decoded(payload.subarray(0, 200)))) {
    throw new WrongPayloadError("it is a web page, such as a log-in page");
  }
  checkPayload(payload, file);
  return payload;
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Unpacks gzip up to a length; returns other bytes as they are. */
function unpacked(bytes: Uint8Array, maxOutputLength: number): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    switch ((error as { code?: string }).code) {
      case "ERR_BUFFER_TOO_LARGE":
        throw new WrongPayloadError(`it has more than the expected ${maxOutputLength} bytes`);
      case "Z_BUF_ERROR":
        throw new WrongPayloadError("its gzip data ends in the middle", true);
      case "Z_DATA_ERROR":
        throw new WrongPayloadError("its gzip data is damaged");
      default:
        throw error;
    }
  }
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

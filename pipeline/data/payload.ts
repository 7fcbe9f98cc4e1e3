import { createHash } from "node:crypto";
import type { DataFile } from "../../lib/data/sources.ts";

/** What was served is not the file: wrong length, wrong hash or no gzip. */
export class WrongPayloadError extends Error {
  override readonly name = "WrongPayloadError";
}

/** The first two bytes of every gzip file. */
const GZIP_MAGIC = [0x1f, 0x8b];

/** The SHA-256 of some bytes, in hexadecimal. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * Reads a stream, gzip or not, and returns its payload once its length and hash
 * are those of `file`. Never holds more than the file's length in memory: a
 * stream that goes on beyond it is cancelled.
 *
 * @param onProgress called with the payload bytes read so far
 * @throws {WrongPayloadError} if the content is not the file
 */
export async function readPayload(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  file: DataFile,
  onProgress: (bytes: number) => void = () => {},
): Promise<Uint8Array> {
  const payload = new Uint8Array(file.bytes);
  let length = 0;
  const reader = (await decompress(stream)).getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > file.bytes) {
        throw new WrongPayloadError(`it has more than the ${file.bytes} bytes that it must have`);
      }
      payload.set(value, length);
      length += value.length;
      onProgress(length);
    }
  } catch (error) {
    await reader.cancel(error).catch(() => {});
    // Deno reports damaged gzip data as a TypeError.
    if (error instanceof TypeError) throw new WrongPayloadError("its gzip data is damaged");
    throw error;
  }
  checkPayload(payload.subarray(0, length), file);
  return payload;
}

/** @throws {WrongPayloadError} if bytes are not the content of a file */
export function checkPayload(payload: Uint8Array, file: DataFile): void {
  if (payload.length !== file.bytes) {
    throw new WrongPayloadError(`it has ${payload.length} bytes, not ${file.bytes}`);
  }
  const hash = sha256(payload);
  if (hash !== file.sha256) {
    throw new WrongPayloadError(
      `its SHA-256 is ${hash.slice(0, 16)}…, not ${file.sha256.slice(0, 16)}…`,
    );
  }
}

/** Unpacks a stream if it begins as gzip does; passes it on if not. */
async function decompress(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  const reader = stream.getReader();
  const first = await reader.read();
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(first.value);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const isGzip = !first.done && GZIP_MAGIC.every((byte, i) => first.value[i] === byte);
  return isGzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

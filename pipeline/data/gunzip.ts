import { inflateRawSync } from "node:zlib";

/** What was unpacked, and what kept it from being more. */
export interface Unpacked {
  readonly payload: Uint8Array;
  readonly problem?: {
    /** In a few words. */
    readonly reason: string;
    /** Whether the bytes stopped in the middle. */
    readonly isCutOff: boolean;
  };
}

/**
 * Unpacks gzip as the program gunzip does: all members, one after the other (RFC 1952,
 * section 2.2); what follows the last of them is left alone. Bytes that are no gzip are
 * handed back as they are. Checksums are not looked at: the caller knows the SHA-256.
 *
 * @param most how many bytes to unpack at most
 */
export function gunzip(bytes: Uint8Array, most: number): Unpacked {
  if (!isMember(bytes, 0)) return { payload: bytes };
  const parts: Uint8Array[] = [];
  let length = 0;
  let at = 0;
  let problem: Unpacked["problem"];
  while (isMember(bytes, at) && problem === undefined) {
    const begin = endOfHeader(bytes, at);
    try {
      const { buffer, engine } = inflate(bytes.subarray(begin), most - length);
      parts.push(buffer);
      length += buffer.length;
      at = begin + engine.bytesWritten + 8; // The checksum and the length follow.
    } catch (error) {
      problem = problemOf(error, most);
    }
  }
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return problem === undefined ? { payload: whole } : { payload: whole, problem };
}

/** Whether a gzip member begins at some place. */
function isMember(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x1f && bytes[at + 1] === 0x8b;
}

/** Where the deflate data of a member begins. */
function endOfHeader(bytes: Uint8Array, begin: number): number {
  const flags = bytes[begin + 3] ?? 0;
  let at = begin + 10;
  if (flags & 4) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const text of [8, 16]) { // The name of the file, and a comment; each ends with a zero.
    if (!(flags & text)) continue;
    const zero = bytes.indexOf(0, at);
    at = zero < 0 ? bytes.length : zero + 1;
  }
  if (flags & 2) at += 2;
  return at;
}

function inflate(
  bytes: Uint8Array,
  most: number,
): { buffer: Uint8Array; engine: { bytesWritten: number } } {
  // With `info` it also says how many bytes it took, which the types do not know.
  const options = { info: true, maxOutputLength: Math.max(1, most) };
  return inflateRawSync(bytes, options) as unknown as ReturnType<typeof inflate>;
}

function problemOf(error: unknown, most: number): NonNullable<Unpacked["problem"]> {
  switch ((error as { code?: string }).code) {
    case "ERR_BUFFER_TOO_LARGE":
      return { reason: `it has more than the ${most} bytes that it must have`, isCutOff: false };
    case "Z_BUF_ERROR":
      return { reason: "its gzip data ends in the middle", isCutOff: true };
    case "Z_DATA_ERROR":
      return { reason: "its gzip data is damaged", isCutOff: false };
    default:
      throw error;
  }
}

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { gzipSync } from "fflate";
import { readPayload, WrongPayloadError } from "../../pipeline/data/payload.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";

const TEXT = new TextEncoder().encode("handwritten digits, handwritten digits");
const FILE = { name: "train-images", bytes: TEXT.length, sha256: sha256(TEXT) };

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const [first, second] = [TEXT.subarray(0, 20), TEXT.subarray(20)];
const both = joined(gzipSync(first), gzipSync(second));

const ACCEPTED: Readonly<Record<string, Uint8Array>> = {
  "one member": gzipSync(TEXT),
  "two members": both,
  "a member of nothing between two others": joined(
    gzipSync(first),
    gzipSync(new Uint8Array()),
    gzipSync(second),
  ),
  "a name in its header": gzipSync(TEXT, { filename: "train-images-idx3-ubyte" }),
  "padding of zeros": joined(both, new Uint8Array(600)),
  "no gzip around it": TEXT,
};

for (const [what, bytes] of Object.entries(ACCEPTED)) {
  Deno.test(`readPayload() reads a file that has ${what}`, () => {
    assertEquals(Uint8Array.from(readPayload(bytes, FILE)), TEXT);
  });
}

Deno.test("readPayload() says what is cut off, damaged, too long or another file", () => {
  const refused = (bytes: Uint8Array, says: string) =>
    assertThrows(() => readPayload(bytes, FILE), WrongPayloadError, says);
  const whole = gzipSync(TEXT);
  for (const length of [2, 9, 15, whole.length - 12]) {
    assert(refused(whole.subarray(0, length), "its gzip data ends in the middle").isCutOff);
  }
  refused(Uint8Array.from(whole).fill(255, 10, 20), "its gzip data is damaged");
  refused(gzipSync(new Uint8Array(5_000_000)), "it has more than the expected 38 bytes");
  refused(gzipSync(TEXT.toReversed()), "its SHA-256 is");
  assert(!refused(TEXT.subarray(1), "it has 37 bytes, not 38").isCutOff);
  assert(refused(new Uint8Array(20), "it has 20 bytes, not 38").isCutOff);
  refused(new TextEncoder().encode("\n<!DOCTYPE html>"), "it is a web page");
});

Deno.test("readPayload() takes anything", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    assertThrows(
      () => readPayload(joined(Uint8Array.of(0x1f, 0x8b), bytes), FILE),
      WrongPayloadError,
    );
  }));
});

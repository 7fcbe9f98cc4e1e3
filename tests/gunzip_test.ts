import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { gzipSync } from "fflate";
import { gunzip } from "../pipeline/data/gunzip.ts";

const TEXT = new TextEncoder().encode("handwritten digits, handwritten digits");

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
  "something else behind it": joined(both, new TextEncoder().encode("more")),
  "no gzip around it": TEXT,
};

for (const [what, bytes] of Object.entries(ACCEPTED)) {
  Deno.test(`gunzip() reads what has ${what}`, () => {
    const { payload, problem } = gunzip(bytes, TEXT.length);
    assertEquals(payload, TEXT);
    assertEquals(problem, undefined);
  });
}

Deno.test("gunzip() skips every optional part of a header", () => {
  const plain = gzipSync(TEXT);
  const header = plain.slice(0, 10);
  header[3] = 2 | 4 | 8 | 16;
  const extra = [3, 0, 1, 2, 3];
  const texts = [...new TextEncoder().encode("name\0a comment\0")];
  const bytes = joined(header, Uint8Array.from([...extra, ...texts, 7, 7]), plain.subarray(10));
  assertEquals(gunzip(bytes, TEXT.length).payload, TEXT);
});

Deno.test("gunzip() says what is cut off, damaged or too long", () => {
  const whole = gzipSync(TEXT);
  for (const length of [2, 9, 15, whole.length - 12]) {
    assertEquals(gunzip(whole.subarray(0, length), 1000).problem?.isCutOff, true, `${length}`);
  }
  const damaged = Uint8Array.from(whole).fill(255, 10, 20);
  assertEquals(gunzip(damaged, 1000).problem?.reason, "its gzip data is damaged");
  const { payload, problem } = gunzip(gzipSync(new Uint8Array(5_000_000)), 1000);
  assertStringIncludes(problem!.reason, "more than the 1000 bytes");
  assert(payload.length <= 1000);
});

Deno.test("gunzip() takes anything", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
    const { payload } = gunzip(joined(Uint8Array.of(0x1f, 0x8b), bytes), 100);
    assert(payload.length <= 100);
  }));
});

import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { formatIdx, parseIdx } from "../../lib/data/idx.ts";
import {
  DATA_SOURCES,
  type DataFile,
  dataFiles,
  type DataSource,
  FASHION_MNIST,
  SYNTHETIC_DIGITS,
} from "../../lib/data/sources.ts";
import { cachePath, cacheState, dataHash, readCached } from "../../pipeline/data/cache.ts";
import { drawSyntheticDigits } from "../../lib/data/synthetic_digits.ts";
import { ensureDataset, NoMirrorError } from "../../pipeline/data/ensure_dataset.ts";
import { checkPayload, WrongPayloadError } from "../../pipeline/data/payload.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import {
  context,
  drawn,
  fetched,
  gzip,
  honest,
  nameIn,
  payloads,
  withRawServer,
  withServer,
  writeMirror,
} from "../support/mirrors.ts";
import { inTemporaryFolder, readTree } from "../support/temporary.ts";

Deno.test("parseIdx() reads what formatIdx() writes", () => {
  fc.assert(fc.property(
    fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    (shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const values = Uint8Array.from({ length }, (_, i) => i % 256);
      const parsed = parseIdx(formatIdx({ shape, values }), shape.length, "it");
      assertEquals([...parsed.shape], shape);
      assertEquals([...parsed.values], [...values]);
    },
  ));
});

function characters(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

Deno.test("parseIdx() refuses everything else in one sentence", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
    const error = assertThrows(() => parseIdx(Uint8Array.of(1, ...bytes), 3, "it"), RangeError);
    assert(error.message.startsWith("Cannot read it as IDX: "));
  }));
  const valid = formatIdx({ shape: [2, 2], values: new Uint8Array(4) });
  assertThrows(
    () => parseIdx(valid.subarray(0, 15), 2, "it"),
    RangeError,
    "promises 4 elements, but 3",
  );
  assertThrows(() => parseIdx(valid, 3, "it"), RangeError, "it has 2 dimensions, not 3");
  const refused: readonly [begins: readonly number[], says: string][] = [
    [[0x1f, 0x8b, 8], "it is gzip; unpack it first"],
    [[0x50, 0x4b, 3, 4], "it is a zip archive; unpack it first"],
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a], "it is xz; unpack it first"],
    [[0x28, 0xb5, 0x2f, 0xfd], "it is Zstandard; unpack it first"],
    [characters("<!doctype html>"), "it is a web page"],
    [characters("version https://git-lfs"), "pointer of Git LFS"],
    [[0x42, 0x5a, 0x68, 0x39], "it is bzip2; unpack it first"],
    [[0x37, 0x7a, 0xbc, 0xaf], "it is a 7z archive; unpack it first"],
    [[0x93, ...characters("NUMPY")], "it is a NumPy array"],
    [[0x89, ...characters("PNG")], "it is a single image"],
    [[0xff, 0xd8, 0xff, 0xe0], "it is a single image"],
    [characters("\n\n <html>"), "it is a web page"],
    [[0xef, 0xbb, 0xbf, ...characters("<?xml")], "it is a web page or XML"],
    [[0xff, 0xfe, 0x3c, 0, 0x21, 0], "it is a web page"],
    [[0, 0, 0x08, 1], "it has 1 dimension, not 3; images have 3, labels 1"],
    [[0, 0, 0x09, 3], "its elements are signed bytes"],
    [[0, 0, 0x0e, 3], "its elements are 64-bit floats"],
    [[0, 0, 0x08, 3, ...Array(12).fill(255)], `promises ${(2n ** 32n - 1n) ** 3n} elements`],
    [[0, 0, 0x0d, 3], "its elements are 32-bit floats; only unsigned bytes can be read"],
    [[3, 8, 0, 0], "it has the reverse byte order"],
    [[1, 2, 3, 4], "its first four bytes are 0x01020304, not 0x00000803"],
  ];
  for (const [begins, says] of refused) {
    const bytes = new Uint8Array(64);
    bytes.set(begins);
    assertThrows(() => parseIdx(bytes, 3, "it"), RangeError, says);
  }
  const texts: readonly [text: string, says: string][] = [
    ["404", 'it is text, which begins with "404"; download the file itself'],
    ['{"error":"not found"}', "it is text, which begins with"],
    ["5,0,0,0,0,0,0,12,255\n7,0,0,0\n", "it is text"],
  ];
  for (const [text, says] of texts) {
    assertThrows(() => parseIdx(Uint8Array.from(characters(text)), 3, "it"), RangeError, says);
  }
  const tar = new Uint8Array(512);
  tar.set(characters("train-images-idx3-ubyte"));
  tar.set(characters("ustar"), 257);
  assertThrows(() => parseIdx(tar, 3, "it"), RangeError, "it is a tar archive");
  // The same five bytes among pixels are pixels.
  const pixels = new Uint8Array(784);
  pixels.set(characters("ustar"), 257 - 16);
  assertEquals(parseIdx(formatIdx({ shape: [1, 28, 28], values: pixels }), 3, "it").shape, [
    ...[1, 28, 28],
  ]);
  assertThrows(() => parseIdx(new Uint8Array(0), 1, "it"), RangeError, "it is empty");
  const labels = (lengths: readonly number[], ...bytes: number[]) =>
    Uint8Array.of(0, 0, 8, 1, ...lengths, ...bytes);
  const lengthSays: readonly [bytes: Uint8Array, says: string][] = [
    [labels([2, 0, 0, 0], 7, 7), "the lengths in its header have the reverse byte order"],
    [labels([0, 0, 0, 2], 7, 7, 0), "promises 2 elements, but 3 follow: it is too long"],
    [labels([0, 0, 0, 2], 7), "promises 2 elements, but 1 follow: it is cut short"],
    [labels([]), "it has 4 bytes, less than a header of 8"],
  ];
  for (const [bytes, says] of lengthSays) {
    assertThrows(() => parseIdx(bytes, 1, "it"), RangeError, says);
  }
  for (const dimensions of [0, 1.5, 256, "3" as unknown as number]) {
    assertThrows(() => parseIdx(valid, dimensions, "it"), RangeError, "from 1 to 255");
  }
  for (const shape of [[], [-1, -1], [0.5, 2], [2 ** 32, 0], Array(256).fill(1)]) {
    assertThrows(() => formatIdx({ shape, values: new Uint8Array(1) }), RangeError, "Cannot write");
  }
  const wide = Uint16Array.of(300) as unknown as Uint8Array;
  assertThrows(() => formatIdx({ shape: [1], values: wide }), RangeError, "give a Uint8Array");
  const values = new Uint8Array(3);
  assertThrows(() => formatIdx({ shape: [2, 2], values }), RangeError, "has 4");
  assertThrows(() => parseIdx(valid.subarray(0, 9), 2, "it"), RangeError, "less than a header");
});

Deno.test("the files of a data source fit together, and no two are the same", () => {
  for (const source of DATA_SOURCES) {
    const files = dataFiles(source);
    assertEquals(new Set(files.map(({ name }) => name)).size, 4);
    const hashes = files.map(({ sha256 }) => sha256).filter((hash) => hash !== undefined);
    assert(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash)), source.name);
    // A record is complete, or it is nothing to train on.
    assert([0, 4].includes(hashes.length), source.name);
    for (const part of ["train", "test"] as const) {
      // A label is one byte behind a header of 8, an image 28 x 28 behind one of 16.
      const count = source.counts[part];
      assertEquals(source[`${part}Labels`].bytes, 8 + count, `${source.name} ${part}`);
      assertEquals(source[`${part}Images`].bytes, 16 + 784 * count, `${source.name} ${part}`);
    }
    const { origin } = source;
    for (const url of "mirrors" in origin ? origin.mirrors : []) {
      assert(url.startsWith("https://") && url.endsWith("/"), url);
    }
  }
  const hashes = DATA_SOURCES.flatMap((source) => dataFiles(source).map(({ sha256 }) => sha256))
    .filter((hash) => hash !== undefined);
  assertEquals(new Set(hashes).size, hashes.length);
});

async function isComplete(folder: string, source: DataSource): Promise<boolean> {
  return (await cacheState(folder, source)).state === "complete";
}

Deno.test("the built-in digits have their pinned hashes", () =>
  inTemporaryFolder(async (folder) => {
    await ensureDataset(SYNTHETIC_DIGITS, context(folder, []));
    assert(await isComplete(folder, SYNTHETIC_DIGITS));
  }));

/** A data set of few digits whose hashes nobody has recorded yet. */
function unrecorded(): DataSource {
  const without = ({ name, bytes }: DataFile): DataFile => ({ name, bytes });
  const { trainImages, trainLabels, testImages, testLabels, ...rest } = fetched([]);
  return {
    ...rest,
    trainImages: without(trainImages),
    trainLabels: without(trainLabels),
    testImages: without(testImages),
    testLabels: without(testLabels),
  };
}

Deno.test("files whose hashes are not recorded are fetched, shown, and not trained on", () =>
  inTemporaryFolder(async (folder) => {
    const source = unrecorded();
    await writeMirror(`${folder}/mirror`);
    for (const time of ["first", "second"]) {
      const lines: string[] = [];
      await ensureDataset(source, context(`${folder}/data`, lines, `${folder}/mirror`));
      const text = lines.join("\n");
      assertStringIncludes(text, "warning: NOT VERIFIED: ", time);
      assert(!text.includes("verified"), text);
      for (const { name, sha256 } of dataFiles(drawn)) {
        assertStringIncludes(text, `  ${name}  sha256: "${sha256}"`);
      }
    }
    assertThrows(() => dataHash(source), UserError, "the SHA-256 of its files is not recorded");
    await Deno.truncate(cachePath(`${folder}/data`, source, source.testLabels), 3);
    assertEquals((await cacheState(`${folder}/data`, source)).state, "incomplete");
  }));

Deno.test("what is a file of another data set is not taken for one without a recorded hash", () => {
  const digits = drawSyntheticDigits(10_000, 2);
  const payload = formatIdx(digits.labels);
  checkPayload(payload, SYNTHETIC_DIGITS.testLabels);
  assertThrows(
    () => checkPayload(payload, FASHION_MNIST.testLabels),
    WrongPayloadError,
    "it is a file of built-in synthetic digits",
  );
});

Deno.test("a folder can be a mirror; what is there is not fetched again", () =>
  inTemporaryFolder(async (folder) => {
    await writeMirror(`${folder}/mirror`);
    const lines: string[] = [];
    await ensureDataset(fetched([]), context(`${folder}/data`, lines, `${folder}/mirror`));
    assertEquals(lines.length, 4);
    await ensureDataset(fetched([]), context(`${folder}/data`, lines, `${folder}/nothing`));
    assertEquals(lines[4], "a small data set: all files are here and verified");
    assertEquals(lines.length, 5);
  }));

for (
  const [what, damage] of Object.entries<(path: string) => Promise<void>>({
    "truncated": (path) => Deno.truncate(path, 20),
    "emptied": (path) => Deno.truncate(path, 0),
    "bit-flipped": async (path) => {
      const bytes = await Deno.readFile(path);
      bytes[30]! ^= 1;
      await Deno.writeFile(path, bytes);
    },
  })
) {
  Deno.test(`a cached file that was ${what} is noticed and fetched again`, () =>
    inTemporaryFolder(async (folder) => {
      await ensureDataset(drawn, context(folder, []));
      const path = cachePath(folder, drawn, drawn.trainImages);
      await damage(path);
      assertEquals((await readCached(path, drawn.trainImages)).state, "damaged");
      const lines: string[] = [];
      await withServer(honest, (url) => ensureDataset(fetched([url]), context(folder, lines)));
      assert(lines[0]!.includes("is damaged; getting it again"));
      assert(await isComplete(folder, drawn));
    }));
}

const BAD_SERVERS: readonly [
  what: string,
  answer: () => Response | Promise<Response>,
  says: string | RegExp,
][] = [
  ["answers 404", () => new Response("no", { status: 404 }), "HTTP status 404"],
  ["answers 403", () => new Response("no", { status: 403 }), "HTTP status 403"],
  ["answers 429 every time", () => new Response("no", { status: 429 }), "HTTP status 429"],
  [
    "redirects in circles",
    () => new Response(null, { status: 302, headers: { location: "/round-and-round" } }),
    "it redirects in circles",
  ],
  [
    "drips slowly",
    () => {
      let timer: ReturnType<typeof setInterval>;
      return new Response(
        new ReadableStream({
          start: (c) => void (timer = setInterval(() => c.enqueue(Uint8Array.of(1)), 50)),
          cancel: () => clearInterval(timer),
        }),
      );
    },
    "it sent fewer than 100 bytes in 1 s",
  ],
  [
    "serves a decompression bomb without end",
    () => {
      const zeros = new Uint8Array(1 << 16);
      const endless = new ReadableStream({ pull: (c) => c.enqueue(zeros) });
      return new Response(endless.pipeThrough(new CompressionStream("gzip")));
    },
    /it has more than|it was silent|it sent fewer/, // Whichever comes first.
  ],
  ["answers 500 every time", () => new Response("no", { status: 500 }), "HTTP status 500"],
  ["serves HTML", () => new Response("<html>please log in</html>"), "it is a web page"],
  [
    "serves other bytes",
    async () => new Response(await gzip(new Uint8Array(drawn.trainImages.bytes))),
    "its SHA-256 is",
  ],
  [
    "serves a decompression bomb",
    async () => new Response(await gzip(new Uint8Array(30_000_000))),
    "it has more than",
  ],
  [
    "serves damaged gzip",
    async () => new Response((await gzip(payloads.get("train-images")!)).fill(7, 40, 80)),
    "its gzip data is damaged",
  ],
  [
    "falls silent",
    () =>
      new Response(new ReadableStream({ start: (c) => c.enqueue(Uint8Array.of(0x1f, 0x8b, 8)) })),
    "silent",
  ],
];

for (const [what, answer, says] of BAD_SERVERS) {
  Deno.test(`a mirror that ${what} is named and skipped, and leaves no file behind`, () =>
    inTemporaryFolder(async (folder) => {
      const lines: string[] = [];
      const before = Deno.memoryUsage().rss;
      await withServer(answer, (bad) =>
        withServer(honest, async (good) => {
          await assertRejects(
            () => ensureDataset(fetched([bad]), context(`${folder}/none`, [])),
            NoMirrorError,
            "Cannot get a small data set",
          );
          await ensureDataset(fetched([bad, good]), context(`${folder}/data`, lines));
        }));
      assert(lines[0]!.startsWith(`skipping a mirror: http://127.0.0.1`), lines[0]);
      if (typeof says === "string") assertStringIncludes(lines[0]!, says);
      else assertMatch(lines[0]!, says);
      assertEquals([...(await readTree(folder)).keys()].length, 4);
      assert(await isComplete(`${folder}/data`, drawn));
      assert(Deno.memoryUsage().rss - before < 200 * 2 ** 20, "memory is bounded");
    }));
}

/** Raw answers of a server that violates the protocol. */
const RAW_ANSWERS: Readonly<Record<string, string>> = {
  "cuts the connection before it has answered": "",
  "cuts the connection within a line": "HTTP/1.1 200 O",
  "promises more than it sends": "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\nabc",
  "promises less than it sends": "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nabcdefgh",
  "sends no HTTP": "\u0000\u0001 nonsense \r\n\r\n",
};

for (const [what, text] of Object.entries(RAW_ANSWERS)) {
  Deno.test(`a mirror that ${what} is named and skipped`, () =>
    inTemporaryFolder(async (folder) => {
      const lines: string[] = [];
      await withRawServer(
        () => text,
        (bad) =>
          withServer(
            honest,
            (good) => ensureDataset(fetched([bad, good]), context(`${folder}/data`, lines)),
          ),
      );
      assert(lines[0]!.startsWith(`skipping a mirror: http://127.0.0.1`), lines[0]);
      assertEquals([...(await readTree(folder)).keys()].length, 4);
    }));
}

Deno.test("a mirror that fails once and then serves is asked again", () =>
  inTemporaryFolder(async (folder) => {
    let requests = 0;
    const answer = (request: Request) =>
      requests++ === 0 ? new Response("busy", { status: 503 }) : honest(request);
    const lines: string[] = [];
    await withServer(answer, (url) => ensureDataset(fetched([url]), context(folder, lines)));
    assertEquals(requests, 5);
    assertEquals(lines.length, 4);
  }));

Deno.test("a server that unpacks on the way is understood", () =>
  inTemporaryFolder(async (folder) => {
    await withServer(
      (request) => new Response(payloads.get(nameIn(request))!),
      (url) => ensureDataset(fetched([url]), context(folder, [])),
    );
    assert(await isComplete(folder, drawn));
  }));

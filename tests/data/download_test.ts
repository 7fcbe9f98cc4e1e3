/** Fetching from mirrors that are slow, cut off or picky, and from people's folders. */

import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { cacheState } from "../../pipeline/data/cache.ts";
import { connectionError } from "../../pipeline/data/connection_error.ts";
import { ensureDataset, NoMirrorError } from "../../pipeline/data/ensure_dataset.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import {
  context,
  drawn,
  fetched,
  gzip,
  HASTY,
  honest,
  nameIn,
  payloads,
  rawAnswer,
  withRawServer,
  withServer,
  writeMirror,
} from "../support/mirrors.ts";
import { inTemporaryFolder } from "../support/temporary.ts";

const IS_WINDOWS = Deno.build.os === "windows";

const packed = new Map(
  await Promise.all([...payloads].map(async ([name, bytes]) => [name, await gzip(bytes)] as const)),
);
const images = packed.get("train-images")!;
const HALF = Math.floor(images.length / 2);

async function isComplete(folder: string): Promise<boolean> {
  return (await cacheState(folder, drawn)).state === "complete";
}

/** The names of the headers of a request, and the name of the file it asks for. */
function parseRequest(request: string): { name: string; header: (name: string) => string } {
  const lines = request.split("\r\n");
  const name = /\/([a-z-]+)\.gz/.exec(lines[0]!)?.[1] ?? "";
  const header = (wanted: string): string =>
    lines.find((line) => line.toLowerCase().startsWith(`${wanted}: `))
      ?.slice(wanted.length + 2) ?? "";
  return { name, header };
}

/** The whole of a file as an answer. */
function whole(name: string, ...headers: string[]): Uint8Array {
  const body = packed.get(name)!;
  return rawAnswer(
    ["HTTP/1.1 200 OK", "connection: close", `content-length: ${body.length}`, ...headers],
    body,
  );
}

/** The same, cut after some bytes of its body. */
function cutAfter(bytes: number, ...headers: string[]): Uint8Array {
  const answer = whole("train-images", ...headers);
  return answer.subarray(0, answer.length - images.length + bytes);
}

/** The rest of the images as an answer. */
function rest(from: number, body: Uint8Array = images.subarray(from)): Uint8Array {
  return rawAnswer([
    "HTTP/1.1 206 Partial Content",
    "connection: close",
    `content-range: bytes ${from}-${images.length - 1}/${images.length}`,
    `content-length: ${body.length}`,
  ], body);
}

const RESUMED: Readonly<
  Record<string, {
    answers: readonly ((range: string) => Uint8Array)[];
    ranges: readonly string[];
  }>
> = {
  "is resumed where it was cut": {
    answers: [() => cutAfter(HALF), () => rest(HALF)],
    ranges: ["", `bytes=${HALF}-`],
  },
  "starts again if the server serves no ranges": {
    answers: [() => cutAfter(HALF), () => whole("train-images")],
    ranges: ["", `bytes=${HALF}-`],
  },
  "starts again if the server sends another range": {
    answers: [() => cutAfter(HALF), () => rest(HALF + 1), () => whole("train-images")],
    ranges: ["", `bytes=${HALF}-`, ""],
  },
  "starts again if the parts do not fit together": {
    answers: [
      () => cutAfter(HALF),
      () => rest(HALF, new Uint8Array(images.length - HALF)),
      () => whole("train-images"),
    ],
    ranges: ["", `bytes=${HALF}-`, ""],
  },
  "is completed if an answer without a length ended early": {
    answers: [
      () => rawAnswer(["HTTP/1.1 200 OK", "connection: close"], images.subarray(0, HALF)),
      () => rest(HALF),
    ],
    ranges: ["", `bytes=${HALF}-`],
  },
  "takes any number of parts, as long as each brings new bytes": {
    answers: [
      () => cutAfter(100),
      ...[1, 2, 3, 4].map((k) => () => rest(100 * k).subarray(0, -images.length + 100 * (k + 1))),
      () => rest(500),
    ],
    ranges: ["", ...[1, 2, 3, 4, 5].map((k) => `bytes=${100 * k}-`)],
  },
};

for (const [what, { answers, ranges }] of Object.entries(RESUMED)) {
  Deno.test(`a download ${what}`, () =>
    inTemporaryFolder(async (folder) => {
      const asked: string[] = [];
      const lines: string[] = [];
      const policy = { ...HASTY, attempts: 3, gain: 100 };
      await withRawServer((request) => {
        const { name, header } = parseRequest(request);
        if (name !== "train-images") return whole(name);
        asked.push(header("range"));
        return answers[asked.length - 1]!(header("range"));
      }, (url) => ensureDataset(fetched([url]), context(folder, lines, undefined, policy)));
      assertEquals(asked, ranges);
      assertEquals(lines.length, 4, lines.join("\n"));
      assert(await isComplete(folder));
    }));
}

Deno.test("a range is requested from the same version of the file", () =>
  inTemporaryFolder(async (folder) => {
    const asked: string[] = [];
    const headers = ['etag: "v1"', "last-modified: Tue, 01 Jan 2019 00:00:00 GMT"];
    await withRawServer((request, count) => {
      const { name, header } = parseRequest(request);
      asked.push(header("if-range"));
      return count === 0 ? cutAfter(HALF, ...headers) : count === 1 ? rest(HALF) : whole(name);
    }, (url) => ensureDataset(fetched([url]), context(folder)));
    assertEquals(asked.slice(0, 3), ["", '"v1"', ""]);
    assert(await isComplete(folder));
  }));

Deno.test("a mirror that fails with one file is asked for the others", () =>
  inTemporaryFolder(async (folder) => {
    const failing: Readonly<Record<string, () => Uint8Array | string>> = {
      "train-images": () => cutAfter(HALF),
      "train-labels": () => "HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\n",
      "test-images": () => whole("train-labels"),
    };
    const lines: string[] = [];
    await withRawServer((request) => {
      const { name } = parseRequest(request);
      return name === "" ? failing["train-labels"]!() : failing[name]?.() ?? whole(name);
    }, (poor) =>
      withServer(honest, async (good) => {
        await ensureDataset(fetched([poor, good]), context(folder, lines));
        assertEquals(
          lines.map((line) => line.replace(poor, "POOR").replace(good, "GOOD")),
          [
            `skipping a mirror: POOR cannot serve train-images: the connection was cut after ${HALF} of ${images.length} bytes`,
            `train-images: ${drawn.trainImages.bytes} bytes from GOOD, SHA-256 verified`,
            "skipping a mirror: POOR cannot serve train-labels: it answered with HTTP status 404",
            `train-labels: ${drawn.trainLabels.bytes} bytes from GOOD, SHA-256 verified`,
            `skipping a mirror: POOR cannot serve test-images: it has ${drawn.trainLabels.bytes} bytes, not ${drawn.testImages.bytes}`,
            `test-images: ${drawn.testImages.bytes} bytes from GOOD, SHA-256 verified`,
            `test-labels: ${drawn.testLabels.bytes} bytes from POOR, SHA-256 verified`,
          ],
        );
      }));
  }));

Deno.test("a mirror where nobody listens is named once", () =>
  inTemporaryFolder(async (folder) => {
    const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
    const nobody = `http://127.0.0.1:${listener.addr.port}/`;
    listener.close();
    const lines: string[] = [];
    await withServer(
      honest,
      (good) => ensureDataset(fetched([nobody, good]), context(folder, lines)),
    );
    assertEquals(lines.length, 5);
    assertStringIncludes(lines[0]!, "nobody listens there");
  }));

/** The causes of "fetch failed" in Deno 2.9.6, and our explanations. */
const CAUSES: readonly (readonly [cause: string, says: string])[] = [
  ["tcp connect error: Connection refused (os error 111)", "nobody listens there"],
  [
    "dns error: failed to lookup address information: Name or service not known",
    "its name cannot be looked up",
  ],
  ["tcp connect error: Network is unreachable (os error 101)", "it cannot be reached"],
  ["tcp connect error: Connection timed out (os error 110)", "it does not answer"],
  ["invalid peer certificate: UnknownIssuer", "DENO_TLS_CA_STORE=system, or DENO_CERT"],
  [
    "invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))",
    "DENO_TLS_CA_STORE=system, or DENO_CERT",
  ],
  ["invalid peer certificate: Expired", "this machine's clock"],
  [
    'invalid peer certificate: certificate not valid for name "127.0.0.1"; certificate is only valid for DnsName("localhost")',
    "that of another host",
  ],
  ["received corrupt message of type InvalidContentType", "it does not speak HTTPS"],
  ["proxy authentication required", "put them in HTTPS_PROXY"],
  ["unsuccessful tunnel", "the proxy that HTTPS_PROXY names"],
  [
    "a cause that nobody has met",
    "the connection failed (client error (Connect): a cause that nobody has met)",
  ],
];

for (const [cause, says] of CAUSES) {
  Deno.test(`"fetch failed" because of "${cause.slice(0, 60)}" is explained`, () => {
    const message =
      `error sending request for url (https://h.example/certificate?sig=secret): client error (Connect): ${cause}`;
    const error = new TypeError("fetch failed", { cause: new Error(message) });
    const { message: said } = connectionError(error);
    assertStringIncludes(said, says);
    assert(!said.includes("secret"), said);
  });
}

Deno.test("http spoken to in https, and in circles, is explained", async () => {
  await withServer(honest, async (url) => {
    const error = await fetch(url.replace("http:", "https:")).catch((reason) => reason);
    assertStringIncludes(connectionError(error).message, "it does not speak HTTPS");
  });
});

Deno.test({
  name: "a missing network permission is not blamed on a mirror",
  permissions: { read: "inherit", write: "inherit", net: false },
  fn: () =>
    inTemporaryFolder(async (folder) => {
      await assertRejects(
        () => ensureDataset(fetched(["https://h.example/"]), context(folder)),
        Deno.errors.NotCapable,
      );
    }),
});

Deno.test("a file whose first bytes arrive one at a time is read correctly", () =>
  inTemporaryFolder(async (folder) => {
    await withServer(async (request) => {
      const bytes = await gzip(payloads.get(nameIn(request))!);
      let at = 0;
      return new Response(
        new ReadableStream({
          async pull(controller) {
            const end = at < 3 ? at + 1 : bytes.length;
            controller.enqueue(bytes.subarray(at, end));
            at = end;
            if (at === bytes.length) return controller.close();
            await new Promise((resolve) => setTimeout(resolve, 5));
          },
        }),
      );
    }, (url) => ensureDataset(fetched([url]), context(folder)));
    assert(await isComplete(folder));
  }));

Deno.test("a slow but steady download is not given up, and shows its progress", () =>
  inTemporaryFolder(async (folder) => {
    const STEPS = 15;
    const policy = { ...HASTY, silence: 200, slowest: { bytes: 50, time: 200 }, attempts: 1 };
    const seen: [bytes: number, total: number | undefined][] = [];
    const start = performance.now();
    await withServer((request) => {
      if (nameIn(request) !== "train-images") return honest(request);
      let step = 0;
      const stream = new ReadableStream({
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, 40));
          const [from, to] = [step, ++step].map((k) => Math.floor(k * images.length / STEPS));
          controller.enqueue(images.subarray(from, to));
          if (step === STEPS) controller.close();
        },
      });
      return new Response(stream, { headers: { "content-length": `${images.length}` } });
    }, (url) =>
      ensureDataset(fetched([url]), {
        ...context(folder, [], undefined, policy),
        progress: (file, bytes, total) => {
          if (file === drawn.trainImages) seen.push([bytes, total]);
        },
      }));
    assert(performance.now() - start > 2 * policy.silence);
    assert(await isComplete(folder));
    assert(seen.length > STEPS / 2);
    assertEquals(seen.at(-1), [images.length, images.length]);
  }));

Deno.test("a query and a password are sent to the named mirror, and never printed", () =>
  inTemporaryFolder(async (folder) => {
    const seen = new Set<string>();
    await withServer((request) => {
      const { pathname, search } = new URL(request.url);
      seen.add(
        `${pathname.replace(/[^/]*$/, "")} ${search} ${request.headers.get("authorization")}`,
      );
      return nameIn(request) === "test-labels"
        ? new Response("no", { status: 401 })
        : honest(request);
    }, async (url) => {
      const lines: string[] = [];
      const named = `${url.replace("//", "//user:secret@")}mnist?sig=secret`;
      const error = await assertRejects(
        () => ensureDataset(fetched([]), context(folder, lines, named)),
        NoMirrorError,
      );
      const shown = `${url.replace("//", "//***@")}mnist/?***`;
      assertEquals([...seen], [`/mnist/ ?sig=secret Basic ${btoa("user:secret")}`]);
      assertEquals(lines.length, 4);
      assert(lines[0]!.endsWith(`from ${shown}, SHA-256 verified`), lines[0]);
      assert(lines[3]!.startsWith(`warning: your mirror ${shown} cannot serve`), lines[3]);
      assertStringIncludes(error.message, `neither ${shown} nor any other mirror`);
      assert(![...lines, error.message].join("").includes("secret"));
    });
  }));

Deno.test("a password is not sent on to another host", () =>
  inTemporaryFolder(async (folder) => {
    const seen = new Set<string | null>();
    await withServer(
      (request) => {
        seen.add(request.headers.get("authorization"));
        return honest(request);
      },
      (other) =>
        withServer(
          (request) => Response.redirect(`${other}${nameIn(request)}.gz`),
          (url) =>
            ensureDataset(
              fetched([]),
              context(folder, [], url.replace("//", "//user:secret@")),
            ),
        ),
    );
    assertEquals([...seen], [null]);
  }));

Deno.test("a mirror with unpacked files, or names with a dot, works", () =>
  inTemporaryFolder(async (folder) => {
    const file = (name: string, from: typeof drawn.trainImages) => ({ ...from, name });
    const source = {
      ...fetched([]),
      trainImages: file("train-images-idx3-ubyte", drawn.trainImages),
      trainLabels: file("train-labels-idx1-ubyte", drawn.trainLabels),
    };
    const served = new Map([
      ["/train-images.idx3-ubyte.gz", packed.get("train-images")!],
      ["/train-labels.idx1-ubyte", payloads.get("train-labels")!],
      ["/test-images", payloads.get("test-images")!],
      ["/test-labels.gz", packed.get("test-labels")!],
    ]);
    await withServer((request) => {
      const bytes = served.get(new URL(request.url).pathname);
      return bytes ? new Response(bytes) : new Response("no", { status: 404 });
    }, (url) => ensureDataset(source, context(`${folder}/a`, [], url)));
    for (const [path, bytes] of served) {
      await Deno.mkdir(`${folder}/MNIST/raw`, { recursive: true });
      await Deno.writeFile(`${folder}/MNIST/raw${path}`, bytes);
    }
    await ensureDataset(source, context(`${folder}/b`, [], folder));
    for (const place of ["a", "b"]) {
      assertEquals((await cacheState(`${folder}/${place}`, source)).problems, []);
    }
  }));

const ARRANGEMENTS: Readonly<Record<string, (name: string) => string>> = {
  "unpacked": (name) => name,
  "one folder deeper": (name) => `raw/${name}.gz`,
  "two folders deeper": (name) => `MNIST/raw/${name}`,
  "each in a folder of its name": (name) => `${name}/${name}`,
  "in capitals": (name) => `${name.toUpperCase()}.gz`,
};

for (const [how, nameOf] of Object.entries(ARRANGEMENTS)) {
  Deno.test(`a folder with the files ${how} works`, () =>
    inTemporaryFolder(async (folder) => {
      await writeMirror(`${folder}/mirror`, nameOf);
      await ensureDataset(fetched([]), context(`${folder}/data`, [], `${folder}/mirror`));
      assert(await isComplete(`${folder}/data`));
    }));
}

Deno.test("of two files with one name, the one with the right content is used", () =>
  inTemporaryFolder(async (folder) => {
    const mirror = `${folder}/mirror`;
    await writeMirror(mirror, (name) => `raw/${name}`);
    await Deno.writeTextFile(`${mirror}/train-images.gz`, "something else");
    await Deno.writeTextFile(`${mirror}/._train-images.gz`, "what a Mac leaves");
    const lines: string[] = [];
    await ensureDataset(fetched([]), context(`${folder}/data`, lines, mirror));
    assert(await isComplete(`${folder}/data`));
    await Deno.remove(`${mirror}/raw/train-images`);
    const error = await assertRejects(
      () => ensureDataset(fetched([]), context(`${folder}/other`, lines, mirror)),
      NoMirrorError,
    );
    assertStringIncludes(error.message, "train-images");
    assertStringIncludes(lines.at(-1)!, `${mirror}/train-images.gz is not that file: it has`);
  }));

const FOLDER_FAULTS: Readonly<
  Record<string, { make: (mirror: string) => Promise<void>; says: string }>
> = {
  "does not exist": { make: async () => {}, says: "there is no folder MIRROR; check" },
  "is a file": {
    make: (mirror) => Deno.writeTextFile(mirror, "x"),
    says: "MIRROR is a file, and a folder is needed there; name the folder that it is in",
  },
  "is a link to nowhere": {
    make: (mirror) => Deno.symlink("/nowhere/mnist", mirror),
    says: "MIRROR is a link to /nowhere/mnist, which does not exist",
  },
  "is a link to itself": {
    make: (mirror) => Deno.symlink(mirror, mirror),
    says: "MIRROR is a link that leads back to itself",
  },
  "has nothing": {
    make: (mirror) => Deno.mkdir(mirror),
    says: "neither it nor its folders have a file train-images.gz",
  },
  "has a pipe in place of a file": {
    make: async (mirror) => {
      await Deno.mkdir(mirror);
      await new Deno.Command("mkfifo", { args: [`${mirror}/train-images.gz`] }).output();
    },
    says: "MIRROR/train-images.gz: it is a pipe, a socket or a device, not a file",
  },
  "has a file that is too long": {
    make: async (mirror) => {
      await Deno.mkdir(mirror);
      await Deno.writeFile(`${mirror}/train-images.gz`, new Uint8Array(200_000));
    },
    says: "MIRROR/train-images.gz is not that file: its 200000 bytes are too many",
  },
};

for (const [what, { make, says }] of Object.entries(FOLDER_FAULTS)) {
  Deno.test({
    name: `a folder named as a mirror that ${what} is a warning with the reason`,
    ignore: IS_WINDOWS,
    fn: () =>
      inTemporaryFolder(async (folder) => {
        const mirror = `${folder}/mirror`;
        await make(mirror);
        const lines: string[] = [];
        await withServer(
          honest,
          (url) => ensureDataset(fetched([url]), context(`${folder}/data`, lines, mirror)),
        );
        assert(await isComplete(`${folder}/data`));
        assert(lines[0]!.startsWith(`warning: your mirror ${mirror} cannot serve`));
        assertStringIncludes(lines[0]!, says.replace("MIRROR", mirror));
        assertStringIncludes(
          lines.at(-1)!,
          `train-labels, test-images, test-labels came from a public mirror, not from ${mirror}`,
        );
        const error = await assertRejects(
          () => ensureDataset(fetched([]), context(`${folder}/other`, [], mirror)),
          NoMirrorError,
        );
        assertStringIncludes(error.message, mirror);
      }),
  });
}

Deno.test("errors of the cache are not reported as errors of mirrors", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/data/small/train-images`, { recursive: true });
    const error = await assertRejects(
      () => ensureDataset(fetched([]), context(`${folder}/data`)),
      UserError,
      "there is a folder of that name",
    );
    assert(!(error instanceof NoMirrorError));
  }));

import type { DataSource } from "../../lib/data/sources.ts";
import type { RetryPolicy } from "../../pipeline/data/download.ts";
import type { FetchContext } from "../../pipeline/data/ensure_dataset.ts";
import { parseMirror } from "../../pipeline/data/mirror.ts";
import { type Payloads, smallDataset } from "./small_dataset.ts";
import { fromFolder } from "./from_folder.ts";

const small = smallDataset(40, 20);

/** A data set of few digits that is drawn, and its files. */
export const drawn: DataSource = small.source;
export const payloads: Payloads = small.payloads;

/** The same as if it came from public mirrors. */
export function fetched(mirrors: readonly string[]): DataSource {
  return { ...drawn, origin: { mirrors } };
}

/** Little patience, so that tests are quick. */
export const HASTY: RetryPolicy = {
  silence: 300,
  slowest: { bytes: 100, time: 1_000 },
  attempts: 2,
  gain: 1_000,
  pause: 1,
};

/** What `ensureDataset` needs; the lines that it prints are collected. */
export function context(
  dataFolder: string,
  lines: string[] = [],
  mirror?: string,
  policy: RetryPolicy = HASTY,
): FetchContext {
  return {
    dataFolder,
    ...(mirror === undefined ? {} : { mirror: parseMirror(mirror, "--mirror", fromFolder("/")) }),
    print: (line) => lines.push(line),
    progress: () => {},
    policy,
  };
}

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Writes a mirror into a folder, under the usual names or others. */
export async function writeMirror(
  folder: string,
  nameOf: (name: string) => string = (name) => `${name}.gz`,
): Promise<void> {
  for (const [name, payload] of payloads) {
    const path = `${folder}/${nameOf(name)}`;
    await Deno.mkdir(path.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeFile(path, path.endsWith(".gz") ? await gzip(payload) : payload);
  }
}

/** A server on loopback that answers as told, until the test is over. */
export async function withServer(
  answer: (request: Request) => Promise<Response> | Response,
  test: (url: string) => Promise<void>,
): Promise<void> {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, answer);
  try {
    await test(`http://127.0.0.1:${server.addr.port}/`);
  } finally {
    await server.shutdown();
  }
}

/** The name of the file that a request asks for, without folders and ".gz". */
export function nameIn(request: Request): string {
  return new URL(request.url).pathname.split("/").at(-1)!.replace(/\.gz$/, "");
}

/** Serves every file as it should be, packed. */
export async function honest(request: Request): Promise<Response> {
  return new Response(await gzip(payloads.get(nameIn(request))!));
}

/** A server that writes some bytes for each request, then closes the connection. */
export async function withRawServer(
  answer: (request: string, count: number) => Uint8Array | string,
  test: (url: string) => Promise<void>,
): Promise<void> {
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  let count = 0;
  const serving = (async () => {
    for await (const connection of listener) {
      const buffer = new Uint8Array(4096);
      const length = await connection.read(buffer).catch(() => null);
      const request = new TextDecoder().decode(buffer.subarray(0, length ?? 0));
      const bytes = answer(request, count++);
      const all = typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
      for (let written = 0; written < all.length;) {
        written += await connection.write(all.subarray(written)).catch(() => Infinity);
      }
      connection.close();
    }
  })();
  try {
    await test(`http://127.0.0.1:${listener.addr.port}/`);
  } finally {
    listener.close();
    await serving;
  }
}

/** An HTTP answer as bytes. */
export function rawAnswer(head: readonly string[], body: Uint8Array): Uint8Array {
  const start = new TextEncoder().encode(`${head.join("\r\n")}\r\n\r\n`);
  const all = new Uint8Array(start.length + body.length);
  all.set(start);
  all.set(body, start.length);
  return all;
}

import type { Network } from "../network/network.ts";

/**
 * The bytes that identify trained weights: for every parameter a line "name rows
 * columns", then its values, each as a little-endian double (widening a single loses
 * nothing).
 */
export function weightBytes(network: Network): Uint8Array<ArrayBuffer> {
  const headers = network.parameters.map(({ name, value }) =>
    new TextEncoder().encode(`${name} ${value.rows} ${value.columns}\n`)
  );
  const length = network.parameters.reduce(
    (sum, { value }, i) => sum + headers[i]!.length + 8 * value.values.length,
    0,
  );
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  let position = 0;
  network.parameters.forEach(({ value }, i) => {
    bytes.set(headers[i]!, position);
    position += headers[i]!.length;
    for (const number of value.values) {
      if (number === number) view.setFloat64(position, number, true);
      else view.setUint32(position + 4, 0x7ff80000, true); // The same bits for every NaN.
      position += 8;
    }
  });
  return bytes;
}

/** The SHA-256 of {@linkcode weightBytes}, in hexadecimal. */
export async function weightDigest(network: Network): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", weightBytes(network));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

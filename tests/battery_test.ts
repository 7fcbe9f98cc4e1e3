/** The engine is what it computes: pinned digests of short runs of every kind. */

import { assertEquals } from "@std/assert";
import { blockedBackend } from "../lib/engine/matrix/blocked_backend.ts";
import type { Backend } from "../lib/engine/matrix/backend.ts";
import type { Dtype } from "../lib/engine/matrix/dtype.ts";
import { referenceBackend } from "../lib/engine/matrix/reference_backend.ts";
import { ENGINE_VERSION } from "../lib/engine/version.ts";
import { wasmBackend } from "../lib/engine/wasm/wasm_backend.ts";
import pinned from "./golden/battery.json" with { type: "json" };
import { BATTERY, batteryDigests } from "./support/battery.ts";

/** What to do when this fails, on purpose or not. */
const ADVICE =
  "the engine gives other bits than before; if that is meant, raise ENGINE_VERSION and run tests/golden/make_battery.ts: every record becomes stale";

const BACKENDS: readonly [name: string, backendFor: (dtype: Dtype) => Backend][] = [
  ["reference", referenceBackend],
  ["blocked", blockedBackend],
  ["wasm", (dtype) => wasmBackend(dtype, { megabytes: 8 })],
  ["wasm-256", (dtype) => wasmBackend(dtype, { megabytes: 8, vectorBits: 256 })],
];

Deno.test("the pinned digests are of this version, and all differ", () => {
  assertEquals(pinned.version, ENGINE_VERSION);
  assertEquals(new Set(Object.values(pinned.digests)).size, 2 * Object.keys(BATTERY).length);
});

for (const [name, backendFor] of BACKENDS) {
  Deno.test(`the ${name} backend gives the pinned bits in every case of the battery`, async () => {
    assertEquals(await batteryDigests(backendFor), pinned.digests, ADVICE);
  });
}

/**
 * Pins the digests of the battery again, after ENGINE_VERSION has gone up:
 * deno run --allow-write=tests/golden tests/golden/make_battery.ts
 *
 * @module
 */

import { referenceBackend } from "../../lib/engine/matrix/reference_backend.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { batteryDigests } from "../support/battery.ts";

const content = { version: ENGINE_VERSION, digests: await batteryDigests(referenceBackend) };
await Deno.writeTextFile(
  new URL("battery.json", import.meta.url),
  `${JSON.stringify(content, null, 2)}\n`,
);

/** The engine is what it computes: pinned digests of short runs of every kind. */

import { assert, assertEquals } from "@std/assert";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import type { Backend } from "../../lib/engine/matrix/backend.ts";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import { referenceBackend } from "../../lib/engine/matrix/reference_backend.ts";
import { INITIALISATION } from "../../lib/engine/layers/initialisation.ts";
import { LAYERS } from "../../lib/engine/layers/mod.ts";
import { completeNetwork, NETWORK_SPECS } from "../../lib/engine/network/network_options.ts";
import { type OptimizerOptions, OPTIMIZERS } from "../../lib/engine/optimizers/optimizer.ts";
import { PROTOCOL_SPECS } from "../../lib/engine/protocol.ts";
import type { OptionSpec, OptionSpecs } from "../../lib/engine/settings.ts";
import { completeTraining } from "../../lib/engine/training/training_options.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { wasmBackend } from "../../lib/engine/wasm/wasm_backend.ts";
import pinned from "../golden/battery.json" with { type: "json" };
import { BATTERY, batteryDigests, IMAGES } from "../support/battery.ts";

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

/** The values of an option that no case has: a name, a flag, a number that is not the default. */
function untried({ names = [], flag, range, ...spec }: OptionSpec, values: unknown[]): unknown[] {
  const isOther = (value: unknown) => typeof value === "number" && value !== spec.default;
  return [
    ...[...names, ...(flag ? [true, false] : [])].filter((value) => !values.includes(value)),
    ...(range === undefined || values.some(isOther) ? [] : ["a number"]),
  ];
}

function checkTried(of: string, specs: OptionSpecs, given: readonly object[]): void {
  assert(given.length > 0, `the battery needs a case of ${of}`);
  for (const [name, spec] of Object.entries(specs)) {
    const values = given.map((options) => (options as Record<string, unknown>)[name]);
    assertEquals(untried(spec, values), [], `the battery needs these cases of ${name} of ${of}`);
  }
}

Deno.test("every layer, optimizer and option has a case, with other values than the default", () => {
  const given = Object.values(BATTERY).map(({ training }) => training);
  const cases = given.map((training) => completeTraining(training, blockedBackend("f64")));
  const networks = given.flatMap(({ network }) =>
    "layers" in network ? [] : [completeNetwork(network)]
  );
  checkTried("the network", NETWORK_SPECS, networks);
  checkTried("the protocol", PROTOCOL_SPECS, cases.map(({ protocol }) => protocol));
  const layers = cases.flatMap(({ network }) => network.layers);
  for (const { layer, options } of LAYERS) {
    checkTried(layer, options, layers.filter((one) => one.layer === layer));
  }
  for (const { rule, options, scalars } of OPTIMIZERS) {
    const own = cases.filter(({ optimizer }) => optimizer.rule === rule);
    checkTried(rule, options, own.map(({ optimizer }) => optimizer));
    const scalarsWith = (epsilon: number) =>
      (scalars as (options: OptimizerOptions & { epsilon: number }, step: number) => number[])(
        { ...own[0]!.optimizer as OptimizerOptions, epsilon },
        1,
      );
    if (scalarsWith(1).join() === scalarsWith(2).join()) continue;
    const { optimizerEpsilon } = PROTOCOL_SPECS;
    checkTried(rule, { optimizerEpsilon }, own.map(({ protocol }) => protocol));
  }
  const decaying = cases.filter(({ network }) => network.weightDecay! > 0);
  const decayed = decaying.flatMap(({ network }) => network.layers);
  checkTried("weight decay", { initialisation: INITIALISATION }, decayed);
  assert(cases.some(({ frozen }) => frozen.length > 0));
  const inputs = Object.values(BATTERY).flatMap(({ data = IMAGES }) =>
    Object.keys(data.train.inputs)
  );
  assertEquals(new Set(inputs), new Set(["pixels", "numbers"]));
});

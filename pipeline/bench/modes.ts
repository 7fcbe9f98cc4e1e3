import { fileURLToPath } from "node:url";
import type { Dtype } from "../../lib/engine/matrix/dtype.ts";
import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { FAST_FLAGS, isFast } from "../system/fast_mode.ts";

/**
 * How V8 compiles kernels: "checked", as it does by itself, with a check of every access
 * to memory; "fast", with vectors of 256 bits and without these checks.
 */
export type Mode = "checked" | "fast";

/** Figures by mode; "fast" is absent where V8 does not have it. */
export type ModeFigures<T> = { readonly checked: T } & { readonly [mode in Mode]?: T };

/** The modes that there are here. */
export const MODES: readonly Mode[] = isFast() ? ["checked", "fast"] : ["checked"];

/** What is measured in a process of its own; see measure.ts. */
export type Measurement =
  | { readonly part: "products"; readonly dtype: Dtype }
  | { readonly part: "scaling" }
  | { readonly part: "self-check"; readonly dtype: Dtype }
  | {
    readonly part: "whole document";
    /** The id of the document. */
    readonly document: string;
    readonly dtype: Dtype;
    readonly dataFolder: string;
    readonly workers: number;
  };

/** A measurement for a process, and the kernels that fit its mode. */
export type MeasurementInMode = Measurement & { readonly vectorBits: VectorBits };

const SCRIPT = fileURLToPath(new URL("./measure.ts", import.meta.url));

/**
 * Measures in a process of its own, because a mode is chosen when V8 starts.
 *
 * @returns what the part returns
 * @throws {Error} if the process fails
 */
export async function measureIn<T>(mode: Mode, measurement: Measurement): Promise<T> {
  const vectorBits = mode === "fast" ? 256 : 128;
  const asked: MeasurementInMode = { ...measurement, vectorBits };
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--no-prompt", "--allow-read=lib,pipeline,data"],
      ...(mode === "fast" ? [FAST_FLAGS] : []),
      ...[SCRIPT, JSON.stringify(asked)],
    ],
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout));
  throw new Error(
    `Cannot measure ${measurement.part} in the ${mode} mode: ${
      new TextDecoder().decode(stderr).trim()
    }`,
  );
}

/** Measures in every mode, one after the other. */
export async function measureInModes<T>(measurement: Measurement): Promise<ModeFigures<T>> {
  const figures: Partial<Record<Mode, T>> = {};
  for (const mode of MODES) figures[mode] = await measureIn<T>(mode, measurement);
  return figures as ModeFigures<T>;
}

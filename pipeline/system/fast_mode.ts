/**
 * The fast mode of training, see docs/kernels.md: V8 joins two vectors of 128 bits into one
 * of 256 and does not check accesses to WebAssembly's memory. The results are the same.
 *
 * @module
 */

import type { VectorBits } from "../../lib/engine/wasm/arithmetic.ts";
import { variable } from "./variables.ts";

/**
 * The flags of V8. With --no-liftoff kernels are compiled once and for all, so that the
 * check of them checks the code that trains.
 */
export const FAST_FLAGS =
  "--v8-flags=--experimental-wasm-revectorize,--no-wasm-bounds-checks,--no-liftoff";

/** The variable that tells tasks their mode; start.ts sets it. */
export const MODE_VARIABLE = "RETRACE_MODE";

/** Whether this process was started in the fast mode, or starts others in it. */
export function isFast(): boolean {
  return variable(MODE_VARIABLE) === "fast";
}

/** The vectors that kernels are written for in this process. */
export function vectorBits(): VectorBits {
  return isFast() ? 256 : 128;
}

/**
 * Whether the fast mode works here: V8 knows the flags, which end Deno if it does not, and
 * the processor has vectors of 256 bits. The user can turn it off with RETRACE_CHECKED=1.
 */
export async function hasFastMode(): Promise<boolean> {
  if ((variable("RETRACE_CHECKED") ?? "") !== "" || Deno.build.arch !== "x86_64") return false;
  const args = ["eval", FAST_FLAGS, ""];
  const known = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "null" })
    .output();
  return await hasAvx2() && (await known).success;
}

/** Whether the processor has vectors of 256 bits; where it does not say, those of today do. */
async function hasAvx2(): Promise<boolean> {
  if (Deno.build.os !== "linux") return true;
  return / avx2 /.test(await Deno.readTextFile("/proc/cpuinfo").catch(() => " avx2 "));
}

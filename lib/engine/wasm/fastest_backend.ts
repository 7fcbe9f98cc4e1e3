import type { Backend } from "../matrix/backend.ts";
import { blockedBackend } from "../matrix/blocked_backend.ts";
import type { Dtype } from "../matrix/dtype.ts";
import { hasWasmSimd, megabytesOf, wasmBackend, type WasmOptions } from "./wasm_backend.ts";

/**
 * The fastest backend that can be had here: WebAssembly with 128-bit vectors (its name
 * is "wasm"), or typed arrays ("blocked") where that is missing, may not be compiled, or
 * gets no memory. The results are the same.
 *
 * @throws {RangeError} if there is no such number format or option
 */
export function fastestBackend(dtype: Dtype, options: WasmOptions = {}): Backend {
  const megabytes = megabytesOf(options);
  if (hasWasmSimd()) {
    try {
      return wasmBackend(dtype, { megabytes });
    } catch {
      // It is the machine that refuses, or the number format is wrong, which the other says.
    }
  }
  return blockedBackend(dtype);
}

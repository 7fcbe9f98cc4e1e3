import type { Backend } from "../matrix/backend.ts";
import { blockedBackend } from "../matrix/blocked_backend.ts";
import type { Dtype } from "../matrix/dtype.ts";
import { completeWasmOptions, hasWasmSimd, wasmBackend, type WasmOptions } from "./wasm_backend.ts";

/**
 * The fastest backend that is available: WebAssembly with vectors (its name is "wasm", or
 * "wasm-256"), or typed arrays ("blocked") where WebAssembly is missing, forbidden, or
 * gets no memory. The results are the same.
 *
 * @throws {RangeError} if the number format or an option is unknown
 */
export function fastestBackend(dtype: Dtype, options: WasmOptions = {}): Backend {
  const complete = completeWasmOptions(options);
  if (hasWasmSimd()) {
    try {
      return wasmBackend(dtype, complete);
    } catch {
      // The machine refuses, or there is no such number format: then the other throws, too.
    }
  }
  return blockedBackend(dtype);
}

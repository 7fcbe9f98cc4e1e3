import type { Backend } from "../matrix/backend.ts";
import { blockedBackend } from "../matrix/blocked_backend.ts";
import type { Dtype } from "../matrix/dtype.ts";
import { hasWasmSimd, wasmBackend, type WasmOptions } from "./wasm_backend.ts";

/**
 * The fastest backend that this machine has: WebAssembly with 128-bit vectors, or
 * typed arrays where that is missing. The results are the same.
 */
export function fastestBackend(dtype: Dtype, options: WasmOptions = {}): Backend {
  return hasWasmSimd() ? wasmBackend(dtype, options) : blockedBackend(dtype);
}

/**
 * The flags of the fast mode, see docs/kernels.md: they let V8 join two vectors of 128
 * bits into one of 256, which its x64 builds alone can. Kernels are compiled once and for
 * all, so that a check of them checks the code that trains. So far the benchmarks alone
 * use these flags.
 */
export const V8_FLAGS: readonly string[] = Deno.build.arch === "x86_64"
  ? ["--v8-flags=--experimental-wasm-revectorize,--no-wasm-bounds-checks,--no-liftoff"]
  : [];

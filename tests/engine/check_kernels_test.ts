import { assertThrows } from "@std/assert";
import { checkKernels, FORMULAS } from "../../lib/engine/check_kernels.ts";
import type { Backend } from "../../lib/engine/matrix/backend.ts";
import { blockedBackend } from "../../lib/engine/matrix/blocked_backend.ts";
import { DTYPES, type Values } from "../../lib/engine/matrix/dtype.ts";
import type { Formula, KernelOf } from "../../lib/engine/matrix/formula.ts";
import { wasmBackend } from "../../lib/engine/wasm/wasm_backend.ts";

Deno.test("every backend passes the check of its kernels", () => {
  for (const dtype of DTYPES) {
    checkKernels(blockedBackend(dtype));
    for (const vectorBits of [128, 256] as const) checkKernels(wasmBackend(dtype, { vectorBits }));
  }
});

/** Changes the lowest bit of the last number, unless it is zero or not finite. */
function nudge(values: Values): void {
  const last = values.length - 1;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (values[last] !== 0 && Number.isFinite(values[last])) {
    bytes[last * values.BYTES_PER_ELEMENT]! ^= 1;
  }
}

Deno.test("a kernel with one bit that is wrong is found, and named", () => {
  const named = (name: string, wrong: Backend): void => {
    assertThrows(() => checkKernels(wrong), Error, `its kernel ${name} does not give the bits`);
  };
  for (const dtype of DTYPES) {
    const backend = blockedBackend(dtype);
    named("sumOfSquares", { ...backend, sumOfSquares: (x) => backend.sumOfSquares(x) * 1.5 });
    named("toCsr", {
      ...backend,
      toCsr(matrix, out) {
        backend.toCsr(matrix, out);
        nudge(out.values.subarray(0, out.starts[out.rows]));
      },
    });
    named("pixelsToCsr", {
      ...backend,
      pixelsToCsr(pixels, rows, columns, out) {
        backend.pixelsToCsr(pixels, rows, columns, out);
        nudge(out.values.subarray(0, out.starts[out.rows]));
      },
    });
    named("affine", {
      ...backend,
      affine(a, b, bias, out, rectify) {
        backend.affine(a, b, bias, out, rectify);
        nudge(out.values);
      },
    });
    for (const name of ["multiplyTransposedA", "multiplyTransposedB"] as const) {
      named(name, {
        ...backend,
        [name]: (...[a, b, out]: Parameters<Backend[typeof name]>) => {
          backend[name](a, b, out);
          nudge(out.values);
        },
      });
    }
    for (const formula of FORMULAS) {
      named(formula.name, {
        ...backend,
        kernel: <F extends Formula>(asked: F) => {
          const kernel = backend.kernel(asked) as (...operands: unknown[]) => void;
          const wrong = (...operands: unknown[]) => {
            kernel(...operands);
            if (asked === (formula as Formula)) {
              for (const one of operands) if (typeof one !== "number") nudge(one as Values);
            }
          };
          return wrong as KernelOf<F>;
        },
      });
    }
  }
});

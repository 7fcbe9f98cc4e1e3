/**
 * Measures a part of the benchmarks, given as JSON, and prints the figures as JSON; see
 * modes.ts.
 *
 * @module
 */

import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { checkKernels } from "../../lib/engine/check_kernels.ts";
import { fastestBackend } from "../../lib/engine/wasm/fastest_backend.ts";
import type { MeasurementInMode } from "./modes.ts";
import { timeProducts } from "./products.ts";
import { timeScaling } from "./scaling.ts";
import { timeWholeDocument } from "./whole_document.ts";

const asked: MeasurementInMode = JSON.parse(Deno.args[0]!);

function measure(): unknown {
  const { vectorBits } = asked;
  switch (asked.part) {
    case "products":
      return timeProducts(asked.dtype, vectorBits);
    case "scaling":
      return timeScaling(vectorBits);
    case "self-check": {
      const start = performance.now();
      checkKernels(fastestBackend(asked.dtype, { vectorBits }));
      return performance.now() - start;
    }
    case "whole document": {
      const document = DOCUMENTS.find(({ id }) => id === asked.document)!;
      return timeWholeDocument(document, asked.dataFolder, asked.dtype, vectorBits, asked.workers);
    }
  }
}

console.log(JSON.stringify(await measure()));

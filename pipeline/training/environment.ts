import { join } from "node:path";
import { canonicalJson } from "../system/canonical_json.ts";
import { writeFileAtomically } from "../system/files.ts";

/** What belongs to a machine and a day, and therefore in no result. */
export interface TrainingEnvironment {
  readonly workers: number;
  /** What they computed with: "wasm", or what took over where that cannot be used. */
  readonly backends: readonly string[];
  readonly runsTrained: number;
  /** Wall time. */
  readonly seconds: number;
}

/** Notes on what the last training ran, next to the results but apart from them. */
export async function writeEnvironment(
  dataFolder: string,
  training: TrainingEnvironment,
): Promise<void> {
  const environment = {
    ...training,
    finishedAt: new Date().toISOString(),
    deno: Deno.version.deno,
    v8: Deno.version.v8,
    os: Deno.build.os,
    architecture: Deno.build.arch,
    cores: navigator.hardwareConcurrency,
  };
  await writeFileAtomically(
    join(dataFolder, "environment.json"),
    `${canonicalJson(environment)}\n`,
  );
}

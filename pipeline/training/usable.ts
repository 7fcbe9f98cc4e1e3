import { DATA_SOURCES } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { canonicalJson } from "../canonical_json.ts";
import { dataHash } from "../data/cache.ts";
import { knownExperiments } from "../known_experiments.ts";
import { ENGINE_ID } from "./engine_id.ts";
import { type RunSpec, runSpec } from "./record.ts";

const DOCUMENT_EXPERIMENTS: readonly ReadonlyMap<string, Experiment>[] = DOCUMENTS.map(
  knownExperiments,
);

/**
 * Why no task of this version of the code asks for a run, as the end of "they are ...";
 * undefined if one may.
 */
export function whyUnusable(spec: RunSpec): string | undefined {
  const { data, dtype, engine, experiment: id, seed } = spec;
  const source = DATA_SOURCES.find(({ name }) => name === data.name);
  if (source === undefined) return `of the data set ${data.name}, which is not known here`;
  if (dataHash(source) !== data.sha256) {
    return `of other images than those that are called ${data.name} here`;
  }
  const format = DTYPES.find((known) => known === dtype);
  if (format === undefined) return `of the number format ${dtype}, which is not known here`;
  const experiments = DOCUMENT_EXPERIMENTS.flatMap((known) => known.get(id) ?? []);
  if (experiments.length === 0) return `of ${id}, which is no experiment here`;
  if (engine !== ENGINE_ID) {
    return `of engine ${engine.slice(0, 12)}; here is ${ENGINE_ID.slice(0, 12)}`;
  }
  const asked = experiments.some((experiment) => {
    const first = experiment.firstSeed ?? 0;
    const expected = runSpec(experiment, seed - first, format, source, engine);
    return seed >= first && canonicalJson(expected) === canonicalJson(spec);
  });
  return asked ? undefined : `of another configuration of ${id} than here`;
}

import { DATA_SOURCES } from "../../lib/data/sources.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { dataHash } from "../data/cache.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { knownExperiments } from "./groups.ts";
import { type RunSpec, runSpec } from "./record.ts";

const EXPERIMENTS = new Map(
  DOCUMENTS.map((document) => [document.id, knownExperiments(document)] as const),
);

/**
 * Why this version of the code cannot use a run, as the end of "they are ..."; undefined
 * if it can.
 */
export function whyUnusable(spec: RunSpec): string | undefined {
  const { data, dtype, engine, experiment: id, seed } = spec;
  const source = DATA_SOURCES.find(({ name }) => name === data.name);
  if (source === undefined) return `of the data set ${data.name}, which is not known here`;
  if (dataHash(source) !== data.sha256) {
    return `of other images than those that are called ${data.name} here`;
  }
  if (!DTYPES.includes(dtype)) return `of the number format ${dtype}, which is not known here`;
  const known = EXPERIMENTS.get(spec.document);
  if (known === undefined) return `of the document ${spec.document}, which is not known here`;
  const experiment = known.get(id);
  if (experiment === undefined) return `of ${id}, which is no experiment here`;
  if (engine !== ENGINE_VERSION) {
    return `of engine version ${engine}; here is version ${ENGINE_VERSION}`;
  }
  const first = experiment.firstSeed ?? 0;
  const expected = runSpec({ id: spec.document }, experiment, seed - first, dtype, source);
  const isSame = seed >= first && canonicalJson(expected) === canonicalJson(spec);
  return isSame ? undefined : `of another configuration of ${id} than here`;
}

import { DATA_SOURCES, type DataSource } from "../../lib/data/sources.ts";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { DOCUMENTS } from "../../lib/documents/mod.ts";
import { type Dtype, DTYPES } from "../../lib/engine/matrix/dtype.ts";
import { ENGINE_VERSION } from "../../lib/engine/version.ts";
import { dataHash } from "../data/cache.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import { knownExperiments } from "./groups.ts";
import { type Configuration, configurationOf, type RunSpec } from "./record.ts";

/** What the names in a configuration stand for. */
export interface KnownConfiguration {
  readonly experiment: Experiment;
  readonly source: DataSource;
  readonly dtype: Dtype;
}

/**
 * Resolves the names in a configuration, which must be that of an experiment of a document.
 *
 * @returns why this version of the code does not know it, as the end of "it is ..."
 */
export function resolveConfiguration(
  configuration: Configuration,
  document: Document,
  experiments: ReadonlyMap<string, Experiment> = knownExperiments(document),
): KnownConfiguration | string {
  const { data, engine, experiment: id } = configuration;
  const experiment = experiments.get(id);
  if (experiment === undefined) return `of ${id}, which is no experiment of ${document.id} here`;
  const source = DATA_SOURCES.find(({ name }) => name === data.name);
  if (source === undefined) {
    const known = new Intl.ListFormat("en").format(DATA_SOURCES.map(({ name }) => name));
    return `of the data set ${JSON.stringify(data.name)}; known here are ${known}`;
  }
  if (data.sha256 !== dataHash(source)) {
    return `of other images than those that are called ${data.name} here`;
  }
  const dtype = DTYPES.find((known) => known === configuration.dtype);
  if (dtype === undefined) {
    return `of the number format ${JSON.stringify(configuration.dtype)}, which is not known here`;
  }
  const expected = configurationOf(document, experiment, dtype, source, engine);
  const [a, b] = [new Map(Object.entries(configuration)), new Map(Object.entries(expected))];
  const field = [...new Set([...b.keys(), ...a.keys()])].find((key) =>
    a.has(key) !== b.has(key) || canonicalJson(a.get(key)) !== canonicalJson(b.get(key))
  );
  if (field === undefined) return { experiment, source, dtype };
  return `of another configuration of ${id} than here, first in ${field}`;
}

/**
 * Why this version of the code cannot use a run, as the end of "it is ..."; undefined if
 * it can.
 */
export function whyUnusable({ seed, ...configuration }: RunSpec): string | undefined {
  const document = DOCUMENTS.find(({ id }) => id === configuration.document);
  if (document === undefined) {
    return `of the document ${configuration.document}, which is not known here`;
  }
  const known = resolveConfiguration(configuration, document);
  if (typeof known === "string") return known;
  if (configuration.engine !== ENGINE_VERSION) {
    return `of engine version ${configuration.engine}; here is version ${ENGINE_VERSION}`;
  }
  const { firstSeed = 0 } = known.experiment;
  return seed >= firstSeed
    ? undefined
    : `of a seed below ${firstSeed}, the first of its experiment`;
}

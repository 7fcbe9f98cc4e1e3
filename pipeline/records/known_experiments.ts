import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";

/** Every experiment that is trained for a document, self-tests and grid included, by its id. */
export function knownExperiments(document: Document): ReadonlyMap<string, Experiment> {
  const all = [
    ...document.experiments,
    ...document.selfTests.experiments,
    ...variedExperiments(document),
  ];
  return new Map(all.map((experiment) => [experiment.id, experiment]));
}

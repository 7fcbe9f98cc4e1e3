import { comparedIn } from "../../lib/documents/claim.ts";
import { type Document, experimentOf } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { variedExperiments } from "../../lib/documents/vary.ts";

/**
 * The groups of experiments that are trained for a document: its own, those with a known
 * outcome, which test the judge, and its own with small changes.
 */
export const GROUPS = ["document", "self-tests", "robustness"] as const;
export type GroupName = (typeof GROUPS)[number];

/** The experiments of a group, and the number of seeds that it is trained with by default. */
export function groupOf(
  document: Document,
  group: GroupName,
): { readonly experiments: readonly Experiment[]; readonly seeds: number } {
  const { experiments, selfTests, variations } = document;
  switch (group) {
    case "document":
      return { experiments, seeds: 1 };
    case "self-tests":
      return selfTests;
    case "robustness":
      return { experiments: variedExperiments(document), seeds: variations.seeds };
  }
}

/** Everything to train for a group: self-tests also look at experiments of the document. */
export function groupToTrain(document: Document, group: GroupName): ReturnType<typeof groupOf> {
  const { experiments, seeds } = groupOf(document, group);
  if (group !== "self-tests") return { experiments, seeds };
  const compared = document.selfTests.tests.flatMap(({ condition }) => comparedIn(condition));
  const others = [...new Set(compared)].filter((id) => !experiments.some((own) => own.id === id));
  return {
    experiments: [...experiments, ...others.map((id) => experimentOf(document, id))],
    seeds,
  };
}

/** The experiments of all groups by id. */
export function knownExperiments(document: Document): ReadonlyMap<string, Experiment> {
  const all = GROUPS.flatMap((group) => groupOf(document, group).experiments);
  return new Map(all.map((experiment) => [experiment.id, experiment]));
}

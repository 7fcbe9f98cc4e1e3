import type { Report } from "./blocks.ts";
import type { Judged } from "./judged.ts";
import { defects } from "./content/defects.ts";
import { evidence } from "./content/evidence.ts";
import { experiments } from "./content/experiments.ts";
import { insideNetworks } from "./content/inside.ts";
import { optimizers } from "./content/optimizers.ts";
import { introduction, outcomeSentence } from "./content/outcome.ts";
import { overSeeds } from "./content/over_seeds.ts";
import { limits, provenance } from "./content/provenance.ts";
import { recordedNumbers } from "./content/recorded.ts";
import { robustness } from "./content/robustness.ts";
import { selfTests } from "./content/self_tests.ts";
import { verdictTable } from "./content/verdicts.ts";

/** Everything that a report says, in order. */
export function reportContent(judged: Judged): Report {
  return {
    title: outcomeSentence(judged),
    blocks: [
      ...introduction(judged),
      ...verdictTable(judged),
      ...robustness(judged),
      ...evidence(judged),
      ...(judged.comparable ? recordedNumbers(judged) : []),
      ...optimizers(judged),
      ...defects(judged),
      ...overSeeds(judged),
      ...experiments(judged),
      ...insideNetworks(judged),
      ...selfTests(judged),
      ...provenance(judged),
      ...limits(judged),
    ],
  };
}

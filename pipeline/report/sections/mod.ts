import type { Line, Report } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { unpack } from "../judged.ts";
import { defects } from "../content/defects.ts";
import { evidence } from "../content/evidence.ts";
import { experiments } from "../content/experiments.ts";
import { identity } from "../content/identity.ts";
import { limits } from "../content/limits.ts";
import { optimizers } from "../content/optimizers.ts";
import { introduction, outcomeSentence } from "../content/outcome.ts";
import { provenance } from "../content/provenance.ts";
import { recordedNumbers } from "../content/recorded.ts";
import { robustness } from "../content/robustness.ts";
import { rules } from "../content/rules.ts";
import { selfTests } from "../content/self_tests.ts";
import { verdictTable } from "../content/verdicts.ts";

/** Sections whose headings are findings of their own; the report begins with them. */
const FINDINGS = ["conclusions", "robustness", "recorded", "optimizers", "defects"];

/** Everything that a report says in one language, in order. */
export function reportOf(context: ReportContext): Report {
  const judged = unpack(context);
  const sections = [
    ...verdictTable(judged),
    ...robustness(judged),
    ...evidence(judged),
    ...rules(judged),
    ...recordedNumbers(judged),
    ...experiments(judged),
    ...optimizers(judged),
    ...defects(judged),
    ...identity(judged),
    ...selfTests(judged),
    ...provenance(judged),
    ...limits(judged),
  ];
  const findings = sections.flatMap((block): Line[] =>
    block.kind === "heading" && block.level === 2 && FINDINGS.includes(block.id)
      ? [[{ link: block.text, to: `#${block.id}` }]]
      : []
  );
  return {
    title: outcomeSentence(judged),
    blocks: [
      ...introduction(judged),
      { kind: "list", items: findings, isLead: true },
      ...sections,
    ],
  };
}

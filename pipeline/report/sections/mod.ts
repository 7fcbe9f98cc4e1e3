import type { Block, Line, Report } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { conclusions } from "./conclusions.ts";
import { defects } from "./defects.ts";
import { evidence } from "./evidence/mod.ts";
import { experiments } from "./experiments/mod.ts";
import { identity } from "./identity.ts";
import { insideNetworks } from "./inside_networks.ts";
import { limits } from "./limits.ts";
import { introduction, outcomeSentence } from "./outcome.ts";
import { overSeeds } from "./over_seeds.ts";
import { provenance } from "./provenance.ts";
import { races } from "./races.ts";
import { recordedNumbers } from "./recorded.ts";
import { robustness } from "./robustness.ts";
import { rules } from "./rules.ts";
import { selfTests } from "./self_tests.ts";

/** Makes a part of a report, headings included; empty if there is nothing to say. */
type Section = (context: ReportContext) => readonly Block[];

/** The sections of a report, in order. To add one, add its file and a line here. */
const SECTIONS: readonly Section[] = [
  conclusions,
  robustness,
  evidence,
  rules,
  recordedNumbers,
  experiments,
  overSeeds,
  insideNetworks,
  races,
  defects,
  identity,
  selfTests,
  provenance,
  limits,
];

/** The sections whose headings state a finding; a report begins with links to them. */
const FINDINGS: readonly Section[] = [conclusions, robustness, recordedNumbers, races, defects];

/** The report in one language. */
export function reportOf(context: ReportContext): Report {
  const sections = SECTIONS.map((section) => ({ section, blocks: section(context) }));
  const findings = sections.filter(({ section }) => FINDINGS.includes(section))
    .flatMap(({ blocks }) => blocks)
    .flatMap((block): Line[] =>
      block.kind === "heading" && block.level === 2
        ? [[{ link: block.text, to: `#${block.id}` }]]
        : []
    );
  return {
    title: outcomeSentence(context),
    blocks: [
      ...introduction(context),
      { kind: "list", items: findings, isLead: true },
      ...sections.flatMap(({ blocks }) => blocks),
    ],
  };
}

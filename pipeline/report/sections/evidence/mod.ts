import { experimentsOf } from "../../../../lib/documents/claim.ts";
import { estimatePower } from "../../../../lib/verdict/evidence.ts";
import { changeOf, type JudgedClaim } from "../../../../lib/verdict/judge.ts";
import { type Block, details, heading, type Line, paragraph } from "../../blocks.ts";
import type { ReportContext } from "../../context.ts";
import { hasRecorded } from "../../document_numbers.ts";
import { measured, size, wholeNumber } from "../../format.ts";
import { boundText, decidingPart, effect, reasonOf } from "../../phrases.ts";
import { reproduceCommand } from "../provenance.ts";
import { evidenceFigures } from "./charts.ts";
import { headline } from "./headline.ts";
import { hasEvidence, type Part, partLine, partsOf } from "./part.ts";
import { partsTable, seedsTable } from "./tables.ts";
import { WORDS } from "./words.ts";

export function evidence(context: ReportContext): Block[] {
  const t = WORDS[context.language];
  return [
    heading(2, t.title, "evidence"),
    paragraph(t.intro(hasRecorded(context))),
    ...context.judgement.claims.flatMap((claim) => evidenceFor(claim, context)),
  ];
}

function evidenceFor(judged: JudgedClaim, context: ReportContext): Block[] {
  const { document: { placeOf, claimKinds }, language, words } = context;
  const t = WORDS[language];
  const { claim } = judged;
  const all = partsOf(judged);
  const parts = all.filter(hasEvidence);
  return [
    heading(3, `${claim.id}: ${headline(judged, language)}`, `evidence-${claim.id}`),
    paragraph(t.says(claim.text[language])),
    paragraph(t.place(placeOf[language](claim.source), claimKinds[claim.kind]![language])),
    ruleLine(all, context),
    ...(claim.notTestable === undefined ? [] : [
      paragraph({ bold: t.notTestable }, ` ${claim.notTestable[language]}`),
    ]),
    ...changeSentence(judged, "corrected", context),
    ...changeSentence(judged, "controlled", context),
    ...evidenceFigures(claim.id, parts, context),
    ...(parts.length === 0 ? [] : [
      details(words.charts.numbers, partsTable(parts, context), seedsTable(parts, context)),
    ]),
    ...list(all.flatMap((part) => notJudgedLine(part, context))),
    ...list(all.flatMap((part) => openLine(part, context))),
    { kind: "command", command: reproduceCommand(context, experimentsOf(claim)) },
  ];
}

function list(items: readonly Line[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

/** The margins and bounds that apply to a conclusion, with a link to the rules. */
function ruleLine(parts: readonly Part[], { document, language, words }: ReportContext): Block {
  const t = WORDS[language];
  const counts = new Set(parts.map(({ condition, measure }) => {
    const name = measure.name[language];
    if (condition.kind !== "most") return t.counts(name, size(measure.margin, measure));
    const criterion = document.criteria[condition.are]!;
    return t.meets(criterion.name[language], name, boundText(criterion, measure, words));
  }));
  return paragraph({ link: t.rule, to: "#rules" }, `: ${[...counts].join("; ")}.`);
}

/** Whether the verdict changes when the experiment is corrected or controlled. */
function changeSentence(
  judged: JudgedClaim,
  name: "corrected" | "controlled",
  { language, words }: ReportContext,
): Block[] {
  const cause = judged.claim.changes[name]?.[language];
  const change = changeOf(judged, name);
  if (cause === undefined || change === undefined) return [];
  const settings = [judged.settings["as-written"], judged.settings[name]] as const;
  // A change of size is about the part that decides as written.
  const index = settings[0].parts.indexOf(decidingPart(settings[0]));
  const [written, other] = settings.map((setting) => {
    const part = change === "size" ? setting.parts[index]! : decidingPart(setting);
    return `${words.verdicts[setting.verdict]} (${effect(part, words)})`;
  });
  const t = WORDS[language];
  return [paragraph(t.changes[change](cause, written!, other!, t.settings[name]))];
}

/** Why a part is not judged, and its means. */
function notJudgedLine(part: Part, context: ReportContext): Line[] {
  const { evidence, measure } = part;
  if (evidence.kind !== "none") return [];
  const t = WORDS[context.language];
  const values = [evidence.of, evidence.than].filter((value) => value !== undefined)
    .map((value) => measured(value, measure));
  return [[
    ...partLine(part, context),
    t.notJudged(reasonOf(evidence, context.words)),
    values.length === 0 ? "" : ` (${values.reduce(t.against)})`,
  ]];
}

/** What it would take to settle an inconclusive part. */
function openLine(part: Part, context: ReportContext): Line[] {
  const { evidence, measure, verdict } = part;
  if (verdict !== "inconclusive" || evidence.kind === "none") return [];
  const t = WORDS[context.language];
  const { detectable, seedsNeeded } = estimatePower(evidence, context.judgement.tests);
  const seeds = seedsNeeded === Infinity ? t.neverSettled : t.seedsNeeded(wholeNumber(seedsNeeded));
  return [[
    ...partLine(part, context),
    detectable === undefined ? t.open(seeds) : t.openPairs(size(detectable, measure), seeds),
  ]];
}

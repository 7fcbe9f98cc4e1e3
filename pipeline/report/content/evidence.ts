import { ARM_NAMES, type ArmName, experimentsOf } from "../../../lib/document/claims.ts";
import { CRITERIA, type Measure, MEASURES } from "../../../lib/document/measures.ts";
import { outlookOf } from "../../../lib/verdict/evidence.ts";
import { changeOf, type JudgedClaim, type JudgedPart } from "../../../lib/verdict/judge.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { evidenceName, evidenceRows } from "../charts.ts";
import { percent, signed, wholeNumber } from "../format.ts";
import type { Strings } from "../strings/strings.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";
import { reproduceCommand } from "./provenance.ts";
import {
  conditionLine,
  decidingPart,
  difference,
  effect,
  measured,
  pValue,
  range,
  reasonOf,
  unitOf,
} from "./words.ts";

/** Everything behind every verdict. */
export function evidence(results: Judged): Block[] {
  return [
    heading(2, results.strings.evidence.title, "evidence"),
    paragraph(results.strings.evidence.intro),
    ...results.judgement.claims.flatMap((claim) => evidenceFor(claim, results)),
    ...rules(results),
  ];
}

function evidenceFor(judged: JudgedClaim, results: Judged): Block[] {
  const { language, strings: t } = results;
  const { claim, arms } = judged;
  const [first, last] = claim.source.lines;
  const parts = ARM_NAMES.flatMap((name) => arms[name].parts.map((part) => ({ name, part })));
  const judgedParts = parts.filter(({ part }) => part.evidence.kind !== "none");
  const outlooks = judgedParts.flatMap(({ name, part }) => outlookLine(name, part, results));
  return [
    heading(3, `${claim.id}: ${claim.text[language]}`, `evidence-${claim.id}`),
    paragraph(t.evidence.place(claim.source.item, first, last, t.evidence.kinds[claim.kind])),
    ...(claim.notTestable === undefined
      ? []
      : [paragraph({ bold: t.evidence.notTestable }, claim.notTestable[language])]),
    ...(["corrected", "controlled"] as const).flatMap((name) =>
      changeSentence(judged, name, results)
    ),
    ...strip(judged, results),
    ...(judgedParts.length === 0 ? [] : [partsTable(judgedParts, results)]),
    ...(parts.length === judgedParts.length ? [] : [
      {
        kind: "list",
        items: parts.filter(({ part }) => part.evidence.kind === "none")
          .map(({ name, part }) => unjudgedLine(name, part, results)),
      } satisfies Block,
    ]),
    ...(outlooks.length === 0 ? [] : [{ kind: "list", items: outlooks } satisfies Block]),
    { kind: "commands", lines: [reproduceCommand(results, experimentsOf(claim))] },
  ];
}

/** The chart of every seed's differences, where pairs were compared. */
function strip(judged: JudgedClaim, results: Judged): Block[] {
  const rows = evidenceRows(judged, results);
  if (rows.length === 0) return [];
  const alt = rows.map(({ what, who, effect, verdict }) =>
    `${what}, ${who}: ${effect}, ${verdict}`
  );
  return [{
    kind: "figure",
    figure: { name: evidenceName(judged.claim.id, results), wide: true, alt: alt.join("; ") },
  }];
}

/** One line on what correcting or controlling does to the verdict. */
function changeSentence(
  judged: JudgedClaim,
  name: "corrected" | "controlled",
  { language, strings: t }: Judged,
): Block[] {
  const cause = judged.claim.changes[name]?.[language];
  const change = changeOf(judged, name);
  if (cause === undefined || change === undefined) return [];
  const arms = [judged.arms["as-written"], judged.arms[name]] as const;
  // The size of an effect is compared in the part that decides as written.
  const place = arms[0].parts.indexOf(decidingPart(arms[0]));
  const [written, other] = arms.map((arm) => {
    const part = change === "size" ? arm.parts[place]! : decidingPart(arm);
    return `${t.verdicts[arm.verdict]} (${effect(part, t)})`;
  });
  return [paragraph(t.evidence.changes[change](cause, written!, other!, t.armsInSentences[name]))];
}

function partsTable(
  parts: readonly { readonly name: ArmName; readonly part: JudgedPart }[],
  results: Judged,
): Block {
  const { strings: t } = results;
  return {
    kind: "table",
    columns: [
      { title: t.robustness.tested },
      { title: t.evidence.mustBeSeen },
      { title: t.evidence.means },
      { title: t.evidence.difference },
      { title: t.evidence.probability },
      { title: t.evidence.p },
      { title: t.conclusions.verdict },
    ],
    rows: parts.map(({ name, part }) => [
      [t.arms[name]],
      conditionLine(part.condition, results),
      ...numbers(part, t),
      [{ bold: t.verdicts[part.verdict] }],
    ]),
  };
}

/** The four columns of numbers of a part that has evidence. */
function numbers(part: JudgedPart, t: Strings): Line[] {
  const { condition, evidence } = part;
  if (evidence.kind === "share" && condition.kind === "most") {
    const { measure } = CRITERIA[condition.are];
    return [
      [measured(evidence.mean, measure)],
      [t.evidence.runs(effect(part, t), range(evidence.interval, (share) => percent(share, 0)))],
      ["–"],
      [`${pValue(evidence.tests.difference)}, ${pValue(evidence.adjusted.difference)}`],
    ];
  }
  if (evidence.kind !== "paired" || condition.kind === "most") return [["–"], ["–"], ["–"], ["–"]];
  const { measure } = condition;
  const sign = condition.kind === "more" ? 1 : -1;
  const [low, high] = evidence.summary.interval95;
  const interval = sign === 1 ? [low, high] as const : [-high, -low] as const;
  const { tests, adjusted } = evidence;
  const equivalence = part.verdict === "no meaningful difference";
  const [p, pAdjusted] = equivalence
    ? [tests.equivalence, adjusted.equivalence]
    : [tests.difference, adjusted.difference];
  return [
    [t.evidence.against(
      measured(evidence.of, measure),
      measured(evidence.than, measure),
    )],
    [
      `${effect(part, t)} ${range(interval, (bound) => difference(bound, measure))}${
        t.evidence.margin(plain(MEASURES[measure].margin, measure))
      }${effectSize(sign * evidence.effectSize, t)}`,
    ],
    [
      `${percent(evidence.probability, 0)} % ${
        range(evidence.probabilityInterval, (share) => percent(share, 0))
      }`,
    ],
    [`${pValue(p)}, ${pValue(pAdjusted)}${equivalence ? t.evidence.equivalence : ""}`],
  ];
}

/** Cohen's d, where the differences vary at all. */
function effectSize(d: number, t: Strings): string {
  return Number.isFinite(d) ? t.evidence.effectSize(signed(d, 1)) : "";
}

function unjudgedLine(name: ArmName, { condition, evidence }: JudgedPart, results: Judged): Line {
  const { strings: t } = results;
  const values = evidence.kind === "none" && evidence.of !== undefined
    ? [evidence.of, ...(evidence.than === undefined ? [] : [evidence.than])]
    : [];
  const measure = condition.kind === "most" ? CRITERIA[condition.are].measure : condition.measure;
  return [
    `${t.arms[name]}: `,
    ...conditionLine(condition, results),
    t.evidence.notJudged(reasonOf(evidence, t)),
    values.length === 0
      ? ""
      : ` (${values.map((value) => measured(value, measure)).reduce(t.evidence.against)})`,
  ];
}

/** What it would take to settle an inconclusive part. */
function outlookLine(name: ArmName, part: JudgedPart, results: Judged): Line[] {
  const { strings: t } = results;
  const { condition, evidence, verdict } = part;
  if (verdict !== "inconclusive" || evidence.kind === "none") return [];
  const { detectable, seedsNeeded } = outlookOf(evidence, results.judgement.tests);
  const seeds = seedsNeeded === Infinity
    ? t.evidence.neverSettled
    : t.evidence.seedsNeeded(wholeNumber(seedsNeeded));
  return [[
    `${t.arms[name]}: `,
    ...conditionLine(condition, results),
    detectable === undefined || condition.kind === "most"
      ? t.evidence.open(seeds)
      : t.evidence.openPairs(plain(detectable, condition.measure), seeds),
  ]];
}

/** A difference without its sign, with its unit. */
function plain(value: number, measure: Measure): string {
  return `${difference(value, measure).replace("+", "")}${unitOf(measure)}`;
}

/** The rules, in short, with every measure and bound. */
function rules({ judgement, language, strings: t }: Judged): Block[] {
  const { verdicts } = t;
  return [
    heading(3, t.rules.title, "rules"),
    paragraph(t.rules.intro(judgement.tests)),
    {
      kind: "list",
      items: [
        [{ bold: verdicts["no meaningful difference"] }, t.rules.equivalence],
        [{ bold: verdicts.holds }, t.rules.holds],
        [{ bold: verdicts.contradicted }, t.rules.contradicted],
        [{ bold: verdicts.inconclusive }, t.rules.inconclusive],
        [t.rules.shares],
        [t.rules.parts],
      ],
    },
    {
      kind: "table",
      columns: [
        { title: t.rules.measure },
        { title: t.rules.whatItIs },
        { title: t.rules.margin },
        { title: t.rules.whyMargin },
      ],
      rows: Object.entries(MEASURES).map(([key, { name, definition, margin, reason }]) => [
        [name[language]],
        [definition[language]],
        [plain(margin, key as Measure)],
        [reason[language]],
      ]),
    },
    {
      kind: "table",
      columns: [
        { title: t.rules.aRun },
        { title: t.rules.ifIts },
        { title: t.rules.is },
        { title: t.rules.why },
      ],
      rows: Object.values(CRITERIA).map(({ name, measure, bound, reason }) => [
        [name[language]],
        [MEASURES[measure].name[language]],
        [
          "atLeast" in bound
            ? t.rules.orMore(`${percent(bound.atLeast, 1)} %`)
            : t.rules.orLess(`${percent(bound.atMost, 1)} %`),
        ],
        [reason[language]],
      ]),
    },
  ];
}

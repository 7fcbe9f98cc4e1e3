import { ARM_NAMES, type ArmName } from "../../../lib/document/claims.ts";
import { CRITERIA, MEASURES } from "../../../lib/document/measures.ts";
import { outlookOf } from "../../../lib/verdict/evidence.ts";
import { changesVerdict, type JudgedClaim, type JudgedPart } from "../../../lib/verdict/judge.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import { evidenceName, evidenceRows } from "../charts.ts";
import { percent, wholeNumber } from "../format.ts";
import { heading, type Judged } from "./build.ts";
import {
  ARM_TITLES,
  conditionLine,
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
    heading(2, "Evidence for each conclusion", "evidence"),
    paragraph(
      "In the charts a tick is the difference of a seed, the bar the 95 % interval of their mean, all divided by the smallest difference that matters: in the shaded strip a difference is too small to matter.",
    ),
    ...results.judgement.claims.flatMap((claim) => evidenceFor(claim, results)),
    ...rules(results),
  ];
}

function evidenceFor(judged: JudgedClaim, results: Judged): Block[] {
  const { claim, arms } = judged;
  const [first, last] = claim.source.lines;
  const parts = ARM_NAMES.flatMap((name) => arms[name].parts.map((part) => ({ name, part })));
  const judgedParts = parts.filter(({ part }) => part.evidence.kind !== "none");
  const outlooks = judgedParts.flatMap(({ name, part }) => outlookLine(name, part, results));
  return [
    heading(3, `${claim.id}: ${claim.text.en}`, `evidence-${claim.id}`),
    paragraph(
      `${claim.text.ko} (section 4, item ${claim.source.item}, ${
        first === last ? `line ${first}` : `lines ${first}–${last}`
      } of the notebook's text; ${claim.kind.replaceAll("-", " ")})`,
    ),
    ...(claim.notTestable === undefined
      ? []
      : [paragraph({ bold: "Not testable as written. " }, claim.notTestable.en)]),
    ...(["corrected", "controlled"] as const).flatMap((name) => changeSentence(judged, name)),
    ...strip(judged),
    ...(judgedParts.length === 0 ? [] : [partsTable(judgedParts, results)]),
    ...(parts.length === judgedParts.length ? [] : [
      {
        kind: "list",
        items: parts.filter(({ part }) => part.evidence.kind === "none")
          .map(({ name, part }) => unjudgedLine(name, part, results)),
      } satisfies Block,
    ]),
    ...(outlooks.length === 0 ? [] : [{ kind: "list", items: outlooks } satisfies Block]),
  ];
}

/** The chart of every seed's differences, where pairs were compared. */
function strip(judged: JudgedClaim): Block[] {
  const rows = evidenceRows(judged);
  if (rows.length === 0) return [];
  const alt = rows.map(({ what, who, effect, verdict }) =>
    `${what}, ${who}: ${effect}, ${verdict}`
  );
  return [{
    kind: "figure",
    figure: { name: evidenceName(judged.claim.id), wide: true, alt: alt.join("; ") },
  }];
}

/** One line on what correcting or controlling does to the verdict. */
function changeSentence(judged: JudgedClaim, name: "corrected" | "controlled"): Block[] {
  const cause = judged.claim.changes[name]?.en;
  const [written, other] = [judged.arms["as-written"].verdict, judged.arms[name].verdict];
  const changes = changesVerdict(judged, name);
  if (cause === undefined || changes === undefined) return [];
  return [paragraph(
    changes ? "The verdict rests on " : "The verdict does not rest on ",
    cause,
    `: ${written} as written, ${other} ${name}.`,
  )];
}

function partsTable(
  parts: readonly { readonly name: ArmName; readonly part: JudgedPart }[],
  results: Judged,
): Block {
  return {
    kind: "table",
    columns: [
      { title: "" },
      { title: "Must be seen" },
      { title: "Means" },
      { title: "Difference or share [95 %]" },
      { title: "P(favours) [95 %]" },
      { title: "p, p adjusted" },
      { title: "Verdict" },
    ],
    rows: parts.map(({ name, part }) => [
      [ARM_TITLES[name]],
      conditionLine(part.condition, results),
      ...numbers(part),
      [{ bold: part.verdict }],
    ]),
  };
}

/** The four columns of numbers of a part that has evidence. */
function numbers(part: JudgedPart): Line[] {
  const { condition, evidence } = part;
  if (evidence.kind === "share" && condition.kind === "most") {
    const { measure } = CRITERIA[condition.are];
    return [
      [measured(evidence.mean, measure)],
      [`${effect(part)} runs, ${range(evidence.interval, (share) => percent(share, 0))} %`],
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
    [`${measured(evidence.of.mean, measure)} against ${measured(evidence.than.mean, measure)}`],
    [
      `${effect(part)} ${range(interval, (bound) => difference(bound, measure))}; margin ${
        difference(MEASURES[measure].margin, measure).replace("+", "")
      }${unitOf(measure)}`,
    ],
    [
      `${percent(evidence.probability, 0)} % ${
        range(evidence.probabilityInterval, (share) => percent(share, 0))
      }`,
    ],
    [`${pValue(p)}, ${pValue(pAdjusted)}${equivalence ? " (equivalence)" : ""}`],
  ];
}

function unjudgedLine(name: ArmName, { condition, evidence }: JudgedPart, results: Judged): Line {
  const values = evidence.kind === "none" && evidence.of !== undefined
    ? [evidence.of, ...(evidence.than === undefined ? [] : [evidence.than])]
    : [];
  const measure = condition.kind === "most" ? CRITERIA[condition.are].measure : condition.measure;
  return [
    `${ARM_TITLES[name]}: `,
    ...conditionLine(condition, results),
    ` – not judged: ${reasonOf(evidence)}`,
    values.length === 0
      ? ""
      : ` (${values.map((value) => measured(value, measure)).join(" against ")})`,
  ];
}

/** What it would take to settle an inconclusive part. */
function outlookLine(name: ArmName, part: JudgedPart, results: Judged): Line[] {
  const { condition, evidence, verdict } = part;
  if (verdict !== "inconclusive" || evidence.kind === "none") return [];
  const { detectable, seedsNeeded } = outlookOf(evidence, results.judgement.tests);
  const seeds = seedsNeeded === Infinity
    ? "no number of seeds would settle it if the runs go on like this"
    : `${wholeNumber(seedsNeeded)} seeds would settle it`;
  return [[
    `${ARM_TITLES[name]}: `,
    ...conditionLine(condition, results),
    detectable === undefined || condition.kind === "most"
      ? ` is open; ${seeds}.`
      : ` is open: these seeds would find ${
        difference(detectable, condition.measure).replace("+", "")
      }${unitOf(condition.measure)} four times in five; for the margin, ${seeds}.`,
  ]];
}

/** The rules, in short, with every measure and bound. */
function rules({ judgement }: Judged): Block[] {
  return [
    heading(3, "The rules", "rules"),
    paragraph(
      "The first that applies decides; D is the mean difference of runs with the same seed, positive if it favours the conclusion. Intervals are t-intervals, printed unadjusted; ",
      `p-values are adjusted by Holm for the ${judgement.tests} tests of this report. `,
      "docs/verdicts.md works each step out by hand.",
    ),
    {
      kind: "list",
      items: [
        [{ bold: "no meaningful difference" }, ": the 90 % interval of D lies within the margin."],
        [
          { bold: "holds" },
          ": the 95 % interval of D lies above 0, and at least 3 of 4 seeds favour the conclusion; ",
          { bold: "clearly" },
          ", if it lies above the margin; ",
          { bold: "weakly" },
          ", if fewer seeds do.",
        ],
        [{ bold: "contradicted" }, ": the 95 % interval of D lies below 0."],
        [
          { bold: "inconclusive" },
          ": otherwise, or where the adjusted p-value is 0.05 or more.",
        ],
        [
          "Of runs that must do something, Wilson's 95 % interval of their share is held against one half, and against 3 of 4 for “clearly”.",
        ],
        ["A conclusion of several parts has the verdict of its weakest part."],
      ],
    },
    {
      kind: "table",
      columns: [
        { title: "Measure" },
        { title: "What it is" },
        { title: "Margin" },
        { title: "Why this margin" },
      ],
      rows: Object.entries(MEASURES).map(([key, { name, definition, margin, reason }]) => {
        const measure = key as keyof typeof MEASURES;
        return [
          [name.en],
          [definition.en],
          [`${difference(margin, measure).replace("+", "")}${unitOf(measure)}`],
          [reason.en],
        ];
      }),
    },
    {
      kind: "table",
      columns: [{ title: "A run …" }, { title: "if its" }, { title: "is" }, { title: "Why" }],
      rows: Object.values(CRITERIA).map(({ name, measure, bound, reason }) => [
        [name.en],
        [MEASURES[measure].name.en],
        [
          "atLeast" in bound
            ? `${percent(bound.atLeast, 1)} % or more`
            : `${percent(bound.atMost, 1)} % or less`,
        ],
        [reason.en],
      ]),
    },
  ];
}

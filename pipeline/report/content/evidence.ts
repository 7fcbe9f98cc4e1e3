import { experimentsOf, type Setting, SETTINGS } from "../../../lib/documents/claim.ts";
import { estimatePower } from "../../../lib/verdict/evidence.ts";
import { changeOf, type JudgedClaim, type JudgedPart } from "../../../lib/verdict/judge.ts";
import { type Block, details, type Line, paragraph } from "../blocks.ts";
import type { StripRow } from "../charts/strip_chart.ts";
import { evidenceFigures } from "../figures/evidence.ts";
import { percent, signed, wholeNumber } from "../format.ts";
import type { Strings } from "../strings/strings.ts";
import type { Judged } from "../judged.ts";
import { figure, heading } from "./build.ts";
import { headline } from "./headline.ts";
import { reproduceCommand } from "./provenance.ts";
import {
  boundText,
  conditionLine,
  decidingPart,
  difference,
  effect,
  measured,
  plain,
  pValue,
  range,
  reasonOf,
  unitOf,
} from "./words.ts";

/** A part of a conclusion with the way of testing that it belongs to. */
interface Part {
  readonly setting: Setting;
  readonly part: JudgedPart;
}

/** Everything behind every verdict. */
export function evidence(results: Judged): Block[] {
  const { claims } = results.judgement;
  return [
    heading(2, results.strings.evidence.title, "evidence"),
    paragraph(results.strings.evidence.intro(results.comparable)),
    ...claims.flatMap((claim) => evidenceFor(claim, results)),
  ];
}

function evidenceFor(judged: JudgedClaim, results: Judged): Block[] {
  const { document, language, strings: t } = results;
  const { claim, settings } = judged;
  const all = SETTINGS.flatMap((setting) =>
    settings[setting].parts.map((part): Part => ({ setting, part }))
  );
  const parts = all.filter(({ part }) => part.evidence.kind !== "none");
  const without = all.filter(({ part }) => part.evidence.kind === "none");
  const outlooks = parts.flatMap((part) => outlookLine(part, results));
  return [
    heading(3, `${claim.id}: ${headline(judged, t)}`, `evidence-${claim.id}`),
    paragraph(t.evidence.says(claim.text[language])),
    paragraph(
      t.evidence.place(document.placeOf[language](claim.source), t.evidence.kinds[claim.kind]),
    ),
    ...ruleLine(all, results),
    ...(claim.notTestable === undefined
      ? []
      : [paragraph({ bold: t.evidence.notTestable }, claim.notTestable[language])]),
    ...(["corrected", "controlled"] as const).flatMap((name) =>
      changeSentence(judged, name, results)
    ),
    ...evidenceFigures(judged, results).map((chart) => figure(chart, altOf(chart.rows))),
    ...(parts.length === 0 ? [] : [
      details(t.charts.numbers, partsTable(parts, results), seedsTable(parts, results)),
    ]),
    ...(without.length === 0
      ? []
      : [list(without.map((part): Line => unjudgedLine(part, results)))]),
    ...(outlooks.length === 0 ? [] : [list(outlooks)]),
    { kind: "commands", lines: [reproduceCommand(results, experimentsOf(claim))] },
  ];
}

function list(items: readonly Line[]): Block {
  return { kind: "list", items };
}

/** What counts in the parts of a conclusion, with the way to the whole rule. */
function ruleLine(parts: readonly Part[], { document, language, strings: t }: Judged): Block[] {
  const counts = new Set(parts.map(({ part: { condition, measure } }) => {
    if (condition.kind !== "most") {
      return t.evidence.counts(measure.name[language], plain(measure.margin, measure));
    }
    const criterion = document.criteria[condition.are]!;
    return t.evidence.meets(
      criterion.name[language],
      measure.name[language],
      boundText(criterion, t),
    );
  }));
  if (counts.size === 0) return [];
  return [paragraph({ link: t.evidence.rule, to: "#rules" }, `: ${[...counts].join("; ")}.`)];
}

/** What a strip chart shows, row by row. */
function altOf(rows: readonly StripRow[]): string {
  return rows.map(({ label, result }) =>
    `${label.quiet}, ${label.lines.join(" ")}: ${result.join(", ")}`
  ).join("; ");
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
  const settings = [judged.settings["as-written"], judged.settings[name]] as const;
  // The size of an effect is compared in the part that decides as written.
  const place = settings[0].parts.indexOf(decidingPart(settings[0]));
  const [written, other] = settings.map((setting) => {
    const part = change === "size" ? setting.parts[place]! : decidingPart(setting);
    return `${t.verdicts[setting.verdict]} (${effect(part, t)})`;
  });
  return [
    paragraph(t.evidence.changes[change](cause, written!, other!, t.settingsInSentences[name])),
  ];
}

function partsTable(parts: readonly Part[], results: Judged): Block {
  const { strings: t } = results;
  return {
    kind: "table",
    columns: [
      { title: t.evidence.part, align: "right" },
      { title: t.evidence.mustBeSeen },
      { title: t.evidence.means },
      { title: t.evidence.difference },
      { title: t.evidence.agreement },
      { title: t.evidence.p },
      { title: t.conclusions.verdict },
    ],
    rows: parts.map(({ setting, part }, i) => [
      [String(i + 1)],
      [`${t.settings[setting]}: `, ...conditionLine(part.condition, results)],
      ...numbers(part, t),
      [{ bold: t.verdicts[part.verdict] }],
    ]),
  };
}

/** Every seed of every part, as drawn. */
function seedsTable(parts: readonly Part[], results: Judged): Block {
  return {
    kind: "table",
    columns: [
      { title: results.strings.charts.seed, align: "right" },
      ...parts.map((_, i) => ({ title: String(i + 1), align: "right" as const })),
    ],
    rows: results.seeds.map((seed, k): Line[] => [
      [String(seed)],
      ...parts.map(({ part }): Line => [seedValue(part, k, results)]),
    ]),
  };
}

/** A seed's difference, or what was measured of its run. */
function seedValue(
  { condition, evidence, measure }: JudgedPart,
  k: number,
  results: Judged,
): string {
  if (condition.kind === "most") {
    const run = results.runsOf(condition.of)[k];
    return run === undefined ? "–" : measured(measure.of(run), measure);
  }
  const found = evidence.kind === "paired" ? evidence.differences[k] : undefined;
  if (found === undefined) return "–";
  const sign = condition.kind === "more" ? 1 : -1;
  return `${difference(sign * found, measure)}${unitOf(measure)}`;
}

/** The four columns of numbers of a part that has evidence. */
function numbers(part: JudgedPart, t: Strings): Line[] {
  const { condition, evidence, measure } = part;
  if (evidence.kind === "share" && condition.kind === "most") {
    return [
      [measured(evidence.mean, measure)],
      [t.evidence.runs(effect(part, t), range(evidence.interval, (share) => percent(share, 0)))],
      ["–"],
      [`${pValue(evidence.p.difference)}, ${pValue(evidence.pAdjusted.difference)}`],
    ];
  }
  if (evidence.kind !== "paired" || condition.kind === "most") return [["–"], ["–"], ["–"], ["–"]];
  const sign = condition.kind === "more" ? 1 : -1;
  const [low, high] = evidence.summary.interval95;
  const interval = sign === 1 ? [low, high] as const : [-high, -low] as const;
  const { p: pValues, pAdjusted: adjustedValues } = evidence;
  const equivalence = part.verdict === "no meaningful difference";
  const [p, pAdjusted] = equivalence
    ? [pValues.equivalence, adjustedValues.equivalence]
    : [pValues.difference, adjustedValues.difference];
  return [
    [t.evidence.against(
      measured(evidence.of, measure),
      measured(evidence.than, measure),
    )],
    [
      `${effect(part, t)} ${range(interval, (bound) => difference(bound, measure))}${
        t.evidence.margin(plain(measure.margin, measure))
      }${effectSize(sign * evidence.effectSize, t)}`,
    ],
    [
      `${percent(evidence.agreement, 0)} % ${
        range(evidence.agreementInterval, (share) => percent(share, 0))
      }`,
    ],
    [`${pValue(p)}, ${pValue(pAdjusted)}${equivalence ? t.evidence.equivalence : ""}`],
  ];
}

/** Cohen's d, where the differences vary at all. */
function effectSize(d: number, t: Strings): string {
  return Number.isFinite(d) ? t.evidence.effectSize(signed(d, 1)) : "";
}

function unjudgedLine(
  { setting, part: { condition, evidence, measure } }: Part,
  results: Judged,
): Line {
  const { strings: t } = results;
  const values = evidence.kind === "none" && evidence.of !== undefined
    ? [evidence.of, ...(evidence.than === undefined ? [] : [evidence.than])]
    : [];
  return [
    `${t.settings[setting]}: `,
    ...conditionLine(condition, results),
    t.evidence.notJudged(reasonOf(evidence, t)),
    values.length === 0
      ? ""
      : ` (${values.map((value) => measured(value, measure)).reduce(t.evidence.against)})`,
  ];
}

/** What it would take to settle an inconclusive part. */
function outlookLine({ setting, part }: Part, results: Judged): Line[] {
  const { strings: t } = results;
  const { condition, evidence, measure, verdict } = part;
  if (verdict !== "inconclusive" || evidence.kind === "none") return [];
  const { detectable, seedsNeeded } = estimatePower(evidence, results.judgement.tests);
  const seeds = seedsNeeded === Infinity
    ? t.evidence.neverSettled
    : t.evidence.seedsNeeded(wholeNumber(seedsNeeded));
  return [[
    `${t.settings[setting]}: `,
    ...conditionLine(condition, results),
    detectable === undefined
      ? t.evidence.open(seeds)
      : t.evidence.openPairs(plain(detectable, measure), seeds),
  ]];
}

import { type DataSource, SYNTHETIC_DIGITS } from "../../../lib/data/sources.ts";
import { SETTINGS } from "../../../lib/documents/claim.ts";
import type { JudgedClaim } from "../../../lib/verdict/judge.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { isJudged, sideOf, type Verdict } from "../../../lib/verdict/verdict.ts";
import { type Block, paragraph } from "../blocks.ts";
import { toleranceOf } from "../../replay/compare.ts";
import { powerOfTen, wholeNumber } from "../format.ts";
import type { Judged } from "../judged.ts";

/** The outcome of everything in one sentence. */
export function outcomeSentence(results: Judged): string {
  const { document, judgement, seeds, comparable, source, strings: t } = results;
  const { claims } = judgement;
  const sentence = (): string => {
    const verdicts = claims.map(({ settings }) => settings["as-written"].verdict);
    if (claims.every(({ settings }) => SETTINGS.every((name) => isEmpty(settings[name].verdict)))) {
      return t.outcome.untested;
    }
    if (!claims.some(({ settings }) => SETTINGS.some((name) => isJudged(settings[name].verdict)))) {
      return t.outcome.tooFew(seeds.length, FEWEST_SEEDS);
    }
    const judged = verdicts.filter(isJudged).length;
    const holding = claims.filter(({ settings }) =>
      sideOf(settings["as-written"].verdict) === "for"
    );
    const lost = holding.filter((claim) => !survives(claim)).length;
    return `${t.outcome.holding(holding.length, judged, seeds.length)}${
      lost === 0 ? "" : t.outcome.lost(lost)
    }`;
  };
  if (comparable) return sentence();
  return isSynthetic(source)
    ? t.outcome.synthetic(sentence())
    : t.outcome.otherData(source.title, document.dataset.title, sentence());
}

/** That nothing can be compared with the document's numbers. */
function otherDataWarning({ document, source, strings: { outcome: t } }: Judged): string {
  return isSynthetic(source)
    ? t.syntheticWarning
    : t.otherDataWarning(source.title, document.dataset.title);
}

function isSynthetic({ name }: DataSource): boolean {
  return name === SYNTHETIC_DIGITS.name;
}

function isEmpty(verdict: Verdict): boolean {
  return verdict === "not tested" || verdict === "not testable";
}

/** Whether a conclusion holds in every other way that it was judged in, too. */
function survives({ settings }: JudgedClaim): boolean {
  return SETTINGS.map((name) => settings[name].verdict)
    .every((verdict) => !isJudged(verdict) || sideOf(verdict) === "for");
}

/** What was done, and how to read the verdicts. */
export function introduction(results: Judged): Block[] {
  const { experiments, seeds, source, dtype, judgement, comparable, strings: t } = results;
  const contiguous = seeds.every((seed, i) => seed === seeds[0]! + i);
  const did = t.outcome.did(
    experiments.length,
    source.title,
    wholeNumber(experiments.length * seeds.length),
    dtype,
    t.seedRange(seeds, contiguous),
  );
  const [before, rules, after] = t.outcome.rules(judgement.tests);
  return [
    ...(comparable ? [] : [{ kind: "warning", line: [otherDataWarning(results)] } satisfies Block]),
    paragraph(did, ...numpySentences(results)),
    seeds.length < FEWEST_SEEDS
      ? paragraph(
        { bold: t.outcome.notJudged(seeds.length) },
        t.outcome.notJudgedWhy(FEWEST_SEEDS),
      )
      : paragraph(before, { link: rules, to: "#rules" }, after),
  ];
}

/** How near the runs are to NumPy's, which computes in double precision. */
function numpySentences({ document, dtype, experiments, source, strings: t }: Judged): string[] {
  if (dtype !== "f64") return [];
  const tolerances = experiments.map(({ id }) => ({
    id,
    ...toleranceOf(document, id, source.name),
  }));
  const chaotic = tolerances.filter(({ iterations }) => Number.isFinite(iterations));
  const others = tolerances.filter((one) => !chaotic.includes(one)).map(({ loss }) => loss);
  return [
    ...(others.length === 0 ? [] : [t.outcome.numpy(powerOfTen(Math.max(...others)))]),
    ...(chaotic.length === 0 ? [] : [t.outcome.chaotic(chaotic.map(({ id }) => id))]),
  ];
}

import { type DataSource, SYNTHETIC_DIGITS } from "../../../lib/data/sources.ts";
import { SETTINGS } from "../../../lib/documents/claim.ts";
import type { JudgedClaim } from "../../../lib/verdict/judge.ts";
import { FAMILY_ERROR, FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { isJudged, sideOf } from "../../../lib/verdict/verdict.ts";
import { toleranceOf } from "../../replay/compare.ts";
import { type Block, type Line, paragraph, warning } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { percent, powerOfTen, wholeNumber } from "../format.ts";
import { listed, words } from "../strings/languages.ts";

/** "a", "a, and b", "a, b, and c" */
function series(and: string, items: readonly string[]): string {
  return items.map((item, i) => i > 0 && i === items.length - 1 ? `${and} ${item}` : item)
    .join(", ");
}

export const WORDS = words({
  en: {
    synthetic: (document: string, title: string): string =>
      `Synthetic digits, not ${document}: ${title}`,
    syntheticWarning: (document: string, hasNumbers: boolean): string =>
      `NOT ${document}: these are built-in synthetic digits${
        hasNumbers ? "; nothing here can be compared with the document's numbers" : ""
      }.`,
    otherData: (source: string, document: string, title: string): string =>
      `${source}, not ${document}: ${title}`,
    otherDataWarning: (source: string, document: string, hasNumbers: boolean): string =>
      `NOT ${document}: these runs are on ${source}${
        hasNumbers
          ? `; nothing here can be compared with the document's numbers, which it measured on ${document}`
          : ""
      }.`,
    untested: "None of the document's conclusions is tested by these runs",
    tooFew: (seeds: string, least: number): string =>
      `Not judged: ${seeds}; a verdict needs ${least} or more`,
    holding: (holding: number, judged: number, seeds: string): string =>
      `${holding} of ${judged} conclusions hold as written over ${seeds}`,
    lost: (lost: number): string =>
      `; ${lost} of these ${lost === 1 ? "does" : "do"} not survive correction or control`,
    /** "the one seed 0", "the seeds 0 to 29", "the seeds 1, 5". */
    seeds: (seeds: readonly number[], areContiguous: boolean): string =>
      seeds.length === 1
        ? `the one seed ${seeds[0]}`
        : `the seeds ${areContiguous ? `${seeds[0]} to ${seeds.at(-1)}` : seeds.join(", ")}`,
    kinds: {
      "as-written": "as written",
      "corrected": "with its defects corrected",
      "control": "in controls that change one thing at a time",
    },
    did: (
      networks: number,
      source: string,
      runs: string,
      dtype: string,
      seeds: string,
      kinds: readonly string[],
    ): string =>
      `We trained ${networks} networks of the document on ${source}, ${runs} runs in ${dtype}, each with ${seeds}: ${
        series("and", kinds)
      }.`,
    numpy: (reference: string, within: string): string =>
      ` ${reference}: the same accuracies, and losses within ${within}.`,
    chaotic: (ids: readonly string[]): string =>
      ` ${listed(ids)} ${
        ids.length === 1 ? "is chaotic and agrees" : "are chaotic and agree"
      } with NumPy in distribution only, as NumPy with one BLAS does with NumPy with another.`,
    notJudged: (seeds: string): string => `Not judged: ${seeds}.`,
    notJudgedWhy: (least: number): string =>
      ` A single run can be luck, so no verdict is given on fewer than ${least} seeds; the numbers are below.`,
    rules: (tests: number, error: string): Line => [
      "Each verdict follows from ",
      { link: "rules fixed in advance", to: "#rules" },
      `: runs of the same seed are compared, a conclusion is as firm as its weakest part, and the ${tests} tests behind all verdicts together may err with a probability of ${error} %.`,
    ],
  },
  ko: {
    synthetic: (document, title) => `${document} 아닌 합성 숫자: ${title}`,
    syntheticWarning: (document, hasNumbers) =>
      `${document} 데이터가 아닙니다. 내장된 합성 숫자${
        hasNumbers ? "이므로 여기의 어떤 값도 문서의 값과 비교할 수 없습니다" : "입니다"
      }.`,
    otherData: (source, document, title) => `${document} 아닌 ${source} 데이터: ${title}`,
    otherDataWarning: (source, document, hasNumbers) =>
      `${document} 데이터가 아닙니다. ${source} 데이터로 돌린 실행${
        hasNumbers
          ? `이므로 여기의 어떤 값도 문서가 ${document}에서 잰 값과 비교할 수 없습니다`
          : "입니다"
      }.`,
    untested: "이 실행들은 문서의 결론을 하나도 검증하지 않습니다",
    tooFew: (seeds, least) => `판정 안 함: ${seeds}. 판정에는 ${least}개 이상이 필요합니다`,
    holding: (holding, judged, seeds) =>
      `${seeds}로 본 결론 ${judged}개 중 ${holding}개가 원문대로 성립합니다`,
    lost: (lost) => `. 그중 ${lost}개는 바로잡거나 통제하면 무너집니다`,
    seeds: (seeds, areContiguous) =>
      seeds.length === 1
        ? `시드 ${seeds[0]} 하나`
        : `시드 ${areContiguous ? `${seeds[0]}부터 ${seeds.at(-1)}까지` : seeds.join(", ")}`,
    kinds: {
      "as-written": "원문대로",
      "corrected": "결함을 바로잡아서",
      "control": "한 번에 하나만 바꾸는 통제 실험으로",
    },
    did: (networks, source, runs, dtype, seeds, kinds) =>
      `문서의 신경망 ${networks}개를 ${source}로 다시 훈련했습니다. ${dtype}로 모두 ${runs}회, 각각 ${seeds} 썼습니다. ${
        series("그리고", kinds)
      } 했습니다.`,
    numpy: (reference, within) =>
      ` ${reference}. 정확도는 같고 손실의 차이는 ${within} 이내입니다.`,
    chaotic: (ids) =>
      ` 다만 ${
        ids.join(", ")
      }의 학습은 카오스적이어서 NumPy와 분포만 같습니다. BLAS가 다른 NumPy끼리도 그렇습니다.`,
    notJudged: (seeds) => `판정 안 함: ${seeds}.`,
    notJudgedWhy: (least) =>
      ` 한 번의 실행은 우연일 수 있으므로 시드가 ${least}개보다 적으면 판정하지 않습니다. 수치는 아래에 있습니다.`,
    rules: (tests, error) => [
      "모든 판정은 ",
      { link: "미리 정한 규칙", to: "#rules" },
      `을 따릅니다. 같은 시드의 실행끼리 비교하고, 결론은 가장 약한 부분만큼만 확실하며, 모든 판정을 뒷받침하는 검정 ${tests}개를 통틀어 틀릴 확률은 ${error} % 이하입니다.`,
    ],
  },
});

/** The title of a report: its outcome in one sentence. */
export function outcomeSentence(context: ReportContext): string {
  const { document, results: { source }, comparable, language } = context;
  const t = WORDS[language];
  const sentence = verdictsSentence(context);
  if (comparable) return sentence;
  return isSynthetic(source)
    ? t.synthetic(document.dataset.title, sentence)
    : t.otherData(source.title, document.dataset.title, sentence);
}

function verdictsSentence(context: ReportContext): string {
  const { results: { seeds }, judgement: { claims }, language, words } = context;
  const t = WORDS[language];
  const all = claims.flatMap(verdictsOf);
  if (all.every((verdict) => verdict === "not tested" || verdict === "not testable")) {
    return t.untested;
  }
  if (!all.some(isJudged)) return t.tooFew(words.seedCount(seeds.length), FEWEST_SEEDS);
  const written = claims.map(({ settings }) => settings["as-written"].verdict).filter(isJudged);
  const holding = claims.filter((claim) => sideOf(claim.settings["as-written"].verdict) === "for");
  const lost = holding.filter((claim) =>
    verdictsOf(claim).some((verdict) => isJudged(verdict) && sideOf(verdict) !== "for")
  );
  return t.holding(holding.length, written.length, words.seedCount(seeds.length)) +
    (lost.length === 0 ? "" : t.lost(lost.length));
}

function verdictsOf({ settings }: JudgedClaim) {
  return SETTINGS.map((name) => settings[name].verdict);
}

function isSynthetic({ name }: DataSource): boolean {
  return name === SYNTHETIC_DIGITS.name;
}

/** What was done and how verdicts are reached. */
export function introduction(context: ReportContext): Block[] {
  const { document, results, judgement, comparable, language, words } = context;
  const { experiments, seeds, source, dtype } = results;
  const t = WORDS[language];
  const hasNumbers = Object.keys(document.recorded.numbers).length > 0;
  const areContiguous = seeds.every((seed, i) => seed === seeds[0]! + i);
  const did = t.did(
    experiments.length,
    source.title,
    wholeNumber(experiments.length * seeds.length),
    dtype,
    t.seeds(seeds, areContiguous),
    [...new Set(experiments.map(({ kind }) => t.kinds[kind]))],
  );
  return [
    ...(comparable ? [] : [warning(
      isSynthetic(source)
        ? t.syntheticWarning(document.dataset.title, hasNumbers)
        : t.otherDataWarning(source.title, document.dataset.title, hasNumbers),
    )]),
    paragraph(did, ...numpySentences(context)),
    paragraph(
      ...(seeds.length < FEWEST_SEEDS
        ? [{ bold: t.notJudged(words.seedCount(seeds.length)) }, t.notJudgedWhy(FEWEST_SEEDS)]
        : t.rules(judgement.tests, percent(FAMILY_ERROR, 0))),
    ),
  ];
}

/** How closely the runs agree with NumPy, which computes in double precision. */
function numpySentences({ document, results, language }: ReportContext): string[] {
  const { dtype, experiments, source } = results;
  const { reference } = document.prose;
  if (dtype !== "f64" || reference === undefined) return [];
  const t = WORDS[language];
  const { chaotic = [], others = [] } = Object.groupBy(
    experiments.map(({ id }) => ({ id, ...toleranceOf(document, id, source.name) })),
    ({ iterations }) => Number.isFinite(iterations) ? "chaotic" : "others",
  );
  const within = Math.max(...others.map(({ loss }) => loss));
  return [
    ...(others.length === 0 ? [] : [t.numpy(reference[language], powerOfTen(within))]),
    ...(chaotic.length === 0 ? [] : [t.chaotic(chaotic.map(({ id }) => id))]),
  ];
}

import { summarisePaired } from "../../../lib/statistics/paired.ts";
import { mean } from "../../../lib/statistics/summary.ts";
import { FEWEST_SEEDS } from "../../../lib/verdict/levels.ts";
import { type Placement, placeRecorded } from "../../../lib/verdict/placement.ts";
import { type Block, details, heading, paragraph, table } from "../blocks.ts";
import { type StripAxis, stripFigure, type StripRow } from "../charts/strip_chart.ts";
import type { ReportContext } from "../context.ts";
import { percent, percentOverSeeds, pValue, signed } from "../format.ts";
import { experimentLink } from "../phrases.ts";
import {
  accuraciesAtLastRecorded,
  type LastRecorded,
  lastRecorded,
  recordedOf,
} from "../document_numbers.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: (like: number, all: number): string =>
      `${like} of ${all} recorded accuracies could be one of our seeds`,
    titleAlone: "The document's numbers among ours",
    intro:
      "Test accuracy minus the document's last figure, in percentage points (pp). The strip is the document's rounding. ",
    alt: (id: string, document: string, ours: string): string =>
      `${id}: document ${document} %, ours ${ours} %`,
    columns: ["Ours, %", "Difference, pp", "The document could be"],
    findings: {
      "one of our seeds": "one of our seeds",
      "a rare seed": "a rare seed",
      "another computation": "another computation",
      "too few seeds to tell": "too few seeds to tell",
    },
    placement: "Where each number lies among ours",
    explanation:
      "Place: the share of seeds below the document's figure, both rounded alike. z: its distance from our mean in standard deviations, the rounding's included. Chance: how probable one more seed would be so far away. Rank: all numbers that the document gives of an experiment count as one curve, and this is how unusual that curve is among ours, 1 being the most unusual.",
    placementColumns: ["Place", "z", "Chance", "Rank of the curve"],
    rankOf: (rank: number, curves: number, numbers: number): string =>
      `${rank} of ${curves} (${numbers} ${numbers === 1 ? "number" : "numbers"})`,
    endsAt: (id: string, accuracy: string): string => `${id} ends at ${accuracy} %. `,
    nearest: (recorded: string, id: string): string =>
      `Nearest to the document's ${recorded} % is ${id}.`,
  },
  ko: {
    title: (like, all) =>
      `기록된 정확도 ${all}개 중 ${like}개는 우리 시드 가운데 하나일 수 있습니다`,
    titleAlone: "우리 결과 속 문서의 수치",
    intro:
      "시험 정확도에서 문서의 마지막 수치를 뺀 값(퍼센트포인트, pp)입니다. 띠는 문서의 반올림입니다. ",
    alt: (id, document, ours) => `${id}: 문서 ${document} %, 우리 ${ours} %`,
    columns: ["우리, %", "차이, pp", "문서의 값은"],
    findings: {
      "one of our seeds": "우리 시드 가운데 하나일 수 있음",
      "a rare seed": "드문 시드일 수 있음",
      "another computation": "다른 계산",
      "too few seeds to tell": "시드가 적어 알 수 없음",
    },
    placement: "문서의 수치가 우리 값들 사이에서 놓인 자리",
    explanation:
      "위치: 문서의 수치보다 낮은 시드의 비율(똑같이 반올림해서). z: 우리 평균까지의 거리를 반올림을 포함한 표준편차로 나눈 값. 확률: 새 시드 하나가 그만큼 떨어질 확률. 순위: 한 실험에 대해 문서가 준 모든 수치를 곡선 하나로 보고, 우리 곡선들 가운데 얼마나 드문지 매긴 순위(1이 가장 드묾).",
    placementColumns: ["위치", "z", "확률", "곡선의 순위"],
    rankOf: (rank, curves, numbers) => `${curves}개 중 ${rank}위 (수치 ${numbers}개)`,
    endsAt: (id, accuracy) => `${id}의 끝 값은 ${accuracy} %. `,
    nearest: (recorded, id) => `문서의 ${recorded} %에 가장 가까운 것은 ${id}.`,
  },
});

/** An experiment with a recorded test accuracy, and our accuracies. */
interface Comparison extends LastRecorded {
  readonly id: string;
  /** Our accuracies at the same checkpoint, one per seed. */
  readonly ours: readonly number[];
  /** Where the document's numbers lie among ours; undefined for too few seeds. */
  readonly placement: Placement | undefined;
}

export function recordedNumbers(context: ReportContext): Block[] {
  const { document, language, words: { columns } } = context;
  const rows = comparisons(context);
  if (rows.length === 0) return [];
  const t = WORDS[language];
  const placed = rows.flatMap(({ id, placement }) =>
    placement === undefined ? [] : [{ id, placement }]
  );
  const like = placed.filter(({ placement }) => placement.finding === "one of our seeds").length;
  return [
    heading(2, placed.length < rows.length ? t.titleAlone : t.title(like, rows.length), "recorded"),
    paragraph(t.intro, document.prose.recorded[language]),
    chart(rows, context),
    table(
      "lrrrl",
      [columns.experiment, columns.document, ...t.columns],
      rows.map((row) => [
        experimentLink(row.id, context),
        row.text,
        percentOverSeeds(row.ours),
        signed(100 * distanceOf(row)),
        row.placement === undefined ? "–" : t.findings[row.placement.finding],
      ]),
    ),
    ...(placed.length === 0 ? [] : [details(
      t.placement,
      paragraph(t.explanation),
      table(
        "lrrrl",
        [columns.experiment, ...t.placementColumns],
        placed.map(({ id, placement: { percentile, z, pValue: p, curve } }) => [
          experimentLink(id, context),
          `${percent(percentile, 0)} %`,
          signed(z, 1),
          pValue(p),
          t.rankOf(curve.rank, curve.curves, curve.numbers),
        ]),
      ),
    )]),
    ...readings(rows, context),
  ];
}

function comparisons(context: ReportContext): readonly Comparison[] {
  const { experiments, runsOf } = context.results;
  return experiments.flatMap(({ id }) => {
    const last = lastRecorded(id, context);
    if (last === undefined) return [];
    return [{
      ...last,
      id,
      ours: accuraciesAtLastRecorded(id, context),
      placement: placeRecorded(recordedOf(id, context)!, runsOf(id)),
    }];
  });
}

function distanceOf({ ours, recorded }: Comparison): number {
  return mean(ours) - recorded;
}

/** Our accuracies minus the document's, in percentage points. */
function chart(comparisons: readonly Comparison[], context: ReportContext): Block {
  const { results: { seeds }, language, words: { charts } } = context;
  const rows = comparisons.map(({ id, recorded, text, step, ours }): StripRow => {
    const points = ours.map((accuracy) => 100 * (accuracy - recorded));
    return {
      label: { quiet: "", lines: [id] },
      result: [`${percent(mean(ours))} %`, `${charts.document} ${text} %`],
      seeds: points.map((value, i) => ({ seed: seeds[i]!, value, text: `${signed(value)} pp` })),
      mean: mean(points),
      interval: points.length < FEWEST_SEEDS ? undefined : summarisePaired(points, 1).interval95,
      shaded: [-50 * step, 50 * step],
    };
  });
  const extent = rows.flatMap(({ seeds, interval = [] }) => [
    ...seeds.map(({ value }) => value),
    ...interval,
  ]);
  const limit = Math.ceil(Math.max(2, ...extent.map(Math.abs)) * 1.1);
  const tick = Math.max(1, Math.round(limit / 3));
  const axis: StripAxis = {
    domain: [-limit, limit],
    scale: "linear",
    ticks: [-2, -1, 0, 1, 2].map((k) => k * tick),
    label: `datum.value == 0 ? '${charts.document}' : ` +
      `(datum.value > 0 ? '+' : '−') + abs(datum.value) + ' pp'`,
    zero: true,
    shade: "document",
    second: "document",
  };
  const alt = comparisons.map(({ id, recorded, ours }) =>
    WORDS[language].alt(id, percent(recorded, 1), percent(mean(ours)))
  );
  return stripFigure("recorded", alt.join("; "), rows, axis, seeds, charts.seed);
}

/** For what can be read in several ways: the reading that comes nearest to the document's number. */
function readings(rows: readonly Comparison[], { document, language }: ReportContext): Block[] {
  const t = WORDS[language];
  return document.recorded.readings.flatMap(({ text, experiments }) => {
    const read = rows.filter(({ id }) => experiments.includes(id));
    if (read.length < 2) return [];
    const [nearest] = read.toSorted((a, b) => Math.abs(distanceOf(a)) - Math.abs(distanceOf(b)));
    return [paragraph(
      `${text[language]} `,
      ...read.map(({ id, ours }) => t.endsAt(id, percentOverSeeds(ours))),
      t.nearest(nearest!.text, nearest!.id),
    )];
  });
}

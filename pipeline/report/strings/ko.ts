/**
 * Every sentence of a report in Korean. A key that is missing here does not
 * compile.
 *
 * @module
 */

import type { Setting } from "../../../lib/documents/claim.ts";
import { isJudged, type Verdict } from "../../../lib/verdict/verdict.ts";
import type { Strings } from "./en.ts";

function seedCount(count: number): string {
  return `시드 ${count}개`;
}

/** What is said of a conclusion in a headline: at the end, before "and", before "but". */
const FOUND: Readonly<Record<Verdict, Readonly<Record<"end" | "and" | "but", string>>>> = {
  "clearly holds": stem("분명히 성립하", "분명히 성립한다"),
  "holds": stem("성립하", "성립한다"),
  "holds weakly": stem("약하게 성립하", "약하게 성립한다"),
  "inconclusive": stem("결론이 나지 않", "결론이 나지 않는다"),
  "no meaningful difference": stem("의미 있는 차이가 없", "의미 있는 차이가 없다"),
  "contradicted": stem("반박되", "반박된다"),
  "not judged": stem("판정하지 않", "판정하지 않는다"),
  "not testable": stem("검증할 수 없", "검증할 수 없다"),
  "not tested": stem("검증하지 않", "검증하지 않는다"),
};
const WAYS: Readonly<Record<Setting, string>> = {
  "as-written": "원문대로",
  "corrected": "바로잡으면",
  "controlled": "통제하면",
};

/** A verb with its endings. */
function stem(stem: string, end: string): Record<"end" | "and" | "but", string> {
  return { end, and: `${stem}고`, but: `${stem}지만` };
}

export const KO: Strings = {
  seedCount,
  seedRange: (seeds, contiguous) =>
    seeds.length === 1
      ? `시드 ${seeds[0]} 하나`
      : contiguous
      ? `시드 ${seeds[0]}부터 ${seeds.at(-1)}까지`
      : `시드 ${seeds.join(", ")}`,

  settings: { "as-written": "원문대로", "corrected": "바로잡음", "controlled": "통제" },
  settingsInSentences: {
    "as-written": "원문대로",
    "corrected": "바로잡으면",
    "controlled": "통제하면",
  },
  verdicts: {
    "clearly holds": "분명히 성립",
    "holds": "성립",
    "holds weakly": "약하게 성립",
    "inconclusive": "결론 없음",
    "no meaningful difference": "의미 있는 차이 없음",
    "contradicted": "반박됨",
    "not judged": "판정 안 함",
    "not testable": "검증 불가",
    "not tested": "–",
  },
  comparison: {
    more: (measure) => ["", `의 ${measure}: `, "보다 큼"],
    less: (measure) => ["", `의 ${measure}: `, "보다 작음"],
  },
  does: (what) => `: ${what}`,
  countOf: (met, all) => `${all}회\u00a0중\u00a0${met}회`,
  notRun: "실행하지 않음",
  diverged: (count) => `${count}회 발산`,
  notJudgedBecause: (reason) => `판정 안 함: ${reason}`,
  leftOut: (count, all, which) =>
    `이 실행 ${all}회 가운데 ${count}회는 올바른 기록이 없어 뺐습니다(${which}). 그 실행에 기대는 값은 시드가 더 적거나 빠져 있습니다.`,

  outcome: {
    synthetic: (title) => `MNIST가 아닌 합성 숫자: ${title}`,
    syntheticWarning:
      "MNIST가 아닙니다. 내장된 합성 숫자이므로 여기의 어떤 값도 문서의 값과 비교할 수 없습니다.",
    otherData: (source, document, title) => `${document} 아닌 ${source} 데이터: ${title}`,
    otherDataWarning: (source, document) =>
      `${document} 데이터가 아닙니다. ${source} 데이터로 돌린 실행이므로 여기의 어떤 값도 문서가 ${document}에서 잰 값과 비교할 수 없습니다.`,
    untested: "이 실행들은 문서의 결론을 하나도 검증하지 않습니다",
    tooFew: (seeds, least) =>
      `판정 안 함: ${seedCount(seeds)}. 판정에는 ${least}개 이상이 필요합니다`,
    holding: (holding, judged, seeds) =>
      `${seedCount(seeds)}로 본 결론 ${judged}개 중 ${holding}개가 원문대로 성립합니다`,
    lost: (lost) => `. 그중 ${lost}개는 바로잡거나 통제하면 무너집니다`,
    did: (networks, source, runs, dtype, seeds) =>
      `문서의 신경망 ${networks}개를 ${source}로 다시 훈련했습니다. ${dtype}로 모두 ${runs}회, 각각 ${seeds} 썼습니다. 원문대로, 결함을 바로잡아서, 그리고 한 번에 하나만 바꾸는 통제 실험으로 했습니다.`,
    numpy: (within) =>
      ` 여기의 시드 s는 NumPy에서 np.random.seed(s) 뒤에 문서의 코드를 돌린 것과 같습니다. 정확도는 같고 손실의 차이는 ${within} 이내입니다.`,
    chaotic: (ids) =>
      ` 다만 ${
        ids.join(", ")
      }의 학습은 카오스적이어서 NumPy와 분포만 같습니다. BLAS가 다른 NumPy끼리도 그렇습니다.`,
    notJudged: (seeds) => `판정 안 함: ${seedCount(seeds)}.`,
    notJudgedWhy: (least) =>
      ` 한 번의 실행은 우연일 수 있으므로 시드가 ${least}개보다 적으면 판정하지 않습니다. 수치는 아래에 있습니다.`,
    rules: (tests) => [
      "모든 판정은 ",
      "미리 정한 규칙",
      `을 따릅니다. 같은 시드의 실행끼리 비교하고, 결론은 가장 약한 부분만큼만 확실하며, 모든 판정을 뒷받침하는 검정 ${tests}개를 통틀어 틀릴 확률은 5 % 이하입니다.`,
    ],
  },

  headlines: {
    notTested: "이 실행들로는 검증하지 않음",
    inEveryWay: (verdict) =>
      isJudged(verdict) ? `어떻게 검증해도 ${FOUND[verdict].end}` : FOUND[verdict].end,
    sentence: (clauses) => clauses.join(""),
    clause: (settings, verdict, link) =>
      `${settings.map((setting) => WAYS[setting]).join(", ")} ${FOUND[verdict][link]}${
        link === "end" ? "" : ", "
      }`,
  },

  conclusions: {
    title: ([written, corrected, controlled]) =>
      `성립하는 결론: 원문대로 ${written!.judged}개 중 ${written!.holding}개, 바로잡으면 ${
        corrected!.judged
      }개 중 ${corrected!.holding}개, 통제하면 ${controlled!.judged}개 중 ${controlled!.holding}개`,
    everyWay: "모두",
    intro:
      "괄호 안은 판정을 결정한 부분의 효과입니다. 시드에 걸친 평균 차이이거나, 해야 할 일을 해낸 실행의 수입니다.",
    numbersTitle: "문서의 결론과 이 실행들의 값",
    numbersIntro: (comparable) =>
      `근거가 먼저 드는 실행들의 시험 정확도를 그 순서대로, ${
        comparable ? "문서가 보여 주는 " : ""
      }마지막 점검 시점에서 적었습니다. 판정을 보려면 `,
    number: "번호",
    concludes: "문서의 결론",
    document: "문서, %",
    theseRuns: "이 실행, %",
    verdict: "판정",
  },

  robustness: {
    title: (surviving, checks) => `작은 변화 ${checks}번 중 ${surviving}번 판정이 유지됩니다`,
    intro: (seeds) =>
      `성립하거나 반박된 판정의 모든 실험을 ${
        seedCount(seeds)
      }로, 한 가지만 바꾸어 다시 돌렸습니다. 판정을 결정하는 효과의 95 % 구간이 같은 쪽에 있거나 모든 실행에서 나타나면 유지, 평균만 같은 쪽이면 불확실, 그렇지 않으면 상실입니다.`,
    tested: "방법",
    survivals: {
      "survives": "●\u00a0유지",
      "unsure": "○\u00a0불확실",
      "lost": "×\u00a0상실",
      "not run": "–",
    },
  },

  evidence: {
    title: "결론마다의 근거",
    intro: (comparable) =>
      `그림에서 눈금 하나는 시드 하나, 동그라미는 그 평균, 막대는 평균의 95 % 구간${
        comparable ? ", 마름모는 문서의 값" : ""
      }입니다. 두 실험을 견줄 때는 차이를 의미 있는 최소 차이로 나누었습니다. 칠한 띠 안의 차이는 의미가 없을 만큼 작습니다. 실행이 무언가를 해내야 할 때는 칠한 띠 안에 있는 실행이 해낸 것입니다.`,
    says: (text) => `문서의 결론: ${text}`,
    part: "부분",
    kinds: {
      "can-be-trained": "훈련할 수 있다",
      "cannot-be-trained": "훈련할 수 없다",
      "better": "더 낫다",
      "faster": "더 빠르다",
      "less-overfitting": "과대적합이 적다",
      "activation-spread": "활성화 값의 퍼짐",
      "best-of-all": "모두 가운데 최고",
    },
    place: (place, kind) => `${place}. 주장의 종류: ${kind}.`,
    rule: "규칙",
    counts: (measure, margin) => `${measure}의 차이는 ${margin}부터 의미가 있습니다`,
    meets: (what, measure, bound) => `${measure} 값이 ${bound}이면 그 실행은 ‘${what}’입니다`,
    notTestable: "원문대로는 검증할 수 없습니다. ",
    changes: {
      verdict: (cause, written, other, setting) =>
        `판정을 좌우하는 것은 ${cause}입니다. 원문대로 ${written}, ${setting} ${other}.`,
      parts: (cause, written, other, setting) =>
        `판정은 원문대로 ${written}, ${setting} ${other}로 같지만 부분들의 편이 바뀝니다. 이를 좌우하는 것은 ${cause}입니다.`,
      size: (cause, written, other, setting) =>
        `판정의 편은 원문대로 ${written}, ${setting} ${other}로 같지만 효과의 크기는 다음에 좌우됩니다: ${cause}.`,
      nothing: (cause, written, other, setting) =>
        `판정은 다음에 좌우되지 않습니다: ${cause}. 원문대로 ${written}, ${setting} ${other}.`,
    },
    mustBeSeen: "나타나야 할 것",
    means: "평균",
    difference: "차이 또는 비율 [95 %]",
    agreement: "P(지지) [95 %]",
    p: "p, 보정한 p",
    runs: (count, interval) => `${count}, ${interval} %`,
    against: (of, than) => `${of} 대 ${than}`,
    margin: (margin) => `, 한계 ${margin}`,
    effectSize: (d) => `, 효과 크기 d ${d}`,
    equivalence: " (동등성)",
    notJudged: (reason) => ` – 판정 안 함: ${reason}`,
    open: (seeds) => ` – 미결. ${seeds}.`,
    openPairs: (detectable, seeds) =>
      ` – 미결. 이 시드 수로는 ${detectable}의 차이를 다섯 번 중 네 번 찾습니다. 한계만큼의 차이라면 ${seeds}.`,
    seedsNeeded: (seeds) => `시드 ${seeds}개면 결정됩니다`,
    neverSettled: "이대로라면 시드를 늘려도 결정되지 않습니다",
  },

  rules: {
    title: "규칙",
    intro: (tests) =>
      `위에서부터 처음 맞는 규칙이 판정합니다. D는 같은 시드의 실행들 사이 차이의 평균이며, 결론을 지지하면 양수입니다. 구간은 t 구간이고 보정하지 않았습니다. p값은 이 보고서의 검정 ${tests}개에 대해 Holm 방법으로 보정했습니다. docs/verdicts.md가 각 단계를 손으로 풀어 보입니다.`,
    equivalence: ": D의 90 % 구간이 한계 안에 있다.",
    holds:
      ": D의 95 % 구간이 0보다 위에 있고 시드 4개 중 3개 이상이 결론을 지지한다. 구간이 한계보다 위면 ‘분명히’, 지지하는 시드가 더 적으면 ‘약하게’.",
    contradicted: ": D의 95 % 구간이 0보다 아래에 있다.",
    inconclusive: ": 그 밖의 경우, 또는 보정한 p값이 0.05 이상일 때.",
    shares:
      "실행이 무언가를 해내야 하는 조건에서는 그 비율의 Wilson 95 % 구간을 절반과, ‘분명히’는 4분의 3과 견준다.",
    parts: "여러 부분으로 된 결론은 가장 약한 부분의 판정을 받는다.",
    bounds: "모든 측정값과 한계, 기준",
    measure: "측정값",
    whatItIs: "뜻",
    margin: "한계",
    whyMargin: "한계의 이유",
    aRun: "실행은 …",
    ifIts: "다음이",
    is: "이러하면",
    why: "이유",
    orMore: (bound) => `${bound} 이상`,
    orLess: (bound) => `${bound} 이하`,
  },

  recorded: {
    title: (like, all) =>
      `기록된 정확도 ${all}개 중 ${like}개는 우리 시드 가운데 하나일 수 있습니다`,
    titleAlone: "우리 결과 속 문서의 수치",
    placement: "문서의 수치가 우리 값들 사이에서 놓인 자리",
    intro:
      "시험 정확도에서 문서의 마지막 수치를 뺀 값(퍼센트포인트, pp)입니다. 띠는 문서의 반올림입니다. 문서는 신경망마다 시드 없이 한 번씩만 돌렸습니다.",
    alt: (id, document, ours) => `${id}: 문서 ${document} %, 우리 ${ours} %`,
    explanation:
      "위치: 문서의 수치보다 낮은 시드의 비율(똑같이 반올림해서). z: 우리 평균까지의 거리를 반올림을 포함한 표준편차로 나눈 값. 확률: 새 시드 하나가 그만큼 떨어질 확률. 순위: 한 실험에 대해 문서가 준 모든 수치를 곡선 하나로 보고, 우리 곡선들 가운데 얼마나 드문지 매긴 순위(1이 가장 드묾).",
    endsAt: (id, accuracy) => `${id}의 끝 값은 ${accuracy} %. `,
    nearest: (recorded, id) => `문서의 ${recorded} %에 가장 가까운 것은 ${id}.`,
    experiment: "실험",
    ours: "우리, %",
    differencePp: "차이, pp",
    place: "위치",
    chance: "확률",
    rank: "곡선의 순위",
    couldBe: "문서의 값은",
    rankOf: (rank, curves, numbers) => `${curves}개 중 ${rank}위 (수치 ${numbers}개)`,
    findings: {
      "one of our seeds": "우리 시드 가운데 하나일 수 있음",
      "a rare seed": "드문 시드일 수 있음",
      "another computation": "다른 계산",
      "not to be told from so few seeds": "시드가 적어 알 수 없음",
    },
  },

  optimizers: {
    firstThere: (labels, accuracy, iterations) =>
      `같은 신경망에서 ${accuracy} %에 가장 먼저 이르는 것은 ${
        labels.join(", ")
      }: 반복 ${iterations}회`,
    noneThere: (accuracy) => `같은 신경망에서 ${accuracy} %에 이르는 최적화 기법은 없습니다`,
    intro: (goal, network, note) =>
      `처음 시험 이미지 1,000개에 대한 정확도를 20회마다 보았습니다. ${network} 선은 시드의 평균, 띠는 최저와 최고, 점은 가운데 시드가 처음 ${goal} %에 이른 곳입니다. ${note}`,
    optimizer: "최적화 기법",
    iterationsTo: (accuracy) => `${accuracy} %까지의 반복, 중앙값`,
    neverThere: "도달하지 못함",
    measured: (measure) => `${measure}, %`,
    atTheEnd: "끝, %",
    never: "도달 못 함",
    iteration: "반복",
  },

  defects: {
    title: (where, loss) => `가장 큰 실수는 정확도 ${loss}점을 잃게 합니다: ${where}`,
    titleAlone: "문서의 오류",
    intro: "마지막 점검 시점의 시험 정확도(시드 평균, %)입니다.",
    section: "절",
    whatIsWrong: "무엇이 틀렸나",
    withIt: "그대로",
    without: "바로잡거나 통제하면",
    mustBe: [" ", " → ", ""],
  },

  experiments: {
    title: {
      "as-written": (trained, all, least) =>
        `원문대로는 신경망 ${all}개 중 ${trained}개가 ${least} %에 이릅니다`,
      "corrected": (trained, all, least) =>
        `결함을 바로잡으면 신경망 ${all}개 중 ${trained}개가 ${least} %에 이릅니다`,
      "control": (trained, all, least) =>
        `통제 실험에서는 신경망 ${all}개 중 ${trained}개가 ${least} %에 이릅니다`,
    },
    each: {
      "as-written": "원문대로 한 모든 실험의 설명과 수치",
      "corrected": "바로잡은 모든 실험의 설명과 수치",
      "control": "모든 통제 실험의 설명과 수치",
    },
    intro: "점검 시점의 시험 정확도입니다. 선은 시드의 평균, 띠는 최저와 최고",
    diamonds:
      ", 주황색 마름모는 문서의 시험 정확도이고, 수치는 문서가 보여 주는 마지막 점검 시점의 것",
    axis: ". 축은 오류율의 로그이므로 오류가 절반이 되는 거리가 어디서나 같습니다.",
    afterIteration: "반복",
    documentTrainTest: "문서 훈련 / 시험, %",
    oursTrain: "우리 훈련, %",
    oursTest: "우리 시험, %",
    diverged: (seeds) => `발산: 시드 ${seeds}에서 손실이 수가 아니게 되었습니다.`,
    divergedSeed: (seed, iteration) => `${seed} (반복 ${iteration})`,
    proseOnly: (accuracy) => `문서에는 이 실행의 표가 없고, 본문이 약 ${accuracy} %라고 말합니다.`,
    curveAlt: (id, accuracy) => `${id}의 학습 곡선: 마지막 점검 시점의 시험 정확도 ${accuracy} %`,
    cutOff: "잘림",
  },

  training: {
    hidden: (widths) => `은닉층 ${widths}`,
    normal: (deviation) => `가중치 N(0, ${deviation}²)`,
    initialisation: (name) => `${name} 초기값`,
    batchNorm: "배치 정규화",
    dropout: (ratio) => `드롭아웃 ${ratio}`,
    l2: (lambda) => `L2 ${lambda}`,
    batch: (size) => `배치 ${size}`,
    iterations: (count) => `반복 ${count}회`,
    firstImages: (count) => `처음 훈련 이미지 ${count}개`,
    notUpdated: (names) => `갱신하지 않음: ${names}`,
    learningRate: (rate) => `학습률 ${rate}`,
    momentum: (keep) => `모멘텀 ${keep}`,
    decay: (decay, added) => `RMSprop, 감쇠율 ${decay}${added ? "(곱하지 않고 더함)" : ""}`,
    betas: (first, second) => `Adam, 베타 ${first}, ${second}`,
  },

  overSeeds: {
    title: "시드에 걸쳐 본 모든 실험",
    intro:
      "끝의 시험 정확도(%)입니다. 평균과 표준편차, 시드의 가장 낮은 4분의 1과 가장 높은 4분의 1을 뺀 평균, 양 끝 값을 적었습니다. 발산했거나 찍기보다 낫지 않은 실행은 실패로 봅니다. 괄호 안은 실패한 실행 비율의 95 % 구간입니다.",
    mean: "평균 ± 표준편차",
    interquartileMean: "사분위 평균",
    extremes: "최저–최고",
    failed: "실패한 실행 [95 %]",
  },

  inside: {
    title: "신경망의 안쪽",
    intro:
      "마지막 반복 뒤의 값(시드 평균)입니다. 처음 시험 이미지 1,000개에 대한 은닉층마다의 활성화 값 표준편차, 그중 가장 작은 것을 가장 큰 것으로 나눈 값(1이면 고름), 한 번도 활성화되지 않는 뉴런의 비율, 마지막 미니배치에서 가중치 행렬마다의 기울기 크기입니다.",
    spread: "층마다의 퍼짐",
    evenness: "고른 정도",
    neverActive: "활성화되지 않는 뉴런, %",
    gradient: "층마다의 기울기",
    diverged: "발산",
  },

  selfTests: {
    title: (right, all) => `결과를 미리 아는 ${all}가지 중 ${right}가지에서 판정이 옳습니다`,
    notTested: "판정 방법을 시험하지 않음",
    notRun:
      "여기서는 시험하지 않았습니다. deno task selftest를 실행한 뒤 보고서를 다시 만드십시오.",
    intro: (seeds) =>
      `결과를 미리 아는 실험에 같은 규칙을 적용했습니다. 각각 ${seedCount(seeds)}입니다.`,
    must: "나와야 할 결과",
    judged: "판정한 것",
    right: "맞음",
    yes: "예",
    no: "아니요!",
    simulated:
      "그리고 무작위로 뽑은 수에 적용했습니다. 규칙이 틀리는 비율과 허용된 비율을 나란히 적습니다.",
    drawn: "뽑은 것",
    trials: "시행",
    wrong: "틀림",
    nominal: "허용",
    atMost: (rate) => `${rate} % 이하`,
    noDifference: (seeds) => `차이 없음, ${seedCount(seeds)}: 비교 하나가 한쪽을 편듦`,
    atTheMargin: (seeds) => `한계만큼의 차이, ${seedCount(seeds)}: 의미 없다고 함`,
    report: (comparisons, seeds) =>
      `어디에도 차이 없음: 비교 ${comparisons}개, ${
        seedCount(seeds)
      }의 보고서가 어디선가 한쪽을 편듦`,
    split: "첫째 자체 시험의 양쪽 실행을 무작위로 둘로 나눔: 한쪽을 편듦",
    splitWithoutMargin: "같은 시험을 한계 없이(의미 없다는 판정이 없도록): 한쪽을 편듦",
  },

  identity: {
    title: (runs) => `실행 ${runs}회와 그 가중치의 다이제스트`,
    intro: [
      "마지막 가중치의 SHA-256 가운데 앞 24자리입니다. 여러 시드는 다이제스트를 한 줄에 하나씩 이어 다시 구했습니다. 여기가 같은 두 보고서는 비트까지 같은 계산을 한 것입니다. 이 보고서 옆의 ",
      " 폴더에 모든 다이제스트가 온전히 있습니다.",
    ],
    firstSeed: (seed) => `시드 ${seed}`,
    allSeeds: (seeds) => `시드 ${seeds}개 모두`,
  },

  provenance: {
    title: "다시 실행하기",
    intro: "작업자 수와 관계없이 결과는 비트까지 같습니다.",
    verify: "공개한 실행의 일부를 다시 훈련해 다이제스트를 하나씩 비교합니다.",
    what: "대상",
    identity: "버전 또는 SHA-256",
    engine: "엔진이 계산하는 것의 버전",
    dataSet: (name) => `데이터 ${name}`,
  },

  limits: {
    title: "한계",
    seeds: "판정은 새로운 시드에 대한 것이지 새로운 데이터에 대한 것이 아닙니다.",
    fewSeeds: (seeds) => `${seedCount(seeds)}로는 규칙과 우연을 가를 수 없습니다.`,
    testSet:
      "모든 정확도는 하나의 시험 집합에서 잰 것이며, 다른 집합에서는 모두 조금씩 달라집니다.",
    learningRates: "학습률은 문서의 것이며 따로 조정하지 않았습니다.",
    bits:
      "비트가 같다는 것은 같은 계산을 했다는 뜻이지, 결론이 다른 데이터에서도 옳다는 뜻이 아닙니다.",
  },

  charts: {
    numbers: "그림의 수치",
    seed: "시드",
    training: "훈련",
    document: "문서",
    margins: "결론에 반함   ·   한계의 배수   ·   결론을 지지",
  },
};

/**
 * What is measured in a run, and what counts as "trained" and the like. All bounds and
 * margins were fixed before the published seeds were run.
 *
 * @module
 */

import type { Text } from "../language.ts";
import type { Criterion, Measure } from "../measure.ts";
import {
  accuracyAfterTraining,
  accuracyAtLastCheckpoint,
  activationEvenness,
  largestSetback,
  lossSpread,
  meanAccuracy,
  trainTestGap,
} from "../run_measures.ts";

const HALF_A_POINT: Text = {
  en: "half of the whole percent in which the document's prose gives accuracies",
  ko: "문서가 정확도를 1 % 단위로 말하므로 그 절반",
};
/** What a head start of some iterations adds to the mean accuracy. */
function headStart(iterations: { en: string; ko: string }, of: number): Text {
  return {
    en: `about what a head start of ${iterations.en} iterations gives over ${of}`,
    ko: `${of}회 동안 약 ${iterations.ko}회 앞서 출발한 것과 같은 차이`,
  };
}

/** All measures. */
export const MEASURES = {
  "accuracy-at-last-checkpoint": {
    name: { en: "test accuracy", ko: "시험 정확도" },
    definition: {
      en:
        "share of the test images classified correctly at the last checkpoint, which is what the document reads",
      ko: "마지막 점검 시점에 바르게 분류한 시험 이미지의 비율(문서가 읽는 값)",
    },
    margin: 0.005,
    reason: HALF_A_POINT,
    unit: "share",
    of: accuracyAtLastCheckpoint,
  },
  "accuracy-after-training": {
    name: { en: "test accuracy at the end", ko: "마지막 시험 정확도" },
    definition: {
      en: "share of the test images classified correctly after the last iteration",
      ko: "마지막 반복 뒤에 바르게 분류한 시험 이미지의 비율",
    },
    margin: 0.005,
    reason: HALF_A_POINT,
    unit: "share",
    domain: [0, 1],
    of: accuracyAfterTraining,
  },
  "train-test-gap": {
    name: { en: "train-test gap", ko: "훈련·시험 정확도 차이" },
    definition: {
      en:
        "training accuracy minus test accuracy after the last iteration; the larger, the more overfitting",
      ko: "마지막 반복 뒤 훈련 정확도에서 시험 정확도를 뺀 값. 클수록 과대적합",
    },
    margin: 0.005,
    reason: HALF_A_POINT,
    unit: "share",
    of: trainTestGap,
  },
  "accuracy-over-600": {
    name: { en: "accuracy over the first 600 iterations", ko: "처음 600회의 평균 정확도" },
    definition: {
      en:
        "mean accuracy on the first 1,000 test images, looked at every 20 iterations before iteration 600 (the area under the learning curve); more is faster",
      ko:
        "반복 600회 이전에 20회마다 본 처음 1,000개 시험 이미지 정확도의 평균(학습 곡선 아래 넓이). 클수록 빠름",
    },
    margin: 0.01,
    reason: headStart({ en: "seven", ko: "7" }, 600),
    unit: "share",
    of: meanAccuracy({ before: 600 }),
  },
  "accuracy-over-200": {
    name: { en: "accuracy over the first 200 iterations", ko: "처음 200회의 평균 정확도" },
    definition: {
      en: "the same before iteration 200, where section 3-2's runs end",
      ko: "3-2절의 실행이 끝나는 반복 200회 이전까지 같은 방법으로 구한 값",
    },
    margin: 0.01,
    reason: headStart({ en: "two or three", ko: "2–3" }, 200),
    unit: "share",
    of: meanAccuracy({ before: 200 }),
  },
  "loss-spread": {
    name: { en: "spread of the loss", ko: "손실의 흩어짐" },
    definition: {
      en: "standard deviation of the mini-batch loss over the last 500 iterations",
      ko: "마지막 500회 동안 미니배치 손실의 표준편차",
    },
    margin: 0.005,
    reason: {
      en: "0.2 % of ln 10 = 2.3, the loss that training starts from",
      ko: "훈련이 시작되는 손실 ln 10 = 2.3의 0.2 %",
    },
    unit: "number",
    of: lossSpread,
  },
  "largest-setback": {
    name: { en: "largest setback", ko: "가장 큰 후퇴" },
    definition: {
      en: "the most that test accuracy falls from one checkpoint to the next",
      ko: "한 점검 시점에서 다음 시점까지 시험 정확도가 가장 많이 떨어진 폭",
    },
    margin: 0.005,
    reason: HALF_A_POINT,
    unit: "share",
    of: largestSetback,
  },
  "activation-evenness": {
    name: { en: "evenness of the activations", ko: "활성화 값의 고른 정도" },
    definition: {
      en:
        "the smallest standard deviation of a hidden layer's activations divided by the largest, after the last iteration: 1 is the same spread in every layer",
      ko:
        "마지막 반복 뒤 은닉층 활성화 값의 표준편차 가운데 가장 작은 것을 가장 큰 것으로 나눈 값. 1이면 모든 층이 같음",
    },
    margin: 0.05,
    reason: {
      en: "a difference of spread of a twentieth between layers",
      ko: "층 사이 흩어짐의 20분의 1 차이",
    },
    unit: "number",
    of: activationEvenness,
  },
} as const satisfies Readonly<Record<string, Measure>>;

/** The name of a measure. */
export type MeasureName = keyof typeof MEASURES;

/** All criteria. */
export const CRITERIA = {
  "trained": {
    name: { en: "can be trained", ko: "훈련된다" },
    measure: "accuracy-after-training",
    bound: { atLeast: 0.85 },
    metByDiverged: false,
    reason: {
      en: "the document calls 91 % trained; six points less leaves room for chance",
      ko: "문서는 91 %를 훈련된 것으로 본다. 우연을 위해 6점을 남긴다",
    },
  },
  "fails-to-train": {
    name: { en: "cannot be trained", ko: "훈련되지 않는다" },
    measure: "accuracy-after-training",
    bound: { atMost: 0.15 },
    metByDiverged: true,
    reason: {
      en: "guessing gives about a tenth, and the most frequent digit 11.35 %",
      ko: "찍으면 약 10 %, 가장 잦은 숫자만 답해도 11.35 %",
    },
  },
  "learning": {
    name: { en: "learns", ko: "학습한다" },
    measure: "accuracy-after-training",
    bound: { atLeast: 0.3 },
    metByDiverged: false,
    reason: {
      en:
        "three times what guessing gives; no one can expect more of 300 images and 200 iterations",
      ko: "찍기의 세 배. 이미지 300개와 반복 200회에 그 이상은 기대할 수 없다",
    },
  },
  "steady": {
    name: { en: "improves steadily", ko: "꾸준히 나아진다" },
    measure: "largest-setback",
    bound: { atMost: 0.005 },
    metByDiverged: false,
    reason: {
      en: "a fall of less than half a point is no setback",
      ko: "0.5점보다 작은 하락은 후퇴가 아니다",
    },
  },
} as const satisfies Readonly<Record<string, Criterion>>;

/** The name of a criterion. */
export type CriterionName = keyof typeof CRITERIA;

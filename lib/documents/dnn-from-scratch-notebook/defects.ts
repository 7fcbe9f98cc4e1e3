/**
 * Where the document is wrong or mixes two causes, and which runs show the effect.
 *
 * @module
 */

import type { Defect } from "../defect.ts";

/** All defects, those with a line to change first. */
export const DEFECTS: readonly Defect[] = [
  {
    where: { en: "2-2, RMSprop", ko: "2-2, RMSprop 절" },
    what: {
      en:
        "The decay is added instead of multiplied: h grows by 0.99 a step, so the steps shrink like 1/√t.",
      ko: "감쇠율을 곱하지 않고 더한다. h가 한 걸음에 0.99씩 커져서 보폭이 1/√t처럼 줄어든다.",
    },
    line: { wrong: "h += decay", right: "h *= decay" },
    shownBy: {
      with: "2-2-rmsprop",
      without: ["2-2-rmsprop-corrected-lr-0.01", "2-2-rmsprop-corrected-lr-0.001"],
    },
  },
  {
    where: { en: "2-1, momentum", ko: "2-1, 모멘텀" },
    what: {
      en: "The loop stops at W3 and b3: the output layer is never trained.",
      ko: "반복문이 W3, b3에서 끝난다. 출력층은 한 번도 훈련되지 않는다.",
    },
    line: { wrong: "update W1, b1 to W3, b3", right: "update W1, b1 to W4, b4" },
    shownBy: { with: "2-1-momentum", without: ["2-1-momentum-corrected"] },
  },
  {
    where: { en: "3-1, batch norm", ko: "3-1, 배치 정규화" },
    what: {
      en: "Gamma and beta are never updated, although the text praises them.",
      ko: "본문이 강조하는 감마와 베타를 한 번도 갱신하지 않는다.",
    },
    line: { wrong: "update W and b", right: "update W, b, gamma and beta" },
    shownBy: { with: "3-1-batch-norm", without: ["3-1-batch-norm-corrected"] },
  },
  {
    where: { en: "section 0", ko: "0절" },
    what: {
      en:
        "The prose describes another network than the cell runs; “2 layers, 30 neurons” can be read in two ways.",
      ko:
        "본문이 말하는 신경망과 셀이 실행하는 신경망이 다르다. “2층, 뉴런 30개”는 두 가지로 읽힌다.",
    },
    shownBy: { with: "0-deep", without: ["0-shallow-30", "0-shallow-30-30"] },
  },
  {
    where: { en: "section 1", ko: "1절" },
    what: {
      en: "The cell prints “Xavier” and runs He; pictures of both are attached.",
      ko: "셀은 “Xavier”라고 출력하고 He를 실행한다. 두 그림이 모두 붙어 있다.",
    },
    shownBy: { with: "1-he", without: ["1-xavier"] },
  },
  {
    where: { en: "section 1", ko: "1절" },
    what: {
      en: "Initialisation and L2 are changed together, so neither effect can be told.",
      ko: "초기값과 L2를 함께 바꾸어 어느 쪽의 효과인지 알 수 없다.",
    },
    shownBy: {
      with: "1-he",
      without: ["control-he-no-l2", "control-std-0.01-l2"],
    },
  },
  {
    where: { en: "section 2", ko: "2절" },
    what: {
      en:
        "The optimisers are compared on different networks and learning rates; here all on 100 × 4.",
      ko: "최적화 기법들을 서로 다른 신경망과 학습률에서 비교한다. 여기서는 모두 100 × 4에서 했다.",
    },
    shownBy: {
      with: "2-3-adam",
      without: [
        "control-optimizer-adam",
        "control-optimizer-momentum",
        "2-2-rmsprop-corrected-lr-0.001",
        "control-optimizer-adagrad",
        "control-optimizer-sgd",
      ],
    },
  },
  {
    where: { en: "3-2, dropout", ko: "3-2, 드롭아웃" },
    what: {
      en:
        "A network trained on 300 images for 200 iterations is compared with one trained on 60,000 for 2,000.",
      ko: "이미지 300개로 200회 훈련한 신경망을 60,000개로 2,000회 훈련한 것과 비교한다.",
    },
    shownBy: {
      with: "3-2-dropout",
      without: ["3-2-no-dropout", "control-shallow-30-300-images"],
    },
  },
  {
    where: { en: "cell 3", ko: "셀 3" },
    what: {
      en: "The optimiser classes cannot run (four slips); no cell uses them.",
      ko: "최적화 클래스들은 실행될 수 없다(실수 네 곳). 쓰는 셀도 없다.",
    },
  },
  {
    where: { en: "everywhere", ko: "문서 전체" },
    what: {
      en: "One unseeded run of each; “final” is read at iteration 1,800 of 2,000.",
      ko: "모두 시드 없이 한 번씩 돌렸다. “마지막” 값은 반복 2,000 가운데 1,800에서 읽었다.",
    },
  },
];

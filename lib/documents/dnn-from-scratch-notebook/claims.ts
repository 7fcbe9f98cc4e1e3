/**
 * The conclusions of the document's section 4, and for each what its runs, the
 * corrected ones and the controls would have to show. The rules that decide are in
 * `lib/verdict`.
 *
 * @module
 */

import type { Claim, Condition } from "../claim.ts";
import type { Text } from "../language.ts";
import type { CriterionName, MeasureName } from "./measures.ts";

const more = (measure: MeasureName, of: string, than: string): Condition => ({
  kind: "more",
  measure,
  of,
  than,
});
const less = (measure: MeasureName, of: string, than: string): Condition => ({
  kind: "less",
  measure,
  of,
  than,
});
const most = (of: string, are: CriterionName): Condition => ({ kind: "most", of, are });

/** What the document takes for its result. */
const final = "accuracy-at-last-checkpoint";
/** What corrected and controlled comparisons read: the end, not iteration 1,800. */
const end = "accuracy-after-training";
/** How fast a run learns. */
const early = "accuracy-over-600";

const OTHER_OPTIMIZERS = [
  "control-optimizer-sgd",
  "control-optimizer-momentum",
  "control-optimizer-adagrad",
  "2-2-rmsprop-corrected-lr-0.001",
];

const DIFFERENT_NETWORKS: Text = {
  en: "the different networks on which the document compares its optimisers",
  ko: "최적화 기법마다 서로 다른 신경망을 쓴 것",
};
const DEPTH_AND_WIDTH: Text = {
  en: "changing depth and width at once",
  ko: "깊이와 폭을 한꺼번에 바꾼 것",
};

/** The conclusions, in the document's order. */
export const CLAIMS: readonly Claim[] = [
  {
    id: "C0.1",
    kind: "can-be-trained",
    text: {
      en: "Without remedies only few layers and few neurons can be trained (about 91 %).",
      ko: "보정이 없으면 층과 뉴런이 적은 신경망만 훈련된다(약 91 %).",
    },
    source: {
      item: "0",
      lines: [1060, 1060],
      sha256: "9047d5b5bd4e20dbfb3e30e39896f1c09fec2d3b268f1572289c84b348800c7e",
    },
    settings: {
      "as-written": [most("0-shallow-30", "trained"), most("0-deep", "fails-to-train")],
      "controlled": [
        most("0-shallow-30-30", "trained"),
        most("control-narrow-30-30-30", "fails-to-train"),
        most("control-wide-300", "fails-to-train"),
      ],
    },
    changes: { "controlled": DEPTH_AND_WIDTH },
  },
  {
    id: "C0.2",
    kind: "cannot-be-trained",
    text: {
      en: "With more layers and neurons the weights become biased and training is impossible.",
      ko: "층과 뉴런이 많아지면 가중치가 치우쳐 훈련이 불가능해진다.",
    },
    source: {
      item: "0",
      lines: [1061, 1061],
      sha256: "5936e15f1587ca45377fae124888e346f46c7e791e6d42e9f49b8afdb6669dbd",
    },
    settings: {
      "as-written": [
        most("0-deep", "fails-to-train"),
        less("activation-evenness", "0-deep", "0-shallow-30-30"),
      ],
      "controlled": [
        most("control-narrow-30-30-30", "fails-to-train"),
        most("control-wide-300", "fails-to-train"),
        less("activation-evenness", "control-narrow-30-30-30", "0-shallow-30-30"),
      ],
    },
    changes: { "controlled": DEPTH_AND_WIDTH },
  },
  {
    id: "C0.3",
    kind: "better",
    text: {
      en: "Without remedies, speed and accuracy of learning are very low.",
      ko: "보정이 없으면 학습 속도와 정확도가 매우 낮다.",
    },
    source: {
      item: "0",
      lines: [1062, 1062],
      sha256: "57d7de198fd617654e74b652e90b2c96d18f845e736a4d48c13bdfc84a36b570",
    },
    settings: {
      "as-written": [less(final, "0-shallow-30", "1-he"), less(early, "0-shallow-30", "2-3-adam")],
      "controlled": [
        less(end, "0-deep", "control-he-no-l2"),
        less(early, "0-deep", "control-he-no-l2"),
      ],
    },
    changes: {
      "controlled": {
        en: "comparing a small network with larger ones",
        ko: "작은 신경망을 더 큰 신경망과 비교한 것",
      },
    },
  },
  {
    id: "C1.1",
    kind: "can-be-trained",
    text: {
      en: "With a proper initial scale, many layers and neurons can be trained.",
      ko: "초기값의 크기가 알맞으면 층과 뉴런이 많아도 훈련된다.",
    },
    source: {
      item: "1",
      lines: [1067, 1068],
      sha256: "ec13914baa6f2b63aa18bf8cdde7fa4d536e91a88bbdb71edfb5222116afd4aa",
    },
    settings: {
      "as-written": [most("1-he", "trained"), most("1-xavier", "trained")],
      "controlled": [
        most("control-he-no-l2", "trained"),
        most("control-xavier-no-l2", "trained"),
        more(end, "control-he-no-l2", "0-deep"),
        more(end, "control-xavier-no-l2", "0-deep"),
      ],
    },
    changes: {
      "controlled": {
        en: "adding L2 together with the initialisation",
        ko: "초기값과 L2를 함께 바꾼 것",
      },
    },
  },
  {
    id: "C1.2",
    kind: "less-overfitting",
    text: {
      en:
        "Initialisation plus L2 reduces the spread of the loss, prevents overfitting and raises accuracy.",
      ko: "초기값과 L2 정규화는 손실의 흩어짐을 줄이고 과대적합을 막아 정확도를 높인다.",
    },
    source: {
      item: "1",
      lines: [1070, 1070],
      sha256: "fd93c27e0ca6319c9fa4d8946639f0d8459d6d93fa687ecd731218126dd53c6a",
    },
    notTestable: {
      en:
        "The document changes initialisation and L2 at once, and its run without them learns nothing, so it has no spread and no gap to reduce; control-he-no-l2 leaves out L2 alone.",
      ko:
        "문서는 초기값과 L2를 한꺼번에 바꾸고, 보정 없는 실행은 아무것도 배우지 못해 줄일 흩어짐도 차이도 없다. control-he-no-l2는 L2만 뺀다.",
    },
    settings: {
      "controlled": [
        less("loss-spread", "1-he", "control-he-no-l2"),
        less("train-test-gap", "1-he", "control-he-no-l2"),
        more(end, "1-he", "control-he-no-l2"),
      ],
    },
    changes: {},
  },
  {
    id: "C2.1",
    kind: "faster",
    text: {
      en: "Momentum is slow but improves steadily.",
      ko: "모멘텀은 느리지만 꾸준히 나아진다.",
    },
    source: {
      item: "2",
      lines: [1075, 1075],
      sha256: "2b9af15525821e793fdd36473394972fc5d7ff746c682d285f804277c6e81e56",
    },
    settings: {
      "as-written": [less(early, "2-1-momentum", "2-3-adam"), most("2-1-momentum", "steady")],
      "corrected": [
        less(early, "2-1-momentum-corrected", "2-3-adam"),
        most("2-1-momentum-corrected", "steady"),
      ],
      "controlled": [
        less(early, "control-optimizer-momentum", "control-optimizer-sgd"),
        most("control-optimizer-momentum", "steady"),
      ],
    },
    changes: {
      "corrected": {
        en: "the output layer that the document never trains",
        ko: "문서가 한 번도 훈련하지 않는 출력층",
      },
      "controlled": DIFFERENT_NETWORKS,
    },
  },
  {
    id: "C2.2",
    kind: "faster",
    text: {
      en: "RMSprop is fast but hardly improves the result.",
      ko: "RMSprop은 빠르지만 결과는 별로 나아지지 않는다.",
    },
    source: {
      item: "2",
      lines: [1076, 1076],
      sha256: "3448fe1eb6e463dd00555b0d3b186a2f5deb0cd97183d8ffca5c42873355d4ed",
    },
    settings: {
      "as-written": [
        more(early, "2-2-rmsprop", "2-1-momentum"),
        less(final, "2-2-rmsprop", "2-1-momentum"),
      ],
      "corrected": [
        more(early, "2-2-rmsprop-corrected-lr-0.01", "2-1-momentum-corrected"),
        less(end, "2-2-rmsprop-corrected-lr-0.01", "2-1-momentum-corrected"),
      ],
      "controlled": [
        more(early, "2-2-rmsprop-corrected-lr-0.001", "control-optimizer-sgd"),
        less(end, "2-2-rmsprop-corrected-lr-0.001", "control-optimizer-sgd"),
      ],
    },
    changes: {
      "corrected": {
        en: "one character: += where *= belongs",
        ko: "글자 하나: *= 자리에 쓴 +=",
      },
      "controlled": {
        en: "that character, the learning rate of 0.01 and the different networks",
        ko: "그 글자와 학습률 0.01, 그리고 서로 다른 신경망",
      },
    },
  },
  {
    id: "C2.3",
    kind: "best-of-all",
    text: {
      en: "Adam is the fastest and the best of the optimisers.",
      ko: "Adam은 최적화 기법 가운데 가장 빠르고 가장 좋다.",
    },
    source: {
      item: "2",
      lines: [1078, 1079],
      sha256: "e06655d3b74ad86b66ed32ff9abfb76c35c0c9f10412d46163d4c48d526a28fb",
    },
    settings: {
      "as-written": ["2-1-momentum", "2-2-rmsprop"].flatMap((other) => [
        more(early, "2-3-adam", other),
        more(final, "2-3-adam", other),
      ]),
      "corrected": ["2-1-momentum-corrected", "2-2-rmsprop-corrected-lr-0.001"].flatMap((other) => [
        more(early, "2-3-adam", other),
        more(end, "2-3-adam", other),
      ]),
      "controlled": OTHER_OPTIMIZERS.flatMap((other) => [
        more(early, "control-optimizer-adam", other),
        more(end, "control-optimizer-adam", other),
      ]),
    },
    changes: {
      "corrected": {
        en: "the slips in the rivals: momentum's untrained layer and RMSprop's +=",
        ko: "경쟁 기법의 실수: 모멘텀의 훈련되지 않은 층과 RMSprop의 +=",
      },
      "controlled": DIFFERENT_NETWORKS,
    },
  },
  {
    id: "C3.1",
    kind: "activation-spread",
    text: {
      en: "Batch norm spreads the activations evenly.",
      ko: "배치 정규화는 활성화 값을 고르게 퍼뜨린다.",
    },
    source: {
      item: "3",
      lines: [1084, 1085],
      sha256: "339200c355e9cadf596e1aef2dad795dfb863076780add6a0429654521c010e3",
    },
    settings: {
      "as-written": [more("activation-evenness", "3-1-batch-norm", "2-3-adam")],
      "corrected": [more("activation-evenness", "3-1-batch-norm-corrected", "2-3-adam")],
      // The document's own runs differ in nothing else.
      "controlled": [more("activation-evenness", "3-1-batch-norm", "2-3-adam")],
    },
    changes: {
      "corrected": {
        en: "gamma and beta, which the document praises and never trains",
        ko: "문서가 강조하면서도 훈련하지 않는 감마와 베타",
      },
    },
  },
  {
    id: "C3.2",
    kind: "best-of-all",
    text: {
      en: "Batch norm with Adam is the best of all results.",
      ko: "배치 정규화와 Adam을 함께 쓴 것이 모든 결과 가운데 가장 좋다.",
    },
    source: {
      item: "3",
      lines: [1087, 1087],
      sha256: "ae55cddd95773251de632af28212d9e192bf9922465ea2b27e21611ed975bb57",
    },
    settings: {
      "as-written": [
        "0-shallow-30",
        "1-he",
        "2-1-momentum",
        "2-2-rmsprop",
        "2-3-adam",
        "3-2-dropout",
      ].map((other) => more(final, "3-1-batch-norm", other)),
      "corrected": ["2-1-momentum-corrected", "2-2-rmsprop-corrected-lr-0.001", "2-3-adam"]
        .map((other) => more(end, "3-1-batch-norm-corrected", other)),
      "controlled": [more(end, "3-1-batch-norm", "2-3-adam")],
    },
    changes: {
      "corrected": {
        en: "the slips in the rivals, and gamma and beta left untrained",
        ko: "경쟁 기법의 실수와 훈련되지 않은 감마와 베타",
      },
      "controlled": {
        en: "comparing different networks and optimisers",
        ko: "서로 다른 신경망과 최적화 기법을 비교한 것",
      },
    },
  },
  {
    id: "C3.3",
    kind: "can-be-trained",
    text: {
      en: "With dropout even many layers and neurons can be trained.",
      ko: "드롭아웃을 쓰면 층과 뉴런이 많아도 훈련된다.",
    },
    source: {
      item: "3",
      lines: [1089, 1089],
      sha256: "31d34857f5f298dfa1136faed61328f6fe65ee0c4fb3c547cb07f687824448d4",
    },
    settings: {
      "as-written": [most("3-2-dropout", "learning")],
      "controlled": [more(end, "3-2-dropout", "3-2-no-dropout")],
    },
    changes: {
      "controlled": {
        en: "leaving out the same network without dropout",
        ko: "드롭아웃 없는 같은 신경망을 빼놓은 것",
      },
    },
  },
  {
    id: "C3.4",
    kind: "better",
    text: {
      en:
        "Dropout is faster and better than adjusting layers and neurons; with it the 6-layer network beats the 2-layer network with 30 neurons.",
      ko:
        "드롭아웃은 층과 뉴런을 조정하는 것보다 빠르고 좋다. 드롭아웃을 쓴 6층 신경망이 뉴런 30개의 2층 신경망을 이긴다.",
    },
    source: {
      item: "3",
      lines: [1090, 1091],
      sha256: "a74cc4c9efc7b86b84309b5e64e39eb7ca91620c417a688af6b39a38d02fde50",
    },
    settings: {
      "as-written": [
        more(final, "3-2-dropout", "0-shallow-30"),
        more("accuracy-over-200", "3-2-dropout", "0-shallow-30"),
      ],
      "controlled": [
        more(end, "3-2-dropout", "control-shallow-30-300-images"),
        more("accuracy-over-200", "3-2-dropout", "control-shallow-30-300-images"),
      ],
    },
    changes: {
      "controlled": {
        en: "comparing 300 images with 60,000",
        ko: "이미지 300개를 60,000개와 비교한 것",
      },
    },
  },
];

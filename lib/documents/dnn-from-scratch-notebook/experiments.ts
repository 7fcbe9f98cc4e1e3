/**
 * Every experiment: the document's own as written, the same with their defects
 * corrected, and controls that change one thing at a time. To add an experiment, add a
 * record.
 *
 * @module
 */

import type { NetworkOptions } from "../../engine/network/network_options.ts";
import type { OptimizerOptions } from "../../engine/optimizers/optimizer.ts";
import type { TrainingOptions } from "../../engine/training/train.ts";
import type { Experiment } from "../experiment.ts";

const PIXELS = 784;
const CLASSES = 10;
/** What nearly all cells of the document share. */
const LENGTH = { batchSize: 100, iterations: 2000 };

/** The networks that occur more than once, by the widths of their hidden layers. */
const WIDTH_50 = [50, 50, 50];
const WIDTH_100 = [100, 100, 100, 100];
const WIDTH_300 = [300, 300, 300];
const SIX_LAYERS = [100, 100, 100, 100, 100];

/** The update rules, each with the settings of its cell. */
const SGD: OptimizerOptions = { rule: "sgd", learningRate: 0.1 };
const MOMENTUM: OptimizerOptions = { rule: "momentum", learningRate: 0.01, momentum: 0.99 };
const ADAGRAD: OptimizerOptions = { rule: "adagrad", learningRate: 0.01 };
const RMSPROP_AS_WRITTEN: OptimizerOptions = {
  rule: "rmsprop",
  learningRate: 0.01,
  decay: 0.99,
  decayBy: "add",
};
const ADAM: OptimizerOptions = { rule: "adam", learningRate: 0.001, beta1: 0.9, beta2: 0.999 };

type Layers = Omit<NetworkOptions, "inputs" | "classes">;

/** A network for MNIST and its training, with the lengths that all cells share. */
function training(
  layers: Layers,
  optimizer: OptimizerOptions,
  others: Partial<TrainingOptions> = {},
): TrainingOptions {
  return {
    network: { inputs: PIXELS, classes: CLASSES, ...layers },
    optimizer,
    ...LENGTH,
    ...others,
  };
}

/** The gammas and betas that the document's batch norm cell never updates. */
const BATCH_NORM_PARAMETERS = ["gamma1", "beta1", "gamma2", "beta2", "gamma3", "beta3"];

/** Section 3-2 trains on few images, so that networks overfit. */
const SMALL = { trainImages: 300 };
const SHORT = { iterations: 200 };

/** All experiments, in the document's order; corrections and controls follow. */
export const EXPERIMENTS: readonly Experiment[] = [
  {
    id: "0-deep",
    kind: "as-written",
    title: "50, 50, 50, std 0.01, SGD",
    purpose: { en: "Section 0's cell: no remedies at all", ko: "0절의 셀: 아무 보정도 없음" },
    training: training({ hidden: WIDTH_50, initialisation: 0.01 }, SGD),
  },
  {
    id: "0-shallow-30",
    kind: "as-written",
    title: "30, std 0.01, SGD",
    purpose: {
      en: "Section 0's prose, “2 layers, 30 neurons”, counting as the document counts elsewhere",
      ko: "0절 본문의 “2층, 뉴런 30개”를 문서의 다른 곳과 같은 방식으로 센 것",
    },
    training: training({ hidden: [30], initialisation: 0.01 }, SGD),
  },
  {
    id: "0-shallow-30-30",
    kind: "as-written",
    title: "30, 30, std 0.01, SGD",
    purpose: {
      en: "Section 0's prose, “2 layers, 30 neurons”, read literally",
      ko: "0절 본문의 “2층, 뉴런 30개”를 글자 그대로 읽은 것",
    },
    training: training({ hidden: [30, 30], initialisation: 0.01 }, SGD),
  },
  {
    id: "1-he",
    kind: "as-written",
    title: "50, 50, 50, He, L2, SGD",
    purpose: { en: "Section 1's cell: initialisation and L2", ko: "1절의 셀: 초기값과 L2" },
    training: training({ hidden: WIDTH_50, initialisation: "he", weightDecay: 0.01 }, SGD),
  },
  {
    id: "1-xavier",
    kind: "as-written",
    title: "50, 50, 50, Xavier, L2, SGD",
    purpose: {
      en: "Section 1's second picture; its cell prints “Xavier” but runs He",
      ko: "1절의 둘째 그림. 셀은 “Xavier”라고 출력하지만 He를 실행함",
    },
    training: training({ hidden: WIDTH_50, initialisation: "xavier", weightDecay: 0.01 }, SGD),
  },
  {
    id: "2-1-momentum",
    kind: "as-written",
    title: "50, 50, 50, momentum",
    purpose: {
      en: "Section 2-1's cell, whose loop never updates the output layer",
      ko: "2-1절의 셀. 반복문이 출력층을 한 번도 갱신하지 않음",
    },
    training: training({ hidden: WIDTH_50, initialisation: "he" }, MOMENTUM, {
      frozen: ["W4", "b4"],
    }),
  },
  {
    id: "2-2-rmsprop",
    kind: "as-written",
    title: "100 × 4, RMSprop as written",
    purpose: {
      en: "Section 2-2's cell, which adds the decay instead of multiplying by it",
      ko: "2-2절의 셀. 감쇠율을 곱하지 않고 더함",
    },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, RMSPROP_AS_WRITTEN),
  },
  {
    id: "2-3-adam",
    kind: "as-written",
    title: "300 × 3, Adam",
    purpose: { en: "Section 2-3's cell", ko: "2-3절의 셀" },
    training: training({ hidden: WIDTH_300, initialisation: "he" }, ADAM),
  },
  {
    id: "3-1-batch-norm",
    kind: "as-written",
    title: "300 × 3, Adam, batch norm",
    purpose: {
      en: "Section 3-1's cell, which never updates gamma and beta",
      ko: "3-1절의 셀. 감마와 베타를 갱신하지 않음",
    },
    training: training({ hidden: WIDTH_300, initialisation: "he", batchNorm: true }, ADAM, {
      frozen: BATCH_NORM_PARAMETERS,
    }),
  },
  {
    id: "3-2-dropout",
    kind: "as-written",
    title: "100 × 5, dropout, 300 images",
    purpose: { en: "Section 3-2's cell", ko: "3-2절의 셀" },
    training: training({ hidden: SIX_LAYERS, initialisation: "he", dropout: 0.25 }, SGD, SHORT),
    ...SMALL,
  },
  {
    id: "3-2-no-dropout",
    kind: "as-written",
    title: "100 × 5, 300 images",
    purpose: {
      en: "Section 3-2's cell with its switch off, as a comment there asks",
      ko: "3-2절의 셀에서 주석이 시키는 대로 스위치를 끈 것",
    },
    training: training({ hidden: SIX_LAYERS, initialisation: "he" }, SGD, SHORT),
    ...SMALL,
  },
  {
    id: "2-1-momentum-corrected",
    kind: "corrected",
    title: "50, 50, 50, momentum, all layers",
    purpose: {
      en: "2-1-momentum with the output layer updated, too",
      ko: "2-1-momentum에서 출력층도 갱신한 것",
    },
    training: training({ hidden: WIDTH_50, initialisation: "he" }, MOMENTUM),
  },
  {
    id: "2-2-rmsprop-corrected-lr-0.01",
    kind: "corrected",
    title: "100 × 4, RMSprop, lr 0.01",
    purpose: { en: "2-2-rmsprop with h *= decay", ko: "2-2-rmsprop에서 h *= decay로 고친 것" },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, {
      ...RMSPROP_AS_WRITTEN,
      decayBy: "multiply",
    }),
  },
  {
    id: "2-2-rmsprop-corrected-lr-0.001",
    kind: "corrected",
    title: "100 × 4, RMSprop, lr 0.001",
    purpose: {
      en: "2-2-rmsprop with h *= decay and the usual learning rate",
      ko: "2-2-rmsprop에서 h *= decay로 고치고 흔히 쓰는 학습률을 쓴 것",
    },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, {
      ...RMSPROP_AS_WRITTEN,
      decayBy: "multiply",
      learningRate: 0.001,
    }),
  },
  {
    id: "3-1-batch-norm-corrected",
    kind: "corrected",
    title: "300 × 3, Adam, batch norm, gamma and beta",
    purpose: {
      en: "3-1-batch-norm with gamma and beta updated, too",
      ko: "3-1-batch-norm에서 감마와 베타도 갱신한 것",
    },
    training: training({ hidden: WIDTH_300, initialisation: "he", batchNorm: true }, ADAM),
  },
  {
    id: "control-optimizer-sgd",
    kind: "control",
    title: "100 × 4, SGD",
    purpose: { en: "The network of 2-2-rmsprop with SGD", ko: "2-2-rmsprop의 신경망에 SGD" },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, SGD),
  },
  {
    id: "control-optimizer-momentum",
    kind: "control",
    title: "100 × 4, momentum",
    purpose: {
      en: "The network of 2-2-rmsprop with momentum",
      ko: "2-2-rmsprop의 신경망에 모멘텀",
    },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, MOMENTUM),
  },
  {
    id: "control-optimizer-adagrad",
    kind: "control",
    title: "100 × 4, AdaGrad",
    purpose: {
      en: "The network of 2-2-rmsprop with AdaGrad, which the document defines but never runs",
      ko: "2-2-rmsprop의 신경망에 AdaGrad. 문서가 정의만 하고 실행하지 않음",
    },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, ADAGRAD),
  },
  {
    id: "control-optimizer-adam",
    kind: "control",
    title: "100 × 4, Adam",
    purpose: { en: "The network of 2-2-rmsprop with Adam", ko: "2-2-rmsprop의 신경망에 Adam" },
    training: training({ hidden: WIDTH_100, initialisation: "he" }, ADAM),
  },
  {
    id: "control-wide-300",
    kind: "control",
    title: "300, std 0.01, SGD",
    purpose: {
      en: "0-shallow-30 with ten times the neurons: width alone",
      ko: "0-shallow-30에서 뉴런을 열 배로: 폭만 바꿈",
    },
    training: training({ hidden: [300], initialisation: 0.01 }, SGD),
  },
  {
    id: "control-narrow-30-30-30",
    kind: "control",
    title: "30, 30, 30, std 0.01, SGD",
    purpose: {
      en: "0-shallow-30-30 with one more layer: depth alone",
      ko: "0-shallow-30-30에 층을 하나 더: 깊이만 바꿈",
    },
    training: training({ hidden: [30, 30, 30], initialisation: 0.01 }, SGD),
  },
  {
    id: "control-std-0.01-l2",
    kind: "control",
    title: "50, 50, 50, std 0.01, L2, SGD",
    purpose: {
      en: "1-he with section 0's initialisation: L2 alone",
      ko: "1-he에 0절의 초기값: L2만",
    },
    training: training({ hidden: WIDTH_50, initialisation: 0.01, weightDecay: 0.01 }, SGD),
  },
  {
    id: "control-he-no-l2",
    kind: "control",
    title: "50, 50, 50, He, SGD",
    purpose: { en: "1-he without L2: initialisation alone", ko: "1-he에서 L2를 뺀 것: 초기값만" },
    training: training({ hidden: WIDTH_50, initialisation: "he" }, SGD),
  },
  {
    id: "control-xavier-no-l2",
    kind: "control",
    title: "50, 50, 50, Xavier, SGD",
    purpose: {
      en: "1-xavier without L2: initialisation alone",
      ko: "1-xavier에서 L2를 뺀 것: 초기값만",
    },
    training: training({ hidden: WIDTH_50, initialisation: "xavier" }, SGD),
  },
  {
    id: "control-sigmoid-xavier",
    kind: "control",
    title: "50, 50, 50, sigmoid, Xavier, SGD",
    purpose: {
      en: "control-xavier-no-l2 with sigmoid, which the document defines but never runs",
      ko: "control-xavier-no-l2에 시그모이드. 문서가 정의만 하고 실행하지 않음",
    },
    training: training(
      { hidden: WIDTH_50, initialisation: "xavier", activation: "sigmoid" },
      SGD,
    ),
  },
  {
    id: "control-shallow-30-300-images",
    kind: "control",
    title: "30, std 0.01, SGD, 300 images",
    purpose: {
      en: "0-shallow-30 with the images and iterations of 3-2-dropout",
      ko: "0-shallow-30에 3-2-dropout의 이미지와 반복 수",
    },
    training: training({ hidden: [30], initialisation: 0.01 }, SGD, SHORT),
    ...SMALL,
  },
];

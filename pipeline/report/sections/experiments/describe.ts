import type { Experiment } from "../../../../lib/documents/experiment.ts";
import type { Language } from "../../../../lib/documents/language.ts";
import { completeNetwork } from "../../../../lib/engine/network/network_options.ts";
import {
  completeOptimizer,
  type OptimizerOptions,
} from "../../../../lib/engine/optimizers/optimizer.ts";
import { wholeNumber } from "../../format.ts";
import { words } from "../../strings/languages.ts";

export const WORDS = words({
  en: {
    hidden: (widths: string): string => `hidden layers ${widths}`,
    noHidden: "no hidden layers",
    normal: (deviation: number): string => `weights from N(0, ${deviation}²)`,
    initialisation: (name: string): string => `${name} initialisation`,
    batchNorm: "batch norm",
    dropout: (ratio: number): string => `dropout ${ratio}`,
    l2: (lambda: number): string => `L2 ${lambda}`,
    batch: (size: number): string => `batch ${size}`,
    iterations: (count: string): string => `${count} iterations`,
    firstImages: (count: number): string => `first ${count} training images`,
    shuffled: "shuffled labels",
    frozen: (names: string): string => `not updated: ${names}`,
    protocol: (changes: string): string => `protocol: ${changes}`,
    learningRate: (rate: number): string => `learning rate ${rate}`,
    momentum: (momentum: number): string => `momentum ${momentum}`,
    rmsprop: (decay: number, isAdded: boolean): string =>
      `RMSprop, decay ${decay}${isAdded ? " added, not multiplied" : ""}`,
    adam: (beta1: number, beta2: number): string => `Adam, betas ${beta1} and ${beta2}`,
  },
  ko: {
    hidden: (widths) => `은닉층 ${widths}`,
    noHidden: "은닉층 없음",
    normal: (deviation) => `가중치 N(0, ${deviation}²)`,
    initialisation: (name) => `${name} 초기값`,
    batchNorm: "배치 정규화",
    dropout: (ratio) => `드롭아웃 ${ratio}`,
    l2: (lambda) => `L2 ${lambda}`,
    batch: (size) => `배치 ${size}`,
    iterations: (count) => `반복 ${count}회`,
    firstImages: (count) => `처음 훈련 이미지 ${count}개`,
    shuffled: "라벨을 섞음",
    frozen: (names) => `갱신하지 않음: ${names}`,
    protocol: (changes) => `규약: ${changes}`,
    learningRate: (rate) => `학습률 ${rate}`,
    momentum: (momentum) => `모멘텀 ${momentum}`,
    rmsprop: (decay, isAdded) => `RMSprop, 감쇠율 ${decay}${isAdded ? "(곱하지 않고 더함)" : ""}`,
    adam: (beta1, beta2) => `Adam, 베타 ${beta1}, ${beta2}`,
  },
});

export function describeTraining(
  { training, trainImages, labels }: Experiment,
  language: Language,
): string {
  const t = WORDS[language];
  const { batchSize, iterations, frozen = [], protocol = {} } = training;
  const network = completeNetwork(training.network);
  const { hidden, activation, initialisation, weightDecay } = network;
  const changes = Object.entries(protocol).map(([name, value]) => `${name} ${value}`);
  const sentence = [
    hidden.length === 0 ? t.noHidden : t.hidden(hidden.join(", ")),
    hidden.length > 0 && (activation === "relu" ? "ReLU" : activation),
    typeof initialisation === "number"
      ? t.normal(initialisation)
      : t.initialisation(initialisation === "he" ? "He" : "Xavier"),
    network.batchNorm && t.batchNorm,
    network.dropout !== undefined && t.dropout(network.dropout),
    weightDecay !== 0 && t.l2(weightDecay),
    `${describeRule(training.optimizer, t)}, ${t.learningRate(training.optimizer.learningRate)}`,
    t.batch(batchSize),
    t.iterations(wholeNumber(iterations)),
    trainImages !== undefined && t.firstImages(trainImages),
    labels === "shuffled" && t.shuffled,
    frozen.length > 0 && t.frozen(frozen.join(", ")),
    changes.length > 0 && t.protocol(changes.join(", ")),
  ].filter((part) => typeof part === "string").join("; ");
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

function describeRule(options: OptimizerOptions, t: typeof WORDS.en): string {
  const settings = completeOptimizer(options);
  switch (settings.rule) {
    case "sgd":
      return "SGD";
    case "momentum":
      return t.momentum(settings.momentum);
    case "adagrad":
      return "AdaGrad";
    case "rmsprop":
      return t.rmsprop(settings.decay, settings.decayBy === "add");
    case "adam":
      return t.adam(settings.beta1, settings.beta2);
  }
}

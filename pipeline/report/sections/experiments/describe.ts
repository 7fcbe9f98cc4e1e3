import type { Experiment } from "../../../../lib/documents/experiment.ts";
import type { Language } from "../../../../lib/documents/language.ts";
import {
  completeOptimizer,
  type OptimizerOptions,
} from "../../../../lib/engine/optimizers/optimizer.ts";
import { wholeNumber } from "../../format.ts";
import { words } from "../../strings/languages.ts";

export const WORDS = words({
  en: {
    hidden: (widths: string): string => `hidden layers ${widths}`,
    normal: (deviation: number): string => `weights from N(0, ${deviation}²)`,
    initialisation: (name: string): string => `${name} initialisation`,
    batchNorm: "batch norm",
    dropout: (ratio: number): string => `dropout ${ratio}`,
    l2: (lambda: number): string => `L2 ${lambda}`,
    batch: (size: number): string => `batch ${size}`,
    iterations: (count: string): string => `${count} iterations`,
    firstImages: (count: number): string => `first ${count} training images`,
    frozen: (names: string): string => `not updated: ${names}`,
    learningRate: (rate: number): string => `learning rate ${rate}`,
    momentum: (momentum: number): string => `momentum ${momentum}`,
    rmsprop: (decay: number, isAdded: boolean): string =>
      `RMSprop, decay ${decay}${isAdded ? " added, not multiplied" : ""}`,
    adam: (beta1: number, beta2: number): string => `Adam, betas ${beta1} and ${beta2}`,
  },
  ko: {
    hidden: (widths) => `은닉층 ${widths}`,
    normal: (deviation) => `가중치 N(0, ${deviation}²)`,
    initialisation: (name) => `${name} 초기값`,
    batchNorm: "배치 정규화",
    dropout: (ratio) => `드롭아웃 ${ratio}`,
    l2: (lambda) => `L2 ${lambda}`,
    batch: (size) => `배치 ${size}`,
    iterations: (count) => `반복 ${count}회`,
    firstImages: (count) => `처음 훈련 이미지 ${count}개`,
    frozen: (names) => `갱신하지 않음: ${names}`,
    learningRate: (rate) => `학습률 ${rate}`,
    momentum: (momentum) => `모멘텀 ${momentum}`,
    rmsprop: (decay, isAdded) => `RMSprop, 감쇠율 ${decay}${isAdded ? "(곱하지 않고 더함)" : ""}`,
    adam: (beta1, beta2) => `Adam, 베타 ${beta1}, ${beta2}`,
  },
});

export function describeTraining(
  { training, trainImages }: Experiment,
  language: Language,
): string {
  const t = WORDS[language];
  const { network, batchSize, iterations, frozen = [] } = training;
  const { hidden, initialisation = "he", weightDecay = 0, activation = "relu" } = network;
  const sentence = [
    t.hidden(hidden.join(", ")),
    activation === "relu" ? "ReLU" : activation,
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
    frozen.length > 0 && t.frozen(frozen.join(", ")),
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

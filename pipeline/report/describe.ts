import type { Experiment } from "../../lib/documents/experiment.ts";
import { completeOptimizer, type OptimizerOptions } from "../../lib/engine/optimizers/optimizer.ts";
import { wholeNumber } from "./format.ts";
import type { Strings } from "./strings/strings.ts";

/** The configuration of an experiment as a sentence. */
export function describeTraining(
  { training, trainImages }: Experiment,
  { training: t }: Strings,
): string {
  const { network, batchSize, iterations, frozen = [] } = training;
  const { hidden, initialisation = "he", weightDecay = 0, activation = "relu" } = network;
  const parts = [
    t.hidden(hidden.join(", ")),
    activation === "relu" ? "ReLU" : activation,
    typeof initialisation === "number"
      ? t.normal(initialisation)
      : t.initialisation(initialisation === "he" ? "He" : "Xavier"),
    ...(network.batchNorm ? [t.batchNorm] : []),
    ...(network.dropout === undefined ? [] : [t.dropout(network.dropout)]),
    ...(weightDecay === 0 ? [] : [t.l2(weightDecay)]),
    describeOptimizer(training.optimizer, t),
    t.batch(batchSize),
    t.iterations(wholeNumber(iterations)),
    ...(trainImages === undefined ? [] : [t.firstImages(trainImages)]),
    ...(frozen.length === 0 ? [] : [t.notUpdated(frozen.join(", "))]),
  ];
  const sentence = parts.join("; ");
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

function describeOptimizer(optimizer: OptimizerOptions, t: Strings["training"]): string {
  const rate = t.learningRate(optimizer.learningRate);
  const settings = completeOptimizer(optimizer);
  switch (settings.rule) {
    case "sgd":
      return `SGD, ${rate}`;
    case "momentum":
      return `${t.momentum(settings.momentum)}, ${rate}`;
    case "adagrad":
      return `AdaGrad, ${rate}`;
    case "rmsprop":
      return `${t.decay(settings.decay, settings.decayBy === "add")}, ${rate}`;
    case "adam":
      return `${t.betas(settings.beta1, settings.beta2)}, ${rate}`;
  }
}

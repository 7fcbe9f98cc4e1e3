import type { Experiment } from "../../lib/document/experiments.ts";
import type { OptimizerOptions } from "../../lib/engine/optimizers/optimizer.ts";
import { wholeNumber } from "./format.ts";

/** The configuration of an experiment as a sentence. */
export function describeTraining({ training, trainImages }: Experiment): string {
  const { network, batchSize, iterations, untrained = [] } = training;
  const { hidden, initialisation = "he", weightDecay = 0, activation = "relu" } = network;
  const parts = [
    `hidden layers ${hidden.join(", ")}`,
    activation === "relu" ? "ReLU" : activation,
    typeof initialisation === "number"
      ? `weights from N(0, ${initialisation}²)`
      : `${initialisation === "he" ? "He" : "Xavier"} initialisation`,
    ...(network.batchNorm ? ["batch norm"] : []),
    ...(network.dropout === undefined ? [] : [`dropout ${network.dropout}`]),
    ...(weightDecay === 0 ? [] : [`L2 ${weightDecay}`]),
    describeOptimizer(training.optimizer),
    `batch ${batchSize}`,
    `${wholeNumber(iterations)} iterations`,
    ...(trainImages === undefined ? [] : [`first ${trainImages} training images`]),
    ...(untrained.length === 0 ? [] : [`not updated: ${untrained.join(", ")}`]),
  ];
  const sentence = parts.join("; ");
  return `${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`;
}

function describeOptimizer(optimizer: OptimizerOptions): string {
  const rate = `learning rate ${optimizer.learningRate}`;
  switch (optimizer.rule) {
    case "sgd":
      return `SGD, ${rate}`;
    case "momentum":
      return `momentum ${optimizer.momentum}, ${rate}`;
    case "adagrad":
      return `AdaGrad, ${rate}`;
    case "rmsprop":
      return `RMSprop, decay ${optimizer.decay}${
        optimizer.decayBy === "add" ? " added, not multiplied" : ""
      }, ${rate}`;
    case "adam":
      return `Adam, betas ${optimizer.beta1} and ${optimizer.beta2}, ${rate}`;
  }
}

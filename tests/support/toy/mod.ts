/**
 * A document made up for tests, as small as one can be and unlike the others in all it
 * may be: the tests put this folder into a copy of the project and run every task on it.
 *
 * @module
 */

import { SYNTHETIC_DIGITS } from "../../../lib/data/sources.ts";
import { DEFAULT_PROTOCOL } from "../../../lib/engine/protocol.ts";
import type { Document } from "../../../lib/documents/document.ts";
import type { Experiment } from "../../../lib/documents/experiment.ts";
import { accuracyAfterTraining, meanAccuracy } from "../../../lib/documents/run_measures.ts";

/** An experiment of one hidden layer that trains in no time. */
function experiment(id: string, units: number): Experiment {
  return {
    id,
    kind: "as-written",
    title: `${units} neurons`,
    purpose: { en: `Item 1's network of ${units}`, ko: `항목 1의 신경망, 뉴런 ${units}개` },
    training: {
      network: {
        inputs: 784,
        hidden: [units],
        classes: 10,
        activation: "sigmoid",
        initialisation: "xavier",
      },
      optimizer: { rule: "momentum", learningRate: 0.1, momentum: 0.8 },
      batchSize: 20,
      iterations: 50,
    },
    trainImages: 240,
  };
}

/** The document as a value. */
export const TOY: Document = {
  id: "toy",
  title: { en: "A toy document", ko: "장난감 문서" },
  kind: { en: "made up for tests", ko: "시험을 위해 만든 것" },
  dataset: SYNTHETIC_DIGITS,
  protocol: { ...DEFAULT_PROTOCOL, checkpointEvery: 12, probeEvery: 10 },
  publication: { dtype: "f64", seeds: 4 },
  experiments: [experiment("narrow", 3), experiment("wide", 16)],
  measures: {
    "accuracy": {
      name: { en: "test accuracy", ko: "시험 정확도" },
      definition: { en: "after the last iteration", ko: "마지막 반복 뒤의 값" },
      margin: 0.01,
      reason: { en: "one image of a hundred", ko: "이미지 100개 중 하나" },
      unit: "share",
      domain: [0, 1],
      of: accuracyAfterTraining,
    },
    "speed": {
      name: { en: "accuracy over the first 20 iterations", ko: "처음 20회의 평균 정확도" },
      definition: { en: "the mean before iteration 20", ko: "반복 20회 이전의 평균" },
      margin: 0.02,
      reason: { en: "two images of a hundred", ko: "이미지 100개 중 둘" },
      unit: "share",
      of: meanAccuracy({ before: 20 }),
    },
  },
  criteria: {
    "learns": {
      name: { en: "learns", ko: "학습한다" },
      measure: "accuracy",
      bound: { atLeast: 0.2 },
      metByDiverged: false,
      reason: { en: "twice what guessing gives", ko: "찍기의 두 배" },
    },
    "fails": {
      name: { en: "does not learn", ko: "학습하지 못한다" },
      measure: "accuracy",
      bound: { atMost: 0.12 },
      metByDiverged: true,
      reason: { en: "what guessing gives", ko: "찍기와 같음" },
    },
  },
  counted: { trained: "learns", failed: "fails" },
  claims: [{
    id: "T1",
    kind: "better",
    text: { en: "More neurons learn better.", ko: "뉴런이 많으면 더 잘 배운다." },
    source: {
      item: "1",
      lines: [1, 1],
      sha256: "e6c2695e2fd3719c6fc1cf82c5140662c49d7266001098408d75c1a76d34bbf2",
    },
    settings: { "as-written": [{ kind: "more", measure: "accuracy", of: "wide", than: "narrow" }] },
    changes: {},
  }],
  claimKinds: { "better": { en: "better", ko: "더 낫다" } },
  prose: {
    recorded: { en: "The toy made its numbers up.", ko: "장난감의 수치는 지어낸 것입니다." },
    limits: [{ en: "It is a toy.", ko: "장난감입니다." }],
  },
  placeOf: {
    en: ({ item }) => `Item ${item} of the toy`,
    ko: ({ item }) => `장난감의 항목 ${item}`,
  },
  recorded: {
    numbers: { "wide": { prose: 0.4, step: 0.01 } },
    measure: "accuracy",
    readings: [],
  },
  defects: [],
  variations: { grid: [], seeds: 1 },
  selfTests: { experiments: [], tests: [], seeds: 1 },
  races: [],
  tolerances: {},
};

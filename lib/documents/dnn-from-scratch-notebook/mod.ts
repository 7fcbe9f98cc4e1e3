/**
 * A Korean notebook that compares remedies for small MNIST networks: initialisation
 * and L2, momentum, RMSprop and Adam, batch norm, dropout.
 *
 * @module
 */

import { MNIST } from "../../data/sources.ts";
import type { Document } from "../document.ts";
import { CLAIMS } from "./claims.ts";
import { DEFECTS } from "./defects.ts";
import { EXPERIMENTS } from "./experiments.ts";
import { CRITERIA, MEASURES } from "./measures.ts";
import { PROTOCOL } from "./protocol.ts";
import { RACES } from "./races.ts";
import { RECORDED } from "./recorded.ts";
import { SELF_TEST_EXPERIMENTS, SELF_TEST_SEEDS, SELF_TESTS } from "./self_tests.ts";
import { CLAIM_KINDS, PLACE_OF, PROSE } from "./text.ts";
import { TOLERANCES } from "./tolerances.ts";
import { VARIATION_SEEDS, VARIATIONS } from "./variations.ts";

/** The notebook as a value. */
export const DNN_FROM_SCRATCH_NOTEBOOK: Document = {
  id: "dnn-from-scratch-notebook",
  title: {
    en: "Deep neural networks from scratch: remedies for small MNIST networks",
    ko: "밑바닥부터 만드는 심층 신경망: 작은 MNIST 신경망의 보정 기법",
  },
  kind: { en: "a notebook in Korean, about 2018", ko: "한국어 노트북, 2018년경" },
  dataset: MNIST,
  protocol: PROTOCOL,
  publication: { dtype: "f64", seeds: 30 },
  experiments: EXPERIMENTS,
  measures: MEASURES,
  criteria: CRITERIA,
  counted: { trained: "trained", failed: "fails-to-train" },
  claims: CLAIMS,
  claimKinds: CLAIM_KINDS,
  placeOf: PLACE_OF,
  prose: PROSE,
  recorded: {
    numbers: RECORDED,
    measure: "accuracy-at-last-checkpoint",
    readings: [{
      text: {
        en: "Section 0's “2 layers, 30 neurons” can be read in two ways.",
        ko: "0절의 “2층, 뉴런 30개”는 두 가지로 읽을 수 있습니다.",
      },
      experiments: ["0-shallow-30", "0-shallow-30-30"],
    }],
  },
  defects: DEFECTS,
  variations: { grid: VARIATIONS, seeds: VARIATION_SEEDS },
  selfTests: { experiments: SELF_TEST_EXPERIMENTS, tests: SELF_TESTS, seeds: SELF_TEST_SEEDS },
  races: RACES,
  tolerances: TOLERANCES,
};

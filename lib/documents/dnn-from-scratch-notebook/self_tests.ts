/**
 * Experiments whose outcome is known, to test the judge.
 *
 * @module
 */

import type { Experiment } from "../experiment.ts";
import type { SelfTest } from "../self_test.ts";
import type { Verdict } from "../verdict.ts";
import { EXPERIMENTS } from "./experiments.ts";

/** The number of seeds, from 0 or `firstSeed` on. */
export const SELF_TEST_SEEDS = 30;

function experimentById(id: string): Experiment {
  return EXPERIMENTS.find((experiment) => experiment.id === id)!;
}

const healthy = experimentById("2-2-rmsprop-corrected-lr-0.001");
const plain = experimentById("control-he-no-l2");
const rmsprop = healthy.training.optimizer;
if (rmsprop.rule !== "rmsprop") throw new Error("Cannot plant a bug: this is not RMSprop");

/** The same network as control-he-no-l2, with seeds that nothing else uses. */
const SAME: Experiment = {
  ...plain,
  id: "self-test-same",
  purpose: {
    en: "control-he-no-l2 with other seeds: there is no difference to find",
    ko: "다른 시드로 돌린 control-he-no-l2: 찾을 차이가 없음",
  },
  firstSeed: 1000,
};
/** Nothing to learn. */
const SHUFFLED: Experiment = {
  ...plain,
  id: "self-test-shuffled",
  purpose: {
    en: "control-he-no-l2 with shuffled labels: there is nothing to learn",
    ko: "라벨을 섞은 control-he-no-l2: 배울 것이 없음",
  },
  labels: "shuffled",
};
/** The document's mistake in a healthy experiment. */
const PLANTED: Experiment = {
  ...healthy,
  id: "self-test-planted",
  purpose: {
    en: "2-2-rmsprop-corrected-lr-0.001 with += planted where *= belongs",
    ko: "2-2-rmsprop-corrected-lr-0.001의 *= 자리에 +=를 심은 것",
  },
  training: { ...healthy.training, optimizer: { ...rmsprop, decayBy: "add" } },
};

/** The experiments, in the order of the tests. */
export const SELF_TEST_EXPERIMENTS: readonly Experiment[] = [SAME, SHUFFLED, PLANTED];

const FOR: readonly Verdict[] = ["holds", "clearly holds"];

/** All of them; the first compares runs of different seeds, in their order. */
export const SELF_TESTS: readonly SelfTest[] = [
  {
    name: {
      en: "The same experiment with different seeds shows no difference",
      ko: "같은 실험은 시드가 달라도 차이를 보이지 않는다",
    },
    condition: {
      kind: "more",
      measure: "accuracy-after-training",
      of: SAME.id,
      than: plain.id,
    },
    expected: ["no meaningful difference", "inconclusive"],
  },
  {
    name: {
      en: "With shuffled labels nothing is learned",
      ko: "라벨을 섞으면 아무것도 배우지 못한다",
    },
    condition: { kind: "most", of: SHUFFLED.id, are: "fails-to-train" },
    expected: FOR,
  },
  {
    name: {
      en: "Healthy RMSprop is no worse than SGD",
      ko: "올바른 RMSprop은 SGD보다 나쁘지 않다",
    },
    condition: {
      kind: "less",
      measure: "accuracy-after-training",
      of: healthy.id,
      than: "control-optimizer-sgd",
    },
    expected: ["contradicted", "no meaningful difference"],
  },
  {
    name: {
      en: "With += planted, the same comparison comes out the other way",
      ko: "+=를 심으면 같은 비교의 결과가 뒤집힌다",
    },
    condition: {
      kind: "less",
      measure: "accuracy-after-training",
      of: PLANTED.id,
      than: "control-optimizer-sgd",
    },
    expected: FOR,
  },
];

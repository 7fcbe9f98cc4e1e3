import type { Document } from "../../lib/documents/document.ts";
import { DEFAULT_PROTOCOL } from "../../lib/engine/protocol.ts";
import { accuracyAtLastCheckpoint } from "../../lib/documents/run_measures.ts";
import { smallDataset } from "./small_dataset.ts";
import { smallExperiment } from "./small_experiment.ts";
import { TOY } from "./toy/mod.ts";

/** A data set for tests: 300 images to learn from, 100 to test on. */
export const SMALL_DATASET = smallDataset(300, 100);

const NARROW = smallExperiment("narrow", [3]);
const WIDE = smallExperiment("wide", [16]);

/** The toy document on a small data set, with one of everything that a document can have. */
export const RICH_TOY: Document = {
  ...TOY,
  id: "rich-toy",
  dataset: SMALL_DATASET.source,
  protocol: DEFAULT_PROTOCOL,
  experiments: [
    NARROW,
    { ...WIDE, kind: "control", purpose: { en: "more neurons", ko: "뉴런이 더 많은 것" } },
  ],
  measures: {
    ...TOY.measures,
    "recorded-accuracy": {
      name: { en: "accuracy at the last checkpoint", ko: "마지막 점검의 정확도" },
      definition: { en: "at the last checkpoint", ko: "마지막 점검 시점의 값" },
      margin: 0.01,
      reason: { en: "one image of a hundred", ko: "이미지 100개 중 하나" },
      unit: "share",
      of: accuracyAtLastCheckpoint,
    },
  },
  claims: [
    {
      ...TOY.claims[0]!,
      kind: "can-be-trained",
      text: { en: "Three neurons are enough.", ko: "뉴런 셋이면 충분하다." },
      settings: {
        "as-written": [{ kind: "most", of: "narrow", are: "learns" }],
        "controlled": [{ kind: "most", of: "wide", are: "learns" }],
      },
      changes: { "controlled": { en: "the number of neurons", ko: "뉴런의 수" } },
    },
    {
      ...TOY.claims[0]!,
      id: "T2",
      settings: {
        "controlled": [
          { kind: "more", measure: "accuracy", of: "wide", than: "narrow" },
          { kind: "more", measure: "speed", of: "wide", than: "narrow" },
        ],
      },
      notTestable: {
        en: "The document has no second network; wide is one.",
        ko: "문서에는 두 번째 신경망이 없다. wide가 그것이다.",
      },
    },
  ],
  claimKinds: {
    "can-be-trained": { en: "can be trained", ko: "훈련할 수 있다" },
    "better": { en: "better", ko: "더 낫다" },
  },
  recorded: {
    numbers: { "narrow": { prose: 0.4, step: 0.01 }, "wide": { prose: 0.6, step: 0.01 } },
    measure: "recorded-accuracy",
    readings: [{
      text: {
        en: "“Some neurons” can be read in two ways.",
        ko: "“뉴런 몇 개”는 두 가지로 읽힌다.",
      },
      experiments: ["narrow", "wide"],
    }],
  },
  defects: [{
    where: { en: "item 1", ko: "항목 1" },
    what: { en: "Too few neurons.", ko: "뉴런이 너무 적다." },
    line: { wrong: "3", right: "16" },
    shownBy: { with: "narrow", without: ["wide"] },
  }],
  variations: {
    grid: [{
      id: "half-iterations",
      name: { en: "½ iterations", ko: "반복 ½" },
      times: { iterations: 0.5 },
    }],
    seeds: 3,
  },
  selfTests: {
    experiments: [{ ...WIDE, id: "self-test-same", firstSeed: 1000 }],
    tests: [{
      name: { en: "The same twice does not differ", ko: "같은 것을 두 번 하면 차이가 없다" },
      condition: { kind: "more", measure: "accuracy", of: "self-test-same", than: "wide" },
      expected: ["no meaningful difference", "inconclusive"],
    }],
    seeds: 3,
  },
  races: [{
    id: "widths",
    goal: 0.3,
    measure: "speed",
    kind: { en: "network", ko: "신경망" },
    setup: { en: "With two widths", ko: "두 가지 폭으로" },
    network: { en: "with Adam", ko: "Adam을 썼습니다." },
    note: { en: "Only the width differs.", ko: "폭만 다릅니다." },
    racers: [
      { label: { en: "Narrow", ko: "좁은 것" }, experiment: "narrow" },
      { label: { en: "Wide", ko: "넓은 것" }, experiment: "wide" },
    ],
  }],
};

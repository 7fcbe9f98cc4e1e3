/**
 * What a report says of the notebook alone. This is data.
 *
 * @module
 */

import type { Document, Prose } from "../document.ts";
import type { Text } from "../language.ts";

/** The kinds of its conclusions. */
export const CLAIM_KINDS = {
  "can-be-trained": { en: "can be trained", ko: "훈련할 수 있다" },
  "cannot-be-trained": { en: "cannot be trained", ko: "훈련할 수 없다" },
  "better": { en: "better", ko: "더 낫다" },
  "faster": { en: "faster", ko: "더 빠르다" },
  "less-overfitting": { en: "less overfitting", ko: "과대적합이 적다" },
  "activation-spread": { en: "spread of activations", ko: "활성화 값의 퍼짐" },
  "best-of-all": { en: "best of all", ko: "모두 가운데 최고" },
} as const satisfies Readonly<Record<string, Text>>;

/** Where a conclusion stands. */
export const PLACE_OF: Document["placeOf"] = {
  en: ({ item, lines: [first, last] }) =>
    `Section 4, item ${item}, ${
      first === last ? `line ${first}` : `lines ${first}–${last}`
    } of the notebook's text`,
  ko: ({ item, lines: [first, last] }) =>
    `4절 항목 ${item}, 노트북 본문 ${first === last ? `${first}행` : `${first}–${last}행`}`,
};

/** Sentences in the sections of a report. */
export const PROSE: Prose = {
  recorded: {
    en: "The document ran each network once, unseeded.",
    ko: "문서는 신경망마다 시드 없이 한 번씩만 돌렸습니다.",
  },
  reference: {
    en: "Seed s here is np.random.seed(s) and the document's code in NumPy",
    ko: "여기의 시드 s는 NumPy에서 np.random.seed(s) 뒤에 문서의 코드를 돌린 것과 같습니다",
  },
  limits: [{
    en: "Learning rates are the document's; none was tuned.",
    ko: "학습률은 문서의 것이며 따로 조정하지 않았습니다.",
  }],
};

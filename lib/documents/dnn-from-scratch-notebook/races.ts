/**
 * The optimisers on one and the same network, and RMSprop as the document has it.
 *
 * @module
 */

import type { Race } from "../race.ts";

/** All races. */
export const RACES: readonly Race[] = [
  {
    id: "optimizers",
    goal: 0.9,
    measure: "accuracy-over-600",
    kind: { en: "optimiser", ko: "최적화 기법" },
    setup: { en: "On one and the same network", ko: "같은 신경망에서" },
    network: { en: "on 100 × 4 with He initialisation", ko: "신경망은 100 × 4, He 초기값입니다." },
    note: {
      en:
        "Each optimiser has the learning rate of the document; RMSprop as written adds its decay instead of multiplying by it.",
      ko: "학습률은 모두 문서의 것이며, 원문의 RMSprop은 감쇠율을 곱하지 않고 더합니다.",
    },
    racers: [
      { label: { en: "SGD", ko: "SGD" }, experiment: "control-optimizer-sgd" },
      { label: { en: "Momentum", ko: "모멘텀" }, experiment: "control-optimizer-momentum" },
      { label: { en: "AdaGrad", ko: "AdaGrad" }, experiment: "control-optimizer-adagrad" },
      { label: { en: "RMSprop", ko: "RMSprop" }, experiment: "2-2-rmsprop-corrected-lr-0.001" },
      { label: { en: "Adam", ko: "Adam" }, experiment: "control-optimizer-adam" },
      { label: { en: "RMSprop as written", ko: "원문의 RMSprop" }, experiment: "2-2-rmsprop" },
    ],
  },
];

/**
 * The conclusions of the document's section 4, and for each what would have to
 * be seen for it to hold. This is data; the bounds and margins were fixed before
 * any run was looked at.
 *
 * @module
 */

/** What is measured of a run. */
export type Measure =
  | "final-test-accuracy"
  | "train-test-gap"
  | "early-loss"
  | "loss-spread"
  | "largest-setback";

/** How to read a measure. */
export interface MeasureInfo {
  /** Its name in sentences. */
  readonly name: string;
  /** What it is, exactly. */
  readonly definition: string;
  /** The smallest difference that counts. */
  readonly margin: number;
  /** Whether it is a share, shown in percent, or a loss. */
  readonly unit: "share" | "loss";
}

/** All measures. */
export const MEASURES: Readonly<Record<Measure, MeasureInfo>> = {
  "final-test-accuracy": {
    name: "test accuracy",
    definition: "share of the test images classified rightly at the last checkpoint",
    margin: 0.005,
    unit: "share",
  },
  "train-test-gap": {
    name: "train-test gap",
    definition: "training accuracy minus test accuracy at the last checkpoint",
    margin: 0.005,
    unit: "share",
  },
  "early-loss": {
    name: "early loss",
    definition: "mean loss over the first 600 iterations, or all if fewer; less is faster",
    margin: 0.02,
    unit: "loss",
  },
  "loss-spread": {
    name: "spread of the loss",
    definition: "standard deviation of the loss over the last 500 iterations",
    margin: 0.005,
    unit: "loss",
  },
  "largest-setback": {
    name: "largest setback",
    definition: "the most that test accuracy falls from one checkpoint to the next",
    margin: 0.005,
    unit: "share",
  },
};

/** Something that a run, or two runs of the same seed, must show. */
export type Condition =
  | {
    readonly kind: "more" | "less";
    readonly measure: Measure;
    readonly of: string;
    readonly than: string;
  }
  | {
    readonly kind: "at-least" | "at-most";
    readonly measure: Measure;
    readonly of: string;
    readonly bound: number;
  };

/** The three ways to test a conclusion. */
export type ArmName = "as-written" | "corrected" | "controlled";

/** A conclusion of the document. */
export interface Claim {
  /** The handbook's id. */
  readonly id: string;
  /** Our paraphrase. */
  readonly text: string;
  /** What must be seen, on the document's runs, on corrected ones, and in controls. */
  readonly arms: Readonly<Partial<Record<ArmName, readonly Condition[]>>>;
  /** What no run here measures, if anything. */
  readonly notMeasured?: string;
}

/** A network that has learned something classifies more than this rightly. */
const TRAINED = 0.85;
/** A network that has learned nothing classifies about a tenth rightly. */
const UNTRAINED = 0.15;

const accuracy = "final-test-accuracy";

const more = (measure: Measure, of: string, than: string): Condition => ({
  kind: "more",
  measure,
  of,
  than,
});
const less = (measure: Measure, of: string, than: string): Condition => ({
  kind: "less",
  measure,
  of,
  than,
});
const trains = (of: string): Condition => ({
  kind: "at-least",
  measure: accuracy,
  of,
  bound: TRAINED,
});
const doesNotTrain = (of: string): Condition => ({
  kind: "at-most",
  measure: accuracy,
  of,
  bound: UNTRAINED,
});

const OTHER_OPTIMIZERS = [
  "control-optimizer-sgd",
  "control-optimizer-momentum",
  "control-optimizer-adagrad",
  "2-2-rmsprop-corrected-lr-0.001",
];

/** The conclusions, in the document's order. */
export const CLAIMS: readonly Claim[] = [
  {
    id: "C0.1",
    text: "Without remedies only few layers and few neurons can be trained (about 91 %).",
    arms: {
      "as-written": [trains("0-shallow-30"), doesNotTrain("0-deep")],
      "controlled": [trains("0-shallow-30-30"), doesNotTrain("0-deep")],
    },
  },
  {
    id: "C0.2",
    text: "With more layers and neurons the weights become biased and training is impossible.",
    arms: {
      "as-written": [doesNotTrain("0-deep")],
      "controlled": [doesNotTrain("0-deep"), more(accuracy, "0-shallow-30-30", "0-deep")],
    },
    notMeasured: "whether the weights become biased",
  },
  {
    id: "C0.3",
    text: "Without remedies, speed and accuracy of learning are very low.",
    arms: {
      "as-written": [
        less(accuracy, "0-shallow-30", "1-he"),
        more("early-loss", "0-shallow-30", "2-3-adam"),
      ],
      "controlled": [
        less(accuracy, "0-deep", "control-he-no-l2"),
        more("early-loss", "0-deep", "control-he-no-l2"),
      ],
    },
  },
  {
    id: "C1.1",
    text: "With a proper initial scale, many layers and neurons can be trained.",
    arms: {
      "as-written": [trains("1-he"), trains("1-xavier")],
      "controlled": [
        more(accuracy, "control-he-no-l2", "0-deep"),
        more(accuracy, "control-xavier-no-l2", "0-deep"),
      ],
    },
  },
  {
    id: "C1.2",
    text:
      "Initialisation plus L2 reduces the spread of the loss, prevents overfitting and raises accuracy.",
    arms: {
      "as-written": [more(accuracy, "1-he", "0-deep")],
      "controlled": [
        less("loss-spread", "1-he", "control-he-no-l2"),
        less("train-test-gap", "1-he", "control-he-no-l2"),
        more(accuracy, "1-he", "control-he-no-l2"),
      ],
    },
  },
  {
    id: "C2.1",
    text: "Momentum is slow but improves steadily.",
    arms: {
      "as-written": [
        more("early-loss", "2-1-momentum", "2-3-adam"),
        { kind: "at-most", measure: "largest-setback", of: "2-1-momentum", bound: 0 },
      ],
      "corrected": [
        more("early-loss", "2-1-momentum-corrected", "2-3-adam"),
        { kind: "at-most", measure: "largest-setback", of: "2-1-momentum-corrected", bound: 0 },
      ],
      "controlled": [
        more("early-loss", "control-optimizer-momentum", "control-optimizer-sgd"),
        { kind: "at-most", measure: "largest-setback", of: "control-optimizer-momentum", bound: 0 },
      ],
    },
  },
  {
    id: "C2.2",
    text: "RMSprop is fast but hardly improves the result.",
    arms: {
      "as-written": [
        less("early-loss", "2-2-rmsprop", "2-1-momentum"),
        less(accuracy, "2-2-rmsprop", "2-1-momentum"),
      ],
      "corrected": [
        less("early-loss", "2-2-rmsprop-corrected-lr-0.01", "2-1-momentum-corrected"),
        less(accuracy, "2-2-rmsprop-corrected-lr-0.01", "2-1-momentum-corrected"),
      ],
      "controlled": [
        less("early-loss", "2-2-rmsprop-corrected-lr-0.001", "control-optimizer-sgd"),
        less(accuracy, "2-2-rmsprop-corrected-lr-0.001", "control-optimizer-sgd"),
      ],
    },
  },
  {
    id: "C2.3",
    text: "Adam is the fastest and the best of the optimisers.",
    arms: {
      "as-written": ["2-1-momentum", "2-2-rmsprop"].flatMap((other) => [
        less("early-loss", "2-3-adam", other),
        more(accuracy, "2-3-adam", other),
      ]),
      "corrected": ["2-1-momentum-corrected", "2-2-rmsprop-corrected-lr-0.001"].flatMap((other) => [
        less("early-loss", "2-3-adam", other),
        more(accuracy, "2-3-adam", other),
      ]),
      "controlled": OTHER_OPTIMIZERS.flatMap((other) => [
        less("early-loss", "control-optimizer-adam", other),
        more(accuracy, "control-optimizer-adam", other),
      ]),
    },
  },
  {
    id: "C3.1",
    text: "Batch norm spreads the activations evenly.",
    arms: {},
    notMeasured: "the spread of the activations, which no record holds yet",
  },
  {
    id: "C3.2",
    text: "Batch norm with Adam is the best of all results.",
    arms: {
      "as-written": [
        "0-shallow-30",
        "1-he",
        "2-1-momentum",
        "2-2-rmsprop",
        "2-3-adam",
        "3-2-dropout",
      ]
        .map((other) => more(accuracy, "3-1-batch-norm", other)),
      "corrected": ["2-1-momentum-corrected", "2-2-rmsprop-corrected-lr-0.001", "2-3-adam"]
        .map((other) => more(accuracy, "3-1-batch-norm-corrected", other)),
      "controlled": [more(accuracy, "3-1-batch-norm", "2-3-adam")],
    },
  },
  {
    id: "C3.3",
    text: "With dropout even many layers and neurons can be trained.",
    arms: {
      "as-written": [
        { kind: "at-least", measure: accuracy, of: "3-2-dropout", bound: 2 * UNTRAINED },
      ],
      "controlled": [more(accuracy, "3-2-dropout", "3-2-no-dropout")],
    },
  },
  {
    id: "C3.4",
    text:
      "Dropout is faster and better than adjusting layers and neurons; with it the 6-layer network beats the 2-layer network with 30 neurons.",
    arms: {
      "as-written": [
        more(accuracy, "3-2-dropout", "0-shallow-30"),
        less("early-loss", "3-2-dropout", "0-shallow-30"),
      ],
      "controlled": [
        more(accuracy, "3-2-dropout", "control-shallow-30-300-images"),
        less("early-loss", "3-2-dropout", "control-shallow-30-300-images"),
      ],
    },
  },
];

/**
 * Where the document is wrong or mixes two causes, and which runs show what
 * that does. This is data.
 *
 * @module
 */

/** A slip or a confusion in the document. */
export interface Defect {
  /** Where it is. */
  readonly where: string;
  /** What is wrong. */
  readonly what: string;
  /** The line as written and as it must be, where a line can be named. */
  readonly line?: { readonly wrong: string; readonly right: string };
  /** The run with the defect and those without; absent where no run can show it. */
  readonly shownBy?: { readonly with: string; readonly without: readonly string[] };
}

/** All defects, those with a line to change first. */
export const DEFECTS: readonly Defect[] = [
  {
    where: "2-2, RMSprop",
    what:
      "The decay is added instead of multiplied: h grows by 0.99 a step, so the steps shrink like 1/√t.",
    line: { wrong: "h += decay", right: "h *= decay" },
    shownBy: {
      with: "2-2-rmsprop",
      without: ["2-2-rmsprop-corrected-lr-0.01", "2-2-rmsprop-corrected-lr-0.001"],
    },
  },
  {
    where: "2-1, momentum",
    what: "The loop stops at W3 and b3: the output layer is never trained.",
    line: { wrong: "update W1, b1 to W3, b3", right: "update W1, b1 to W4, b4" },
    shownBy: { with: "2-1-momentum", without: ["2-1-momentum-corrected"] },
  },
  {
    where: "3-1, batch norm",
    what: "Gamma and beta are never updated, although the text praises them.",
    line: { wrong: "update W and b", right: "update W, b, gamma and beta" },
    shownBy: { with: "3-1-batch-norm", without: ["3-1-batch-norm-corrected"] },
  },
  {
    where: "0",
    what:
      "The prose describes another network than the cell runs; “2 layers, 30 neurons” can be read in two ways.",
    shownBy: { with: "0-deep", without: ["0-shallow-30", "0-shallow-30-30"] },
  },
  {
    where: "1",
    what: "The cell prints “Xavier” and runs He; pictures of both are attached.",
    shownBy: { with: "1-he", without: ["1-xavier"] },
  },
  {
    where: "1",
    what: "Initialisation and L2 are changed together, so neither effect can be told.",
    shownBy: {
      with: "1-he",
      without: ["control-he-no-l2", "control-std-0.01-l2"],
    },
  },
  {
    where: "2",
    what:
      "The optimisers are compared on different networks and learning rates; here all on 100 × 4.",
    shownBy: {
      with: "2-3-adam",
      without: [
        "control-optimizer-adam",
        "control-optimizer-momentum",
        "2-2-rmsprop-corrected-lr-0.001",
        "control-optimizer-adagrad",
        "control-optimizer-sgd",
      ],
    },
  },
  {
    where: "3-2, dropout",
    what:
      "A network trained on 300 images for 200 iterations is compared with one trained on 60,000 for 2,000.",
    shownBy: {
      with: "3-2-dropout",
      without: ["3-2-no-dropout", "control-shallow-30-300-images"],
    },
  },
  {
    where: "cell 3",
    what: "The optimiser classes cannot run (four slips); no cell uses them.",
  },
  {
    where: "everywhere",
    what: "One unseeded run of each; “final” is read at iteration 1,800 of 2,000.",
  },
];

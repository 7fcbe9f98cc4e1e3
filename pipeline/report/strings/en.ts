/**
 * Every sentence of a report in English. Korean has the same keys, by its type.
 *
 * @module
 */

import type { Setting } from "../../../lib/documents/claim.ts";
import { isJudged, type Verdict } from "../../../lib/verdict/verdict.ts";

/** "one seed", "3 seeds". */
function seedCount(count: number): string {
  return count === 1 ? "one seed" : `${count} seeds`;
}

function runCount(count: number): string {
  return `${count} ${count === 1 ? "run" : "runs"}`;
}

/** How many conclusions hold, of how many that are judged. */
export interface Count {
  readonly holding: number;
  readonly judged: number;
}

/** "a", "a and b", "a, b and c". */
function listed(items: readonly string[]): string {
  return items.length === 1 ? items[0]! : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function capitalised(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}

/** What is said of a conclusion in a headline, after "it". */
const FOUND: Readonly<Record<Verdict, string>> = {
  "clearly holds": "clearly holds",
  "holds": "holds",
  "holds weakly": "holds weakly",
  "inconclusive": "stays open",
  "no meaningful difference": "makes no meaningful difference",
  "contradicted": "is contradicted",
  "not judged": "is not judged",
  "not testable": "cannot be tested",
  "not tested": "is not tested",
};
const WAYS: Readonly<Record<Setting, string>> = {
  "as-written": "as written",
  "corrected": "when corrected",
  "controlled": "when controlled",
};

/** What stands before, between and after two things. */
export type Around = readonly [before: string, between: string, after: string];

export const EN = {
  seedCount,
  /** "the one seed 0", "the seeds 0 to 29", "the seeds 1, 5". */
  seedRange: (seeds: readonly number[], contiguous: boolean): string =>
    seeds.length === 1
      ? `the one seed ${seeds[0]}`
      : contiguous
      ? `the seeds ${seeds[0]} to ${seeds.at(-1)}`
      : `the seeds ${seeds.join(", ")}`,

  settings: { "as-written": "As written", "corrected": "Corrected", "controlled": "Controlled" },
  /** After a verdict: "contradicted corrected". */
  settingsInSentences: {
    "as-written": "as written",
    "corrected": "corrected",
    "controlled": "controlled",
  },
  verdicts: {
    "clearly holds": "clearly holds",
    "holds": "holds",
    "holds weakly": "holds weakly",
    "inconclusive": "inconclusive",
    "no meaningful difference": "no meaningful difference",
    "contradicted": "contradicted",
    "not judged": "not judged",
    "not testable": "not testable",
    "not tested": "–",
  },
  /** Around the two experiments of a comparison. */
  comparison: {
    more: (measure: string): Around => ["", ` has more ${measure} than `, ""],
    less: (measure: string): Around => ["", ` has less ${measure} than `, ""],
  },
  /** After an experiment that must do something. */
  does: (what: string): string => ` ${what}`,
  countOf: (met: number, all: number): string => `${met}\u00a0of\u00a0${all}`,
  notRun: "not run",
  diverged: (count: number): string => `${runCount(count)} diverged`,
  notJudgedBecause: (reason: string): string => `not judged: ${reason}`,
  /** Where runs that belong to a section could not be read. */
  leftOut: (count: number, all: number, which: string): string =>
    `${count} of these ${all} runs ${count === 1 ? "has" : "have"} no valid record and ${
      count === 1 ? "is" : "are"
    } left out (${which}); what rests on them has fewer seeds, or is not given.`,

  outcome: {
    synthetic: (title: string): string => `Synthetic digits, not MNIST: ${title}`,
    syntheticWarning:
      "NOT MNIST: these are built-in synthetic digits; nothing here can be compared with the document's numbers.",
    /** Of a data set that is neither the document's nor the built-in one. */
    otherData: (source: string, document: string, title: string): string =>
      `${source}, not ${document}: ${title}`,
    otherDataWarning: (source: string, document: string): string =>
      `NOT ${document}: these runs are on ${source}; nothing here can be compared with the document's numbers, which it measured on ${document}.`,
    untested: "None of the document's conclusions is tested by these runs",
    tooFew: (seeds: number, least: number): string =>
      `Not judged: ${seedCount(seeds)}; a verdict needs ${least} or more`,
    holding: (holding: number, judged: number, seeds: number): string =>
      `${holding} of ${judged} conclusions hold as written over ${seedCount(seeds)}`,
    lost: (lost: number): string =>
      `; ${lost} of these ${lost === 1 ? "does" : "do"} not survive correction or control`,
    did: (
      networks: number,
      source: string,
      runs: string,
      dtype: string,
      seeds: string,
    ): string =>
      `We trained ${networks} networks of the document on ${source}, ${runs} runs in ${dtype}, each with ${seeds}: as written, with its defects corrected, and in controls that change one thing at a time.`,
    numpy: (within: string): string =>
      ` Seed s here is np.random.seed(s) and the document's code in NumPy: the same accuracies, and losses within ${within}.`,
    chaotic: (ids: readonly string[]): string =>
      ` ${listed(ids)} ${ids.length === 1 ? "is" : "are"} chaotic and ${
        ids.length === 1 ? "agrees" : "agree"
      } with NumPy in distribution only, as NumPy with one BLAS does with NumPy with another.`,
    notJudged: (seeds: number): string => `Not judged: ${seedCount(seeds)}.`,
    notJudgedWhy: (least: number): string =>
      ` A single run can be luck, so no verdict is given on fewer than ${least} seeds; the numbers are below.`,
    rules: (tests: number): Around => [
      "Each verdict follows from ",
      "rules fixed in advance",
      `: runs of the same seed are compared, a conclusion is as firm as its weakest part, and the ${tests} tests behind all verdicts together may err with a probability of 5 %.`,
    ],
  },

  /** What was found of a conclusion, as a sentence without its end. */
  headlines: {
    notTested: "Not tested by these runs",
    inEveryWay: (verdict: Verdict): string =>
      isJudged(verdict) ? `${FOUND[verdict]} in every way of testing` : FOUND[verdict],
    /** A headline of clauses. */
    sentence: (clauses: readonly string[]): string =>
      capitalised(clauses.join("").replace(/^is /, "")),
    /** Ways of testing that agree; the link leads to the next clause. */
    clause: (settings: readonly Setting[], verdict: Verdict, link: "and" | "but" | "end"): string =>
      `${FOUND[verdict]} ${listed(settings.map((setting) => WAYS[setting]))}${
        link === "end" ? "" : `, ${link} `
      }`,
  },

  conclusions: {
    /** Of as written, corrected, controlled: how many hold of how many judged. */
    title: ([written, corrected, controlled]: readonly Count[]): string =>
      `${written!.holding} of ${written!.judged} conclusions hold as written, ${
        corrected!.holding
      } of ${corrected!.judged} when corrected, ${controlled!.holding} of ${
        controlled!.judged
      } when controlled`,
    everyWay: "All",
    intro:
      "In brackets the effect of the part that decides: the mean difference over the seeds, or how many runs did what they must.",
    numbersTitle: "What the document concludes, and what these runs have",
    numbersIntro: (comparable: boolean): string =>
      `Test accuracies of the runs that the evidence names first, in its order, at the last checkpoint${
        comparable ? " that the document shows" : ""
      }. Verdicts take `,
    number: "No.",
    concludes: "The document concludes",
    document: "Document, %",
    theseRuns: "These runs, %",
    verdict: "Verdict",
  },

  robustness: {
    title: (surviving: number, checks: number): string =>
      `${surviving} of ${checks} times a verdict survives a small change`,
    intro: (seeds: number): string =>
      `Every experiment behind a verdict that holds or is contradicted, run again with ${
        seedCount(seeds)
      } and one thing changed. It survives if what decides still shows its effect, with the 95 % interval on the same side or in all runs; it is unsure if only the means still point the same way; it is lost if they do not.`,
    tested: "Tested",
    survivals: {
      "survives": "●\u00a0survives",
      "unsure": "○\u00a0unsure",
      "lost": "×\u00a0lost",
      "not run": "–",
    },
  },

  evidence: {
    title: "Evidence for each conclusion",
    intro: (comparable: boolean): string =>
      `In the charts a tick is a seed, the dot their mean, the bar its 95 % interval${
        comparable ? ", a diamond the document's own number" : ""
      }. Where two experiments are compared, differences are divided by the smallest one that matters: inside the shaded strip a difference is too small to matter. Where runs must do something, those inside the shaded strip do.`,
    says: (text: string): string => `The document concludes: ${text}`,
    part: "Part",
    kinds: {
      "can-be-trained": "can be trained",
      "cannot-be-trained": "cannot be trained",
      "better": "better",
      "faster": "faster",
      "less-overfitting": "less overfitting",
      "activation-spread": "spread of activations",
      "best-of-all": "best of all",
    },
    place: (place: string, kind: string): string => `${place}; kind of claim: ${kind}.`,
    rule: "The rule",
    /** What a difference must be, or a run, to count. */
    counts: (measure: string, margin: string): string =>
      `a difference in ${measure} matters from ${margin} on`,
    meets: (what: string, measure: string, bound: string): string =>
      `a run counts as “${what}” if its ${measure} is ${bound}`,
    notTestable: "Not testable as written. ",
    changes: {
      verdict: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict rests on ${cause}: ${written} as written, ${other} ${setting}.`,
      parts: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict is the same, ${written} as written and ${other} ${setting}, but its parts change sides; that rests on ${cause}.`,
      size: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict keeps its side, ${written} as written and ${other} ${setting}, but the size of the effect rests on ${cause}.`,
      nothing: (cause: string, written: string, other: string, setting: string): string =>
        `The verdict does not rest on ${cause}: ${written} as written, ${other} ${setting}.`,
    },
    mustBeSeen: "Must be seen",
    means: "Means",
    difference: "Difference or share [95 %]",
    agreement: "P(favours) [95 %]",
    p: "p, p adjusted",
    runs: (count: string, interval: string): string => `${count} runs, ${interval} %`,
    against: (of: string, than: string): string => `${of} against ${than}`,
    margin: (margin: string): string => `; margin ${margin}`,
    /** The mean difference in standard deviations. */
    effectSize: (d: string): string => `; d ${d}`,
    equivalence: " (equivalence)",
    notJudged: (reason: string): string => ` – not judged: ${reason}`,
    open: (seeds: string): string => ` is open; ${seeds}.`,
    openPairs: (detectable: string, seeds: string): string =>
      ` is open: these seeds would find ${detectable} four times in five; for the margin, ${seeds}.`,
    seedsNeeded: (seeds: string): string => `${seeds} seeds would settle it`,
    neverSettled: "no number of seeds would settle it if the runs go on like this",
  },

  rules: {
    title: "The rules",
    intro: (tests: number): string =>
      `The first that applies decides; D is the mean difference of runs with the same seed, positive if it favours the conclusion. Intervals are t-intervals, printed unadjusted; p-values are adjusted by Holm for the ${tests} tests of this report. docs/verdicts.md works each step out by hand.`,
    equivalence: ": the 90 % interval of D lies within the margin.",
    holds:
      ": the 95 % interval of D lies above 0, and at least 3 of 4 seeds favour the conclusion; clearly, if it lies above the margin; weakly, if fewer seeds do.",
    contradicted: ": the 95 % interval of D lies below 0.",
    inconclusive: ": otherwise, or where the adjusted p-value is 0.05 or more.",
    shares:
      "Of runs that must do something, Wilson's 95 % interval of their share is held against one half, and against 3 of 4 for “clearly”.",
    parts: "A conclusion of several parts has the verdict of its weakest part.",
    bounds: "All measures, margins and bounds",
    measure: "Measure",
    whatItIs: "What it is",
    margin: "Margin",
    whyMargin: "Why this margin",
    aRun: "A run …",
    ifIts: "if its",
    is: "is",
    why: "Why",
    orMore: (bound: string): string => `${bound} or more`,
    orLess: (bound: string): string => `${bound} or less`,
  },

  recorded: {
    title: (like: number, all: number): string =>
      `${like} of ${all} recorded accuracies could be one of our seeds`,
    titleAlone: "The document's numbers among ours",
    placement: "Where each number lies among ours",
    intro:
      "Test accuracy minus the document's last figure, in percentage points (pp). The strip is the document's rounding. The document ran each network once, unseeded.",
    alt: (id: string, document: string, ours: string): string =>
      `${id}: document ${document} %, ours ${ours} %`,
    explanation:
      "Place: the share of seeds below the document's figure, both rounded alike. z: its distance from our mean in standard deviations, the rounding's included. Chance: how probable one more seed would be so far away. Rank: all numbers that the document gives of an experiment count as one curve, and this is how unusual that curve is among ours, 1 being the most unusual.",
    endsAt: (id: string, accuracy: string): string => `${id} ends at ${accuracy} %. `,
    nearest: (recorded: string, id: string): string =>
      `Nearest to the document's ${recorded} % is ${id}.`,
    experiment: "Experiment",
    ours: "Ours, %",
    differencePp: "Difference, pp",
    place: "Place",
    chance: "Chance",
    rank: "Rank of the curve",
    couldBe: "The document could be",
    rankOf: (rank: number, curves: number, numbers: number): string =>
      `${rank} of ${curves} (${numbers} ${numbers === 1 ? "number" : "numbers"})`,
    findings: {
      "one of our seeds": "one of our seeds",
      "a rare seed": "a rare seed",
      "another computation": "another computation",
      "not to be told from so few seeds": "not to be told from so few seeds",
    },
  },

  optimizers: {
    firstThere: (labels: readonly string[], accuracy: string, iterations: string): string =>
      `On one and the same network ${listed(labels.map(capitalised))} ${
        labels.length === 1 ? "is" : "are"
      } first at ${accuracy} %, after ${iterations} iterations`,
    noneThere: (accuracy: string): string =>
      `On one and the same network no optimiser gets to ${accuracy} %`,
    intro: (goal: string, network: string, note: string): string =>
      `Accuracy on the first 1,000 test images every 20 iterations, ${network}: the line is the mean over the seeds, the band their lowest and highest, the dot where the middle seed first has ${goal} %. ${note}`,
    optimizer: "Optimiser",
    iterationsTo: (accuracy: string): string => `Iterations to ${accuracy} %, median`,
    neverThere: "Never got there",
    measured: (measure: string): string => `${capitalised(measure)}, %`,
    atTheEnd: "At the end, %",
    never: "never",
    iteration: "Iteration",
  },

  defects: {
    title: (where: string, loss: string): string =>
      `The costliest mistake takes ${loss} points of accuracy: ${where}`,
    titleAlone: "What the document gets wrong",
    intro: "Test accuracy at the last checkpoint, mean over the seeds, in percent.",
    section: "Section",
    whatIsWrong: "What is wrong",
    withIt: "With it",
    without: "Corrected or controlled",
    /** Around the wrong line and the right one. */
    mustBe: [" ", " must be ", "."] as Around,
  },

  experiments: {
    /** How many networks can be trained, of how many, and what that is. */
    title: {
      "as-written": (trained: number, all: number, least: string): string =>
        `As written, ${trained} of ${all} networks reach ${least} %`,
      "corrected": (trained: number, all: number, least: string): string =>
        `With the defects corrected, ${trained} of ${all} networks reach ${least} %`,
      "control": (trained: number, all: number, least: string): string =>
        `Of the controls, ${trained} of ${all} networks reach ${least} %`,
    },
    each: {
      "as-written": "Every experiment as written, in words and numbers",
      "corrected": "Every corrected experiment, in words and numbers",
      "control": "Every control, in words and numbers",
    },
    intro:
      "Test accuracy at the checkpoints: the line is the mean over the seeds, the band their lowest and highest",
    diamonds:
      ", orange diamonds are the document's; the figures are at the last checkpoint that the document shows",
    axis: ". The axis is spaced by error, so halving the error is the same step everywhere.",
    afterIteration: "After iteration",
    documentTrainTest: "Document train / test, %",
    oursTrain: "Ours train, %",
    oursTest: "Ours test, %",
    diverged: (seeds: string): string =>
      `Diverged: the loss stopped being a number with seed ${seeds}.`,
    divergedSeed: (seed: number, iteration: number): string => `${seed} (iteration ${iteration})`,
    proseOnly: (accuracy: string): string =>
      `The document has no table of this run; its prose says about ${accuracy} %.`,
    curveAlt: (id: string, accuracy: string): string =>
      `Learning curve of ${id}: test accuracy ${accuracy} % at the last checkpoint`,
    cutOff: "cut off",
  },

  training: {
    hidden: (widths: string): string => `hidden layers ${widths}`,
    normal: (deviation: number): string => `weights from N(0, ${deviation}²)`,
    initialisation: (name: string): string => `${name} initialisation`,
    batchNorm: "batch norm",
    dropout: (ratio: number): string => `dropout ${ratio}`,
    l2: (lambda: number): string => `L2 ${lambda}`,
    batch: (size: number): string => `batch ${size}`,
    iterations: (count: string): string => `${count} iterations`,
    firstImages: (count: number): string => `first ${count} training images`,
    notUpdated: (names: string): string => `not updated: ${names}`,
    learningRate: (rate: number): string => `learning rate ${rate}`,
    momentum: (keep: number): string => `momentum ${keep}`,
    decay: (decay: number, added: boolean): string =>
      `RMSprop, decay ${decay}${added ? " added, not multiplied" : ""}`,
    betas: (first: number, second: number): string => `Adam, betas ${first} and ${second}`,
  },

  overSeeds: {
    title: "Every experiment over the seeds",
    intro:
      "Test accuracy at the end, in percent: mean and standard deviation, the mean without the lowest and the highest quarter of the seeds, the extremes. A run has failed if it diverged or classifies no better than guessing; in brackets the 95 % interval of the share of failed runs.",
    mean: "Mean ± SD",
    interquartileMean: "Interquartile mean",
    extremes: "Lowest to highest",
    failed: "Failed runs [95 %]",
  },

  inside: {
    title: "Inside the networks",
    intro:
      "After the last iteration, means over the seeds: the standard deviation of each hidden layer's activations on the first 1,000 test images, the smallest of them divided by the largest (1 is even), the share of units that are never active, and the norm of each weight matrix's gradient on the last mini-batch.",
    spread: "Spread by layer",
    evenness: "Evenness",
    neverActive: "Never active by layer, %",
    gradient: "Gradient by layer",
    diverged: "diverged",
  },

  selfTests: {
    title: (right: number, all: number): string =>
      `The judge is right in ${right} of ${all} cases whose outcome is known`,
    notTested: "The judge was not tested",
    notRun: "Not tested here: run deno task selftest, then the report again.",
    intro: (seeds: number): string =>
      `The same rules on experiments whose outcome is known beforehand, ${seedCount(seeds)} each.`,
    must: "Must come out",
    judged: "Judged",
    right: "Right",
    yes: "yes",
    no: "NO",
    simulated:
      "And on numbers drawn at random, with seeds of their own: how often the rule errs, beside what it may.",
    drawn: "Drawn",
    trials: "Trials",
    wrong: "Wrong",
    nominal: "Nominal",
    atMost: (rate: string): string => `at most ${rate} %`,
    noDifference: (seeds: number): string =>
      `No difference, ${seedCount(seeds)}: one comparison takes a side`,
    atTheMargin: (seeds: number): string =>
      `A difference as large as the margin, ${seedCount(seeds)}: called meaningless`,
    report: (comparisons: number, seeds: number): string =>
      `No difference anywhere: a report of ${comparisons} comparisons, ${
        seedCount(seeds)
      }, takes a side in any`,
    split:
      "The first self-test's runs of both sides, split at random into two arms: a side is taken",
    splitWithoutMargin:
      "The same without a margin, so that nothing is called meaningless: a side is taken",
  },

  identity: {
    title: (runs: string): string =>
      `${runs} ${runs === "1" ? "run" : "runs"}, identified by their weights`,
    intro: [
      "The first 24 digits of the SHA-256 of the final weights; over several seeds, of their digests, one on a line. Two reports that agree here are of the same computations, bit for bit. The folder ",
      " beside this report has every digest whole.",
    ] as readonly [before: string, after: string],
    firstSeed: (seed: number): string => `Seed ${seed}`,
    allSeeds: (seeds: number): string => `All ${seeds} seeds`,
  },

  provenance: {
    title: "Run it again",
    intro: "The results are the same, bit for bit, for any number of workers.",
    verify: "This trains some of the published runs again and compares every digest:",
    what: "What",
    identity: "Version or SHA-256",
    engine: "Engine, version of what it computes",
    dataSet: (name: string): string => `Data set ${name}`,
  },

  limits: {
    title: "Limits",
    seeds: "The verdicts speak of new seeds, not of new data.",
    fewSeeds: (seeds: number): string => {
      const count = seedCount(seeds);
      return `${count[0]!.toUpperCase()}${count.slice(1)} cannot tell a rule from luck.`;
    },
    testSet: "All accuracies are on one test set; on another they would all shift a little.",
    learningRates: "Learning rates are the document's; none was tuned.",
    bits:
      "The same bits show that the same computation was made, not that a conclusion is true of other data.",
  },

  charts: {
    numbers: "Numbers behind the chart",
    seed: "Seed",
    training: "Training",
    document: "document",
    margins: "against the conclusion   ·   margins   ·   for it",
  },
};

/** Every sentence of a report. */
export type Strings = typeof EN;

/**
 * The data sets, one record each. To add one, add a record and name it in
 * `DATA_SOURCES`.
 *
 * @module
 */

/** One file of a data set, identified by what it contains. */
export interface DataFile {
  /** Its name in the cache; mirrors append ".gz". */
  readonly name: string;
  /** The length of the decompressed payload, in bytes. */
  readonly bytes: number;
  /**
   * The SHA-256 of the decompressed payload, in hexadecimal; absent until somebody has
   * recorded it. Nothing is trained on a file without one.
   */
  readonly sha256?: string;
}

/** A data set of labelled images in four IDX files. */
export interface DataSource {
  /** The name on the command line and of the folder in the cache. */
  readonly name: string;
  /** What reports call it. */
  readonly title: string;
  /** The training images, (count, 28, 28). */
  readonly trainImages: DataFile;
  /** Their labels, (count). */
  readonly trainLabels: DataFile;
  /** The test images. */
  readonly testImages: DataFile;
  /** Their labels. */
  readonly testLabels: DataFile;
  /** How many images there are, each with its label. */
  readonly counts: { readonly train: number; readonly test: number };
  /** Where it is available: base URLs, in the order to try them; or how to make it. */
  readonly origin: { readonly mirrors: readonly string[] } | {
    readonly drawnWithSeeds: readonly [train: number, test: number];
  };
}

const COUNTS = { train: 60_000, test: 10_000 };
/** The names and sizes that MNIST has, and all that is made to take its place. */
const FILES = {
  trainImages: { name: "train-images-idx3-ubyte", bytes: 16 + COUNTS.train * 28 * 28 },
  trainLabels: { name: "train-labels-idx1-ubyte", bytes: 8 + COUNTS.train },
  testImages: { name: "t10k-images-idx3-ubyte", bytes: 16 + COUNTS.test * 28 * 28 },
  testLabels: { name: "t10k-labels-idx1-ubyte", bytes: 8 + COUNTS.test },
};

/** Handwritten digits (LeCun, Cortes and Burges). */
export const MNIST: DataSource = {
  name: "mnist",
  title: "MNIST",
  trainImages: {
    ...FILES.trainImages,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  trainLabels: {
    ...FILES.trainLabels,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  testImages: {
    ...FILES.testImages,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  testLabels: {
    ...FILES.testLabels,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
  counts: COUNTS,
  origin: {
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
  },
};

/**
 * Articles of clothing in ten classes (Xiao, Rasul and Vollgraf 2017, arXiv:1708.07747).
 * Its hashes are not recorded: where this was written it could not be fetched.
 */
export const FASHION_MNIST: DataSource = {
  name: "fashion-mnist",
  title: "Fashion-MNIST",
  ...FILES,
  counts: COUNTS,
  origin: {
    mirrors: [
      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
      "https://storage.googleapis.com/tensorflow/tf-keras-datasets/",
    ],
  },
};

/** Digits drawn by this project, for machines that cannot get MNIST. */
export const SYNTHETIC_DIGITS: DataSource = {
  name: "synthetic-digits",
  title: "built-in synthetic digits",
  trainImages: {
    ...FILES.trainImages,
    sha256: "ad8ed7c69596a3579f315b72afa14bf1b6a0e2c78804e095c6ab3620bb3057c9",
  },
  trainLabels: {
    ...FILES.trainLabels,
    sha256: "467486863c550407c54df0feebb1a56c155699ee3affad8bfba58df7bd6a5545",
  },
  testImages: {
    ...FILES.testImages,
    sha256: "798fc99a651eee0a1ce0aee759886de43c841af2c1edc8cdc225f5ea0471fa14",
  },
  testLabels: {
    ...FILES.testLabels,
    sha256: "b928eae0df431e3cd1bdfd2969e7a65200268e0c376dea7e972ef548b61186fb",
  },
  counts: COUNTS,
  origin: { drawnWithSeeds: [1, 2] },
};

/** All data sets. */
export const DATA_SOURCES: readonly DataSource[] = [MNIST, FASHION_MNIST, SYNTHETIC_DIGITS];

/** The four files of a data set, in a fixed order. */
export function dataFiles(source: DataSource): readonly DataFile[] {
  return [source.trainImages, source.trainLabels, source.testImages, source.testLabels];
}

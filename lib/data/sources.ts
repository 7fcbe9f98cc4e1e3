/**
 * The data sets. To add one, add a record to the list.
 *
 * @module
 */

/** One file of a data set, identified by what it contains. */
export interface DataFile {
  /** Its name in the cache; mirrors append ".gz". */
  readonly name: string;
  /** The length of the decompressed payload, in bytes. */
  readonly bytes: number;
  /** The SHA-256 of the decompressed payload, in hexadecimal. */
  readonly sha256: string;
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
  /** Where it comes from: base URLs, in the order to try them; or how to draw it. */
  readonly origin: { readonly mirrors: readonly string[] } | {
    readonly drawnWithSeeds: readonly [train: number, test: number];
  };
}

/** The data set of LeCun, Cortes and Burges. */
export const MNIST: DataSource = {
  name: "mnist",
  title: "MNIST",
  trainImages: {
    name: "train-images-idx3-ubyte",
    bytes: 47_040_016,
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  trainLabels: {
    name: "train-labels-idx1-ubyte",
    bytes: 60_008,
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  testImages: {
    name: "t10k-images-idx3-ubyte",
    bytes: 7_840_016,
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  testLabels: {
    name: "t10k-labels-idx1-ubyte",
    bytes: 10_008,
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
  origin: {
    mirrors: [
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      "https://storage.googleapis.com/cvdf-datasets/mnist/",
    ],
  },
};

/** Digits drawn by this project, for machines that cannot get MNIST. */
export const SYNTHETIC_DIGITS: DataSource = {
  name: "synthetic-digits",
  title: "built-in synthetic digits",
  trainImages: {
    name: "train-images-idx3-ubyte",
    bytes: 47_040_016,
    sha256: "ad8ed7c69596a3579f315b72afa14bf1b6a0e2c78804e095c6ab3620bb3057c9",
  },
  trainLabels: {
    name: "train-labels-idx1-ubyte",
    bytes: 60_008,
    sha256: "467486863c550407c54df0feebb1a56c155699ee3affad8bfba58df7bd6a5545",
  },
  testImages: {
    name: "t10k-images-idx3-ubyte",
    bytes: 7_840_016,
    sha256: "798fc99a651eee0a1ce0aee759886de43c841af2c1edc8cdc225f5ea0471fa14",
  },
  testLabels: {
    name: "t10k-labels-idx1-ubyte",
    bytes: 10_008,
    sha256: "b928eae0df431e3cd1bdfd2969e7a65200268e0c376dea7e972ef548b61186fb",
  },
  origin: { drawnWithSeeds: [1, 2] },
};

/** All data sets. */
export const DATA_SOURCES: readonly DataSource[] = [MNIST, SYNTHETIC_DIGITS];

/** The four files of a data set, in a fixed order. */
export function dataFiles(source: DataSource): readonly DataFile[] {
  return [source.trainImages, source.trainLabels, source.testImages, source.testLabels];
}

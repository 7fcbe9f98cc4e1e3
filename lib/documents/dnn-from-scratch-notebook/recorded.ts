/**
 * The numbers that the document shows, copied from its outputs. They are nowhere else.
 *
 * @module
 */

import type { RecordedNumbers } from "../recorded.ts";

/** By experiment id. Experiments that are not here have no number in the document. */
export const RECORDED: Readonly<Record<string, RecordedNumbers>> = {
  "0-deep": {
    checkpoints: [[.099, .103], [.112, .114], [.112, .114], [.112, .114]],
    step: 0.001,
  },
  "0-shallow-30": { prose: .91, step: 0.01 },
  "0-shallow-30-30": { prose: .91, step: 0.01 },
  "1-he": {
    checkpoints: [[.111, .111], [.913, .914], [.933, .933], [.941, .94]],
    step: 0.001,
  },
  "1-xavier": { prose: .93, step: 0.01 },
  "2-1-momentum": {
    checkpoints: [[.106, .109], [.941, .938], [.959, .953], [.967, .959]],
    step: 0.001,
  },
  "2-2-rmsprop": {
    checkpoints: [[.067, .069], [.399, .417], [.525, .533], [.593, .599]],
    step: 0.001,
  },
  "2-3-adam": {
    checkpoints: [[.27, .266], [.975, .969], [.98, .969], [.985, .975]],
    step: 0.001,
  },
  "3-1-batch-norm": {
    checkpoints: [[.14, .133], [.977, .969], [.987, .975], [.989, .976]],
    step: 0.001,
  },
  "3-2-dropout": {
    checkpoints: [
      [.13, .113],
      [.14, .118],
      [.15, .126],
      [.187, .147],
      [.223, .176],
      [.27, .224],
      [.347, .286],
      [.347, .296],
      [.367, .321],
      [.377, .316],
      [.413, .34],
      [.427, .343],
      [.457, .357],
      [.407, .358],
      [.427, .364],
      [.443, .368],
      [.44, .364],
      [.473, .372],
      [.507, .413],
      [.46, .377],
      [.487, .398],
      [.497, .411],
      [.513, .416],
      [.53, .433],
      [.537, .437],
      [.543, .454],
      [.553, .454],
      [.547, .448],
      [.557, .46],
      [.567, .489],
      [.56, .483],
      [.567, .474],
      [.573, null],
    ],
    step: 0.001,
  },
};

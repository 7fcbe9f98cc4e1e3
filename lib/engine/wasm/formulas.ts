import { type AssembledFunction, type Code, get, set, vectorAnd } from "./assembler.ts";
import { rectified } from "./combine_rows.ts";
import type { Arithmetic, Lanes } from "./lanes.ts";
import { type Element, type Operands, type Place, rowByRow } from "./row_by_row.ts";

/** The formulas of a backend's operations, as kernels; see `Operations` for each. */
export function formulaKernels(lanes: Lanes): readonly AssembledFunction[] {
  const kernel = (
    name: string,
    operands: Operands,
    formula: (place: Place) => readonly Code[],
  ): AssembledFunction => rowByRow(name, lanes, operands, formula);

  /** w = w - (rate g) / (sqrt(h) + offset). */
  const step = (a: Arithmetic, w: Element, g: Code, h: Code, rate: Code, offset: Code): Code =>
    w.set(a.subtract(w.value, a.divide(a.multiply(rate, g), a.add(a.squareRoot(h), offset))));

  return [
    kernel("rectify", { matrices: 1 }, ({ arithmetic, matrices: [x], temporaries: [t] }) => [
      set(t!, x!.value),
      x!.set(rectified(lanes, arithmetic, t!)),
    ]),
    kernel("maskInactive", { matrices: 2 }, ({ arithmetic, matrices: [gradient, output] }) => {
      const none = arithmetic.zero;
      return [
        gradient!.set(
          arithmetic === lanes.vector
            ? vectorAnd(gradient!.value, lanes.differ(output!.value, none))
            // select: the gradient where the output is not 0, else 0.
            : [
              ...gradient!.value,
              ...none,
              ...lanes.scalarsDiffer(output!.value, none),
              0x1b,
            ],
        ),
      ];
    }),
    kernel(
      "scale",
      { matrices: 1, scalars: 1 },
      ({ arithmetic: a, matrices: [x], scalars: [factor] }) => [
        x!.set(a.multiply(x!.value, factor!)),
      ],
    ),
    kernel(
      "addScaled",
      { matrices: 2, scalars: 1 },
      ({ arithmetic: a, matrices: [x, other], scalars: [factor] }) => [
        x!.set(a.add(x!.value, a.multiply(factor!, other!.value))),
      ],
    ),
    kernel(
      "sumRows",
      { matrices: 1, rows: 1 },
      ({ arithmetic: a, matrices: [x], rows: [sum] }) => [sum!.set(a.add(sum!.value, x!.value))],
    ),

    kernel(
      "sgd",
      { matrices: 2, scalars: 1 },
      ({ arithmetic: a, matrices: [w, g], scalars: [rate] }) => [
        w!.set(a.subtract(w!.value, a.multiply(rate!, g!.value))),
      ],
    ),
    kernel("momentum", { matrices: 3, scalars: 2 }, (place) => {
      const { arithmetic: a, matrices: [w, g, v], scalars: [rate, keep], temporaries: [t] } = place;
      return [
        set(t!, a.subtract(a.multiply(keep!, v!.value), a.multiply(rate!, g!.value))),
        v!.set(get(t!)),
        w!.set(a.add(w!.value, get(t!))),
      ];
    }),
    kernel("adagrad", { matrices: 3, scalars: 2 }, (place) => {
      const { arithmetic: a, matrices: [w, g, h], scalars: [rate, offset] } = place;
      const [slope, squares] = place.temporaries;
      return [
        set(slope!, g!.value),
        set(squares!, a.add(h!.value, a.multiply(get(slope!), get(slope!)))),
        h!.set(get(squares!)),
        step(a, w!, get(slope!), get(squares!), rate!, offset!),
      ];
    }),
    ...(["rmsprop", "rmspropAsWritten"] as const).map((name) =>
      kernel(name, { matrices: 3, scalars: 4 }, (place) => {
        const { arithmetic: a, matrices: [w, g, h], scalars: [rate, offset, decay, take] } = place;
        const [slope, squares] = place.temporaries;
        const decayed = name === "rmsprop" ? a.multiply(decay!, h!.value) : a.add(h!.value, decay!);
        return [
          set(slope!, g!.value),
          set(
            squares!,
            a.add(decayed, a.multiply(a.multiply(take!, get(slope!)), get(slope!))),
          ),
          h!.set(get(squares!)),
          step(a, w!, get(slope!), get(squares!), rate!, offset!),
        ];
      })
    ),
    kernel("adam", { matrices: 4, scalars: 4 }, (place) => {
      const { arithmetic: a, matrices: [w, g, m, v] } = place;
      const [rate, offset, take1, take2] = place.scalars;
      const [slope, mean, squares] = place.temporaries;
      return [
        set(slope!, g!.value),
        set(mean!, m!.value),
        set(
          mean!,
          a.add(get(mean!), a.multiply(take1!, a.subtract(get(slope!), get(mean!)))),
        ),
        m!.set(get(mean!)),
        set(squares!, v!.value),
        set(
          squares!,
          a.add(
            get(squares!),
            a.multiply(
              take2!,
              a.subtract(a.multiply(get(slope!), get(slope!)), get(squares!)),
            ),
          ),
        ),
        v!.set(get(squares!)),
        step(a, w!, get(mean!), get(squares!), rate!, offset!),
      ];
    }),

    kernel("centre", { matrices: 2, rows: 2 }, (place) => {
      const { arithmetic: a, matrices: [x, centred], rows: [mean, squares] } = place;
      const [difference] = place.temporaries;
      return [
        set(difference!, a.subtract(x!.value, mean!.value)),
        centred!.set(get(difference!)),
        squares!.set(
          a.add(squares!.value, a.multiply(get(difference!), get(difference!))),
        ),
      ];
    }),
    kernel("normalise", { matrices: 2, rows: 4 }, (place) => {
      const { arithmetic: a, matrices: [x, normalised] } = place;
      const [mean, deviation, gamma, beta] = place.rows;
      const [t] = place.temporaries;
      return [
        set(t!, a.divide(a.subtract(x!.value, mean!.value), deviation!.value)),
        normalised!.set(get(t!)),
        x!.set(a.add(a.multiply(gamma!.value, get(t!)), beta!.value)),
      ];
    }),
    kernel("normaliseBackward", { matrices: 3, rows: 5 }, (place) => {
      const { arithmetic: a, matrices: [x, centred, normalised] } = place;
      const [gamma, deviation, variance, dgamma, sums] = place.rows;
      const [dout, g] = place.temporaries;
      return [
        set(dout!, x!.value),
        dgamma!.set(a.add(dgamma!.value, a.multiply(normalised!.value, get(dout!)))),
        set(g!, a.multiply(gamma!.value, get(dout!))),
        sums!.set(
          a.add(
            sums!.value,
            a.divide(a.multiply(get(g!), centred!.value), variance!.value),
          ),
        ),
        x!.set(a.divide(get(g!), deviation!.value)),
      ];
    }),
    kernel("addScaledByRow", { matrices: 2, rows: 1, scalars: 1 }, (place) => {
      const { arithmetic: a, matrices: [x, centred], rows: [row], scalars: [factor] } = place;
      return [
        x!.set(
          a.add(x!.value, a.multiply(a.multiply(factor!, centred!.value), row!.value)),
        ),
      ];
    }),
    kernel(
      "subtractRow",
      { matrices: 1, rows: 1 },
      ({ arithmetic: a, matrices: [x], rows: [row] }) => [
        x!.set(a.subtract(x!.value, row!.value)),
      ],
    ),
  ];
}

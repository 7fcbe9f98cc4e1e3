import { ink } from "./theme.ts";

/** A row of a strip: the seeds' values, their mean, and its interval where there is one. */
export interface SeedRow {
  /** What the vertical axis tells rows by. */
  readonly row: string;
  readonly values: readonly number[];
  readonly mean: number;
  readonly interval?: readonly [low: number, high: number] | undefined;
}

/**
 * The layers that strips share: a line at 0, a tick for a seed, a bar for the
 * interval of the mean, a dot for the mean.
 *
 * @param y the encoding of a field "row"
 * @param x makes the encoding of a field that holds values
 */
export function seedStrip<Y, X>(rows: readonly SeedRow[], y: Y, x: (field: string) => X) {
  const seeds = rows.flatMap(({ row, values }) => values.map((value) => ({ row, value })));
  const intervals = rows.flatMap(({ row, interval }) =>
    interval === undefined ? [] : [{ row, low: interval[0], high: interval[1] }]
  );
  const means = rows.map(({ row, mean }) => ({ row, mean }));
  return [
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: "rule" as const, color: ink("document"), strokeWidth: 1.5 },
      encoding: { x: x("zero") },
    },
    {
      data: { values: seeds },
      mark: { type: "tick" as const, color: ink("runSoft"), thickness: 1.25, height: 18 },
      encoding: { y, x: x("value") },
    },
    {
      data: { values: intervals },
      mark: { type: "rule" as const, color: ink("run"), strokeWidth: 5 },
      encoding: { y, x: x("low"), x2: { field: "high" } },
    },
    {
      data: { values: means },
      mark: {
        type: "point" as const,
        color: ink("run"),
        fill: ink("background"),
        strokeWidth: 2,
        size: 52,
        opacity: 1,
      },
      encoding: { y, x: x("mean") },
    },
  ];
}

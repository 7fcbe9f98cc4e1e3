import { show } from "../engine/settings.ts";

/** The steps that numbers are printed in. */
const STEPS: readonly {
  readonly step: number;
  readonly decimals: number;
  readonly halves: number;
}[] = [
  // Exact halves are odd multiples of 2^-(decimals + 1).
  { step: 1, decimals: 0, halves: 2 },
  { step: 0.1, decimals: 1, halves: 4 },
  { step: 0.01, decimals: 2, halves: 8 },
  { step: 0.001, decimals: 3, halves: 16 },
  { step: 0.0001, decimals: 4, halves: 32 },
];

/**
 * A number as a document prints it, counted in units of the last digit: 0.9386 to
 * 0.001 is 939. Counts compare exactly; the numbers that they stand for do not, because
 * 57 * 0.01 is not 0.57.
 *
 * Rounds the exact value, and exact halves to even, as Python's `round` and `format`
 * do: the nearest double to 0.2855 is below it and gives 285; 0.0625 is an exact half and
 * gives 62; 0.1875 gives 188.
 *
 * @param value usually 0..1
 * @param step the unit of the last printed digit: 1, 0.1, 0.01, 0.001 or 0.0001
 * @throws {RangeError} if the step is not one of these, or the value is not finite
 */
export function printedSteps(value: number, step: number): number {
  const known = STEPS.find((one) => one.step === step);
  if (known === undefined) {
    throw new RangeError(
      `Cannot count in steps of ${show(step)}: give ${STEPS.map((one) => one.step).join(", ")}`,
    );
  }
  if (!Number.isFinite(value)) {
    throw new RangeError(`Cannot count ${show(value)} in steps: give a finite number`);
  }
  // toFixed rounds the exact value, but halves away from zero.
  const steps = Number(value.toFixed(known.decimals).replace(".", ""));
  const isHalf = Math.abs(value * known.halves) % 2 === 1;
  return isHalf && steps % 2 !== 0 ? steps - Math.sign(steps) : steps;
}

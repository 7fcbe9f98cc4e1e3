import { mean } from "../../lib/statistics/summary.ts";

/** 0.9738 -> "97.38"; the unit stands in the table's head. */
export function percent(share: number, digits = 2): string {
  return (100 * share).toFixed(digits);
}

/** How finely a number of the document is given, as digits of a percentage. */
export function percentDigits(step: number): number {
  return step < 0.01 ? 1 : 0;
}

/** One seed: "97.38". More: the mean with the lowest and the highest, "97.41 (97.20–97.66)". */
export function percentOverSeeds(shares: readonly number[], digits = 2): string {
  const centre = percent(mean(shares), digits);
  if (shares.length === 1) return centre;
  const low = percent(Math.min(...shares), digits);
  const high = percent(Math.max(...shares), digits);
  return `${centre} (${low}–${high})`;
}

/** 1.234 -> "+1.23", -0.5 -> "−0.50". */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

/** 60000 -> "60,000". */
export function wholeNumber(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** 1e-11 -> "10⁻¹¹". */
export function powerOfTen(value: number): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const exponent = Math.round(Math.log10(value));
  const raised = [...String(Math.abs(exponent))].map((digit) => digits[Number(digit)]!);
  return `10${exponent < 0 ? "⁻" : ""}${raised.join("")}`;
}

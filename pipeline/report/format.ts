import type { Measure } from "../../lib/documents/measure.ts";
import type { Interval } from "../../lib/statistics/share.ts";
import { mean } from "../../lib/statistics/summary.ts";

/** 0.9738 -> "97.38". */
export function percent(share: number, digits = 2): string {
  return (100 * share).toFixed(digits);
}

/** A share as somebody wrote it down, with no more digits than it needs: 0.85 -> "85". */
export function percentAsWritten(share: number): string {
  return String(Number((100 * share).toPrecision(12)));
}

/** One seed: "97.38". More: the mean with the lowest and the highest, "97.41 (97.20–97.66)". */
export function percentOverSeeds(shares: readonly number[]): string {
  const centre = percent(mean(shares));
  if (shares.length === 1) return centre;
  return `${centre} (${percent(Math.min(...shares))}–${percent(Math.max(...shares))})`;
}

/** 1.234 -> "+1.23", -0.5 -> "−0.50". */
export function signed(value: number, digits = 2): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value > 0 ? "+" : "−"}${text}`;
}

const GROUPED = new Intl.NumberFormat("en");

/** 60000 -> "60,000". */
export function wholeNumber(value: number): string {
  return GROUPED.format(value);
}

/** 1e-11 -> "10⁻¹¹". */
export function powerOfTen(value: number): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const exponent = Math.round(Math.log10(value));
  const raised = [...String(Math.abs(exponent))].map((digit) => digits[Number(digit)]!);
  return `10${exponent < 0 ? "⁻" : ""}${raised.join("")}`;
}

/** A measured value: "97.38 %" or "0.123". */
export function measured(value: number, { unit }: Measure): string {
  return unit === "share" ? `${percent(value)} %` : value.toFixed(3);
}

/** A difference without its unit: "+0.35". Shares are in percentage points. */
export function difference(value: number, { unit }: Measure): string {
  return unit === "share" ? signed(100 * value) : signed(value, 3);
}

/** A difference with its unit: "+0.35 pp". */
export function differenceWithUnit(value: number, measure: Measure): string {
  return `${difference(value, measure)}${measure.unit === "share" ? " pp" : ""}`;
}

/** A positive difference without its sign: "0.50 pp". */
export function size(value: number, measure: Measure): string {
  return differenceWithUnit(value, measure).replace("+", "");
}

/** "[+0.21, +0.48]" */
export function range([low, high]: Interval, show: (bound: number) => string): string {
  return `[${show(low)}, ${show(high)}]`;
}

/** A p-value: "0.012", or "< 0.001" with a space that does not break. */
export function pValue(p: number): string {
  return p < 0.001 ? "<\u00a00.001" : p.toFixed(3);
}

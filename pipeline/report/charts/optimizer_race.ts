import type { TopLevelSpec } from "vega-lite";
import { mean } from "../../../lib/statistics/summary.ts";
import type { Run } from "../../training/summarise.ts";
import { errorAxis, errorOf } from "./error_axis.ts";
import { type Layout, LINE, WIDTHS } from "../layout.ts";
import { type ColourName, ink } from "../theme.ts";

/** An optimiser in the comparison. */
export interface Racer {
  readonly label: string;
  readonly colour: ColourName;
  readonly runs: readonly Run[];
  /** After how many iterations the middle one of its runs is at the goal; Infinity for never. */
  readonly atGoal: number;
}

/** The ends of the axis, as errors. */
const DOMAIN = [0.93, 0.016] as const;
const TICKS = [0.1, 0.5, 0.8, 0.9, 0.95, 0.98];
const PLACES = {
  wide: { left: 48, right: 190, height: 330 },
  narrow: { left: 42, right: 118, height: 300 },
} as const;
const TOP = 12;
const BOTTOM = 40;

/**
 * The accuracy over the iterations, one line an optimiser, with the band from the
 * lowest to the highest seed and a mark where the middle run reaches a goal. The
 * parameter "picked" is an iteration whose accuracies stand beside the names.
 *
 * @param goal an accuracy, 0..1
 * @param axisTitle of the iterations
 */
export function optimizerRace(
  racers: readonly Racer[],
  goal: number,
  axisTitle: string,
  layout: Layout,
): TopLevelSpec {
  const { left, right, height } = PLACES[layout];
  const width = WIDTHS[layout] - left - right;
  const means = racers.flatMap(({ label, runs }) => {
    const { every, accuracies } = runs[0]!.glances;
    return accuracies.map((_, k) => {
      const seen = runs.map((run) => run.glances.accuracies[k]!);
      return {
        label,
        iteration: k * every,
        text: `${label} ${(100 * mean(seen)).toFixed(1)} %`,
        mean: errorOf(mean(seen), DOMAIN),
        low: errorOf(Math.min(...seen), DOMAIN),
        high: errorOf(Math.max(...seen), DOMAIN),
      };
    });
  });
  const last = Math.max(...means.map(({ iteration }) => iteration));
  const names = nameLines(means.filter(({ iteration }) => iteration === last), height);
  const values = means.map((point) => ({ ...point, name: names.get(point.label)! }));
  const colour = {
    field: "label",
    type: "nominal" as const,
    scale: {
      domain: racers.map(({ label }) => label),
      range: racers.map((racer) => ink(racer.colour)),
    },
    legend: null,
  };
  const x = {
    field: "iteration",
    type: "quantitative" as const,
    scale: { domain: [0, last], nice: false },
    axis: { title: axisTitle, grid: false, tickCount: 5, format: ",d", labelFlush: false },
  };
  const y = (field: string) => errorAxis(field, DOMAIN, TICKS);
  const goalError = errorOf(goal, DOMAIN);
  const arrivals = racers.flatMap(({ label, atGoal }) =>
    Number.isFinite(atGoal) ? [{ label, iteration: atGoal, goal: goalError }] : []
  );
  return {
    autosize: "none",
    width,
    height,
    padding: { left, top: TOP, right, bottom: BOTTOM },
    params: [{ name: "picked", value: null }],
    data: { values },
    layer: [
      {
        mark: { type: "area", opacity: 0.1 },
        encoding: { x, y: y("low"), y2: { field: "high" }, color: colour },
      },
      {
        data: { values: [{ goal: goalError }] },
        mark: { type: "rule", color: ink("muted"), strokeDash: [3, 3] },
        encoding: { y: y("goal") },
      },
      {
        mark: { type: "line", strokeWidth: 2 },
        encoding: { x, y: y("mean"), color: colour },
      },
      {
        data: { values: arrivals },
        mark: { type: "point", filled: true, size: 46, opacity: 1 },
        encoding: { x, y: y("goal"), color: colour },
      },
      {
        transform: [{ filter: "datum.iteration === picked" }],
        mark: { type: "point", filled: true, size: 60, opacity: 1 },
        encoding: { x, y: y("mean"), color: colour },
      },
      {
        transform: [{ filter: `datum.iteration === (picked === null ? ${last} : picked)` }],
        mark: { type: "text", align: "left", baseline: "middle", x: width + 8, fontWeight: 600 },
        encoding: {
          y: { field: "name", type: "quantitative", scale: null, axis: null },
          text: { field: "text", type: "nominal" },
          color: colour,
        },
      },
    ],
    resolve: { scale: { y: "shared" } },
  };
}

/** Names stand at the ends of the lines, moved apart where lines end together. */
function nameLines(
  ends: readonly { readonly label: string; readonly mean: number }[],
  height: number,
): Map<string, number> {
  const [most, least] = DOMAIN;
  const places = [...ends]
    .map(({ label, mean }) => ({
      label,
      y: Math.round(height * (1 - Math.log(most / mean) / Math.log(most / least))),
    }))
    .sort((a, b) => a.y - b.y);
  for (let k = 1; k < places.length; k++) {
    places[k]!.y = Math.max(places[k]!.y, places[k - 1]!.y + LINE);
  }
  return new Map(places.map(({ label, y }) => [label, y]));
}

import { mean } from "../../../lib/statistics/summary.ts";
import type { Run } from "../../training/summarise.ts";
import type { Chart } from "./draw.ts";
import { type ColourName, ink } from "./theme.ts";

/** An optimiser in the comparison. */
export interface Racer {
  readonly label: string;
  readonly colour: ColourName;
  readonly runs: readonly Run[];
}

/** Distance between two labels, in pixels. */
const LABEL_HEIGHT = 16;
const HEIGHT = 300;

/**
 * The mean loss of mini-batches over the iterations, one line an optimiser.
 *
 * @param axisTitle of the iterations
 */
export function optimizerRace(
  name: string,
  racers: readonly Racer[],
  axisTitle: string,
): Chart {
  const values = racers.flatMap(({ label, runs }) => {
    const { every, values } = runs[0]!.lossMeans;
    return values.map((_, k) => ({
      label,
      iteration: (k + 0.5) * every,
      loss: mean(runs.map((run) => run.lossMeans.values[k]!)),
    })).filter(({ loss }) => Number.isFinite(loss));
  });
  const longest = Math.max(...values.map(({ iteration }) => iteration));
  const losses = values.map(({ loss }) => loss);
  const domain = [Math.min(...losses) * 0.8, Math.max(...losses) * 1.1];

  // Labels stand at the ends of the lines, moved apart where lines end together.
  const ends = racers
    .map(({ label }) => values.filter((point) => point.label === label).at(-1)!)
    .sort((a, b) => b.loss - a.loss)
    .map(({ label, loss }) => {
      const share = Math.log(domain[1]! / loss) / Math.log(domain[1]! / domain[0]!);
      return { label, y: share * HEIGHT };
    });
  for (let k = 1; k < ends.length; k++) {
    ends[k]!.y = Math.max(ends[k]!.y, ends[k - 1]!.y + LABEL_HEIGHT);
  }

  const colour = {
    field: "label",
    type: "nominal" as const,
    scale: {
      domain: racers.map(({ label }) => label),
      range: racers.map((racer) => ink(racer.colour)),
    },
    legend: null,
  };
  return {
    name,
    spec: {
      width: 520,
      height: HEIGHT,
      padding: { left: 8, top: 8, bottom: 8, right: 90 },
      layer: [
        {
          data: { values },
          mark: { type: "line", strokeWidth: 2 },
          encoding: {
            x: {
              field: "iteration",
              type: "quantitative",
              scale: {
                domain: [0, longest + racers[0]!.runs[0]!.lossMeans.every / 2],
                nice: false,
              },
              axis: { title: axisTitle, grid: false, tickCount: 5, format: ",d" },
            },
            y: {
              field: "loss",
              type: "quantitative",
              scale: { type: "log", domain, nice: false },
              axis: {
                title: null,
                domain: false,
                ticks: false,
                values: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2],
                format: "~g",
              },
            },
            color: colour,
          },
        },
        {
          data: { values: ends.map(({ label, y }) => ({ label, position: Math.round(y) })) },
          mark: { type: "text", align: "left", x: 526, fontWeight: 600 },
          encoding: {
            y: { field: "position", type: "quantitative", scale: null, axis: null },
            text: { field: "label", type: "nominal" },
            color: colour,
          },
        },
      ],
      resolve: { scale: { y: "independent" } },
    },
  };
}

import { mean } from "../../../lib/statistics/summary.ts";
import { measureRun } from "../../../lib/verdict/measure.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import type { Run } from "../../training/summarise.ts";
import { experimentLink, heading, type Judged } from "./build.ts";

/** Activations and gradients of every experiment. */
export function insideNetworks(results: Judged): Block[] {
  return [
    heading(2, "Inside the networks", "inside"),
    paragraph(
      "After the last iteration, means over the seeds: the standard deviation of each hidden layer's activations on the first 1,000 test images, the smallest of them divided by the largest (1 is even), the share of units that are never active, and the norm of each weight matrix's gradient on the last mini-batch.",
    ),
    {
      kind: "details",
      summary: `All ${results.experiments.length} experiments`,
      blocks: [{
        kind: "table",
        columns: [
          { title: "Experiment" },
          { title: "Spread by layer" },
          { title: "Evenness", align: "right" },
          { title: "Never active by layer, %" },
          { title: "Gradient by layer" },
        ],
        rows: results.experiments.map(({ id }): Line[] => {
          const runs = results.runsOf(id);
          const evenness = mean(runs.map((run) => measureRun("activation-evenness", run)));
          return [
            [experimentLink(id, results)],
            [byLayer(runs, ({ end }) => end.activationDeviations, significant)],
            [number(evenness, (value) => value.toFixed(3))],
            [byLayer(runs, ({ end }) => end.deadUnits, (share) => (100 * share).toFixed(0))],
            [byLayer(runs, ({ end }) => end.gradientNorms, significant)],
          ];
        }),
      }],
    },
  ];
}

function byLayer(
  runs: readonly Run[],
  valuesOf: (run: Run) => readonly number[],
  show: (value: number) => string,
): string {
  return valuesOf(runs[0]!)
    .map((_, layer) => number(mean(runs.map((run) => valuesOf(run)[layer]!)), show))
    .join(" · ");
}

function number(value: number, show: (value: number) => string): string {
  return Number.isFinite(value) ? show(value) : "diverged";
}

/** Two digits that count, whatever the size: "0.41", "0.00012". */
function significant(value: number): string {
  return value === 0 ? "0" : Number(value.toPrecision(2)).toString();
}

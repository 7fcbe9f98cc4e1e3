import type { Backend } from "../../lib/engine/matrix/backend.ts";
import type { Network } from "../../lib/engine/network/network.ts";
import { weightDigest } from "../../lib/engine/training/digest.ts";
import { firstExamples } from "../../lib/engine/training/examples.ts";
import { train, type TrainingData, type TrainingEvent } from "../../lib/engine/training/train.ts";
import type { Checkpoint, RunResult, RunSpec } from "./record.ts";

/**
 * Trains one run from beginning to end.
 *
 * @param backend of the number format that the spec names
 * @param onEvent told of every iteration and checkpoint
 */
export async function runExperiment(
  spec: RunSpec,
  data: TrainingData,
  backend: Backend,
  onEvent: (event: TrainingEvent) => void = () => {},
): Promise<RunResult> {
  const limited = spec.trainImages === null
    ? data
    : { ...data, train: firstExamples(data.train, spec.trainImages) };
  const run = train(spec.training, limited, spec.seed, backend);
  const checkpoints: Checkpoint[] = [];
  const losses: RunResult["losses"][number][] = [];
  let divergedAt: number | null = null;
  let network: Network | undefined;
  while (network === undefined) {
    const { done, value } = run.next();
    if (done) {
      network = value;
    } else {
      onEvent(value);
      if (value.kind === "iteration") {
        if (!Number.isFinite(value.loss)) divergedAt ??= value.iteration;
        losses.push(formatLoss(value.loss));
      } else {
        const { iteration, trainAccuracy, testAccuracy } = value;
        checkpoints.push({ iteration, trainAccuracy, testAccuracy });
      }
    }
  }
  return { checkpoints, losses, divergedAt, weightsSha256: await weightDigest(network) };
}

function formatLoss(loss: number): RunResult["losses"][number] {
  if (Number.isFinite(loss)) return loss;
  return Number.isNaN(loss) ? "NaN" : loss > 0 ? "Infinity" : "-Infinity";
}

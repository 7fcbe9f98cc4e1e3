import { checkName, checkObject, completeOptions } from "../settings.ts";
import { affine } from "./affine.ts";
import { batchNorm } from "./batch_norm.ts";
import { dropout } from "./dropout.ts";
import type { Layer, LayerContext, LayerDefinition, LayerOptionsOf } from "./layer.ts";
import { relu } from "./relu.ts";
import { sigmoid } from "./sigmoid.ts";

/** All kinds of layers. To add one, add its file and a line here. */
export const LAYERS = [
  affine,
  batchNorm,
  dropout,
  relu,
  sigmoid,
] as const;

/** A layer with its options. */
export type LayerOptions = LayerOptionsOf<typeof LAYERS[number]>;

/**
 * Creates a layer; nothing is drawn yet.
 *
 * @throws {RangeError} if there is no such layer, or an option is unknown, missing or out
 *   of range
 */
export function createLayer(options: LayerOptions, context: LayerContext): Layer {
  checkObject("build the layer", options);
  const { layer } = options;
  checkName("build the layer", layer, LAYERS.map(({ layer }) => layer));
  const found = LAYERS.find((one) => one.layer === layer) as LayerDefinition<LayerOptions>;
  const complete = completeOptions<Required<LayerOptions>>(
    `layer "${layer}"`,
    { layer: { names: [layer] }, ...found.options },
    options,
    context.backend.round,
  );
  return found.create(complete, context);
}

import { checkName, checkObject, completeOptions } from "../settings.ts";
import type { Round } from "../matrix/dtype.ts";
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

/** A layer of your own: its definition in place of a name, and its options. */
export interface OwnLayer {
  /** What defines it. */
  readonly layer: LayerDefinition;
  /** Its options, which are checked against those of the definition. */
  readonly [option: string]: unknown;
}

/** The definition that some options select. */
export function layerDefinition({ layer }: LayerOptions | OwnLayer): LayerDefinition {
  if (typeof (layer as LayerDefinition | null)?.create === "function") {
    return layer as LayerDefinition;
  }
  checkName("build the layer", layer, LAYERS.map(({ layer }) => layer));
  return LAYERS.find((one) => one.layer === layer)!;
}

/**
 * Checks the options of a layer, and fills in those that are left out.
 *
 * @param round the rounding of the number format
 * @throws {RangeError} as {@linkcode createLayer}
 */
export function completeLayer<Options extends LayerOptions | OwnLayer>(
  options: Options,
  round: Round,
): Required<Options> {
  checkObject("build the layer", options);
  const { layer, options: specs } = layerDefinition(options);
  const all = { layer: { is: options.layer }, ...specs };
  return completeOptions<object>(`layer "${layer}"`, all, options, round) as Required<Options>;
}

/**
 * Creates a layer; nothing is drawn yet.
 *
 * @throws {RangeError} if there is no such layer, or an option is unknown, missing or out
 *   of range
 */
export function createLayer(options: LayerOptions | OwnLayer, context: LayerContext): Layer {
  const complete = completeLayer(options, context.backend.round) as Required<LayerOptions>;
  return layerDefinition(options).create(complete, context);
}

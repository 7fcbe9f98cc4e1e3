import { RandomState } from "../engine/random/random_state.ts";
import { checkCount } from "../engine/settings.ts";
import { GLYPHS, type Point, type Stroke } from "./glyphs.ts";
import type { IdxBytes } from "./idx.ts";

/** Images and their labels. */
export interface SyntheticDigits {
  /** (count, 28, 28) grey levels, 0 the paper, 255 the ink. */
  readonly images: IdxBytes;
  /** (count) digits, 0..9. */
  readonly labels: IdxBytes;
}

const SIZE = 28;
/** Some runtimes cannot hold more bytes in one array. */
const MOST = 2_000_000;
/** The digit fills about this many pixels, as in MNIST. */
const GLYPH_SIZE = 19;
/** Line pieces between two points of a stroke. */
const PIECES = 4;
/** The elastic field is given on a grid with this many cells in each direction. */
const FIELD_CELLS = 3;

/** How far samples stray from the glyphs; set so that small networks err as often as on MNIST. */
const VARIATION = {
  /** Each point of a glyph moves by up to this much of the glyph's size. */
  points: 0.13,
  /** Each node of the elastic field moves by up to this much. */
  field: 0.14,
  /** Each element of the affine map's matrix deviates by up to this much. */
  stretch: 0.25,
  /** Additional horizontal shear, as of slanted hands. */
  slant: 0.4,
  /** The whole digit moves by up to this many pixels. */
  shift: 3,
  /** The smallest and largest radius of the pen, in pixels. */
  pen: [0.55, 1.65],
} as const;

/**
 * Draws digits, for machines that cannot get MNIST: strokes are bent, stretched, slanted
 * and shifted, and drawn with pens of various widths.
 *
 * An image depends on the seed only. The drawing uses `+ - * /` and square roots alone,
 * so the bytes are the same everywhere.
 *
 * @param count how many, 0..2,000,000
 * @param seed a whole number, 0..2^32 - 1
 * @throws {RangeError} if these are anything else
 */
export function drawSyntheticDigits(count: number, seed: number): SyntheticDigits {
  checkCount("draw % digits", count, 0, MOST);
  const random = new RandomState(seed);
  const images = new Uint8Array(count * SIZE * SIZE);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const digit = Math.floor(random.rand() * 10);
    labels[i] = digit;
    drawDigit(digit, random, images.subarray(i * SIZE * SIZE, (i + 1) * SIZE * SIZE));
  }
  return {
    images: { shape: [count, SIZE, SIZE], values: images },
    labels: { shape: [count], values: labels },
  };
}

/** Draws one digit into an image of zeros. */
function drawDigit(digit: number, random: RandomState, image: Uint8Array): void {
  const variants = GLYPHS[digit]!;
  const glyph = variants[Math.floor(random.rand() * variants.length)]!;
  const toPixels = randomMap(random);
  const [thinnest, thickest] = VARIATION.pen;
  const pen = thinnest + (thickest - thinnest) * random.rand();
  for (const stroke of glyph) {
    const shaken = stroke.map(([x, y]): Point => [
      x + spread(random, VARIATION.points),
      y + spread(random, VARIATION.points),
    ]);
    const line = smooth(shaken).map(toPixels);
    for (let k = 1; k < line.length; k++) {
      drawPiece(image, line[k - 1]!, line[k]!, pen);
    }
  }
}

/** A number between -most and most; numbers near 0 are more likely. */
function spread(random: RandomState, most: number): number {
  return most * (random.rand() + random.rand() - 1);
}

/** A random elastic and affine map from the unit square to pixels. */
function randomMap(random: RandomState): (point: Point) => Point {
  const nodes = (FIELD_CELLS + 1) * (FIELD_CELLS + 1);
  const fieldX = Array.from({ length: nodes }, () => spread(random, VARIATION.field));
  const fieldY = Array.from({ length: nodes }, () => spread(random, VARIATION.field));
  const xx = 1 + spread(random, VARIATION.stretch);
  const yy = 1 + spread(random, VARIATION.stretch);
  const xy = spread(random, VARIATION.stretch + VARIATION.slant);
  const yx = spread(random, VARIATION.stretch);
  const middle = (SIZE - 1) / 2;
  const middleX = middle + spread(random, VARIATION.shift);
  const middleY = middle + spread(random, VARIATION.shift);
  return ([x, y]) => {
    const u = x + fieldAt(fieldX, x, y) - 0.5;
    const v = y + fieldAt(fieldY, x, y) - 0.5;
    return [
      middleX + GLYPH_SIZE * (xx * u - xy * v),
      middleY + GLYPH_SIZE * (yx * u + yy * v),
    ];
  };
}

/** Bilinear interpolation of a field given at the nodes of a grid. */
function fieldAt(field: readonly number[], x: number, y: number): number {
  const column = cellOf(x);
  const row = cellOf(y);
  const right = x * FIELD_CELLS - column;
  const down = y * FIELD_CELLS - row;
  const node = row * (FIELD_CELLS + 1) + column;
  const upper = field[node]! * (1 - right) + field[node + 1]! * right;
  const below = node + FIELD_CELLS + 1;
  const lower = field[below]! * (1 - right) + field[below + 1]! * right;
  return upper * (1 - down) + lower * down;
}

function cellOf(coordinate: number): number {
  return Math.min(Math.max(Math.floor(coordinate * FIELD_CELLS), 0), FIELD_CELLS - 1);
}

/** A Catmull-Rom spline through the points of a stroke, as short line pieces. */
function smooth(stroke: Stroke): Point[] {
  const line: Point[] = [stroke[0]!];
  for (let k = 0; k + 1 < stroke.length; k++) {
    const before = stroke[Math.max(k - 1, 0)]!;
    const from = stroke[k]!;
    const to = stroke[k + 1]!;
    const after = stroke[Math.min(k + 2, stroke.length - 1)]!;
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      const at = (axis: 0 | 1): number => {
        const [a, b, c, d] = [before[axis], from[axis], to[axis], after[axis]];
        const slope = 0.5 * (c - a);
        const bend = a - 2.5 * b + 2 * c - 0.5 * d;
        const twist = 1.5 * (b - c) + 0.5 * (d - a);
        return b + t * (slope + t * (bend + t * twist));
      };
      line.push([at(0), at(1)]);
    }
  }
  return line;
}

/** Inks every pixel near a line piece; where pieces overlap, the darker one wins. */
function drawPiece(image: Uint8Array, from: Point, to: Point, pen: number): void {
  const [fromX, fromY] = from;
  const stepX = to[0] - fromX;
  const stepY = to[1] - fromY;
  const squareLength = stepX * stepX + stepY * stepY;
  const reach = pen + 1;
  const left = Math.max(Math.floor(Math.min(fromX, to[0]) - reach), 0);
  const right = Math.min(Math.floor(Math.max(fromX, to[0]) + reach), SIZE - 1);
  const top = Math.max(Math.floor(Math.min(fromY, to[1]) - reach), 0);
  const bottom = Math.min(Math.floor(Math.max(fromY, to[1]) + reach), SIZE - 1);
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = squareLength === 0
        ? 0
        : ((x - fromX) * stepX + (y - fromY) * stepY) / squareLength;
      const nearest = Math.min(Math.max(along, 0), 1);
      const distanceX = x - fromX - nearest * stepX;
      const distanceY = y - fromY - nearest * stepY;
      const distance = Math.sqrt(distanceX * distanceX + distanceY * distanceY);
      const ink = Math.floor(Math.min(Math.max(pen + 0.5 - distance, 0), 1) * 255);
      const pixel = y * SIZE + x;
      if (ink > image[pixel]!) image[pixel] = ink;
    }
  }
}

import { log } from "../math/log.ts";
import { checkCount, show } from "../settings.ts";
import { Mt19937 } from "./mt19937.ts";

/**
 * NumPy's legacy generator: after `new RandomState(s)`, the methods return what the
 * functions of the same names return after `np.random.seed(s)`.
 *
 * Integers and uniforms equal NumPy's bit for bit. So do nearly all Gaussians; a few in
 * ten thousand differ by one to three units in the last place, because NumPy calls the C
 * library's logarithm.
 *
 * Source: NumPy's `legacy-distributions.c` and `_bounded_integers`, which NumPy has
 * frozen: their streams never change.
 */
export class RandomState {
  readonly #generator: Mt19937;
  /** The polar method makes Gaussians in pairs; this is the second. */
  #waitingGaussian: number | undefined;

  /**
   * Seeds the generator.
   *
   * @param seed a whole number, 0..2^32 - 1
   * @throws {RangeError} for any other seed
   */
  constructor(seed: number) {
    this.#generator = new Mt19937(seed);
  }

  /** One uniform number in [0, 1), the next of `np.random.rand`. */
  rand(): number {
    return this.#generator.nextDouble();
  }

  /**
   * One standard Gaussian, the next of `np.random.randn`: Marsaglia's polar
   * method (Marsaglia and Bray, SIAM Review 6, 1964).
   */
  randn(): number {
    if (this.#waitingGaussian !== undefined) {
      const gaussian = this.#waitingGaussian;
      this.#waitingGaussian = undefined;
      return gaussian;
    }
    let x: number;
    let y: number;
    let radius: number;
    do {
      x = 2 * this.#generator.nextDouble() - 1;
      y = 2 * this.#generator.nextDouble() - 1;
      radius = x * x + y * y;
    } while (radius >= 1 || radius === 0);
    const factor = Math.sqrt(-2 * log(radius) / radius);
    this.#waitingGaussian = factor * x;
    return factor * y;
  }

  /**
   * Fills `out` with indices drawn with replacement, as
   * `np.random.choice(count, out.length)` does: 32 random bits are masked to
   * the next power of two and drawn again until they fit.
   *
   * @param count how many there are to choose from, 1..2^32
   * @param out receives whole numbers 0..count - 1
   * @throws {RangeError} for any other count, or if `out` is no Uint32Array
   */
  choice(count: number, out: Uint32Array): void {
    checkCount("choose from % items", count, 1, 2 ** 32);
    if (!(out instanceof Uint32Array)) {
      throw new RangeError(
        `Cannot choose into ${show(out)}: give a Uint32Array, in which every index fits`,
      );
    }
    if (count === 1) {
      out.fill(0); // NumPy draws nothing when there is no choice.
      return;
    }
    for (let i = 0; i < out.length; i++) out[i] = this.#upTo(count - 1);
  }

  /**
   * Shuffles in place, as `np.random.shuffle` does: from the last element down, each is
   * swapped with one that is drawn from those up to itself.
   *
   * @param values an array or a typed array of up to 2^32 elements
   * @throws {RangeError} if it is anything else
   */
  shuffle<T>(values: { [index: number]: T; readonly length: number }): void {
    if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
      throw new RangeError(`Cannot shuffle ${show(values)}: give an array or a typed array`);
    }
    checkCount("shuffle % elements", values.length, 0, 2 ** 32);
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.#upTo(i);
      [values[i], values[j]] = [values[j]!, values[i]!];
    }
  }

  /** A whole number 0..largest; largest is 1 or more. */
  #upTo(largest: number): number {
    const mask = 0xffffffff >>> Math.clz32(largest);
    let drawn: number;
    do {
      drawn = (this.#generator.nextUint32() & mask) >>> 0;
    } while (drawn > largest);
    return drawn;
  }
}

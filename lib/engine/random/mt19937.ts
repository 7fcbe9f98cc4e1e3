import { checkCount } from "../settings.ts";

const STATE_LENGTH = 624;
const SHIFT_LENGTH = 397;
const UPPER_MASK = 0x80000000;
const LOWER_MASK = 0x7fffffff;
const TWIST = 0x9908b0df;

/**
 * The Mersenne Twister MT19937, seeded as NumPy's `np.random.seed(s)` does.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998),
 * with the 2002 initialisation; the 53-bit uniform is their `genrand_res53`.
 */
export class Mt19937 {
  readonly #state = new Uint32Array(STATE_LENGTH);
  #next = STATE_LENGTH;

  /**
   * Seeds the generator.
   *
   * @param seed a whole number, 0..2^32 - 1
   * @throws {RangeError} for any other seed, as NumPy does
   */
  constructor(seed: number) {
    checkCount("seed the generator with", seed, 0, 2 ** 32 - 1);
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < STATE_LENGTH; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits, as a whole number 0..2^32 - 1. */
  nextUint32(): number {
    if (this.#next === STATE_LENGTH) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** The next uniform double in [0, 1), a multiple of 2^-53. */
  nextDouble(): number {
    const upper = this.nextUint32() >>> 5;
    const lower = this.nextUint32() >>> 6;
    return (upper * 67108864 + lower) / 9007199254740992;
  }

  /** Computes the next 624 words of the state from the current ones. */
  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < STATE_LENGTH; i++) {
      const following = i + 1 < STATE_LENGTH ? i + 1 : 0;
      const shifted = i + SHIFT_LENGTH;
      const source = state[shifted < STATE_LENGTH ? shifted : shifted - STATE_LENGTH]!;
      const y = (state[i]! & UPPER_MASK) | (state[following]! & LOWER_MASK);
      // Without a branch: half of the bits are 1, and none can be foreseen.
      state[i] = source ^ (y >>> 1) ^ (-(y & 1) & TWIST);
    }
    this.#next = 0;
  }
}

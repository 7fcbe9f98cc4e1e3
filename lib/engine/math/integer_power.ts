import { twoProduct } from "./double_double.ts";

/**
 * `base ** exponent` for a whole exponent, correctly rounded in all but very rare cases.
 *
 * Adam needs 1 - beta^t. For small t the difference cancels most digits, so an error in
 * the last bit of the power would show. NumPy's `**` is the C library's `pow`, which has
 * no such error; squaring and multiplying with 106 bits, as here, has none either.
 *
 * @param base a finite number
 * @param exponent a whole number >= 0
 * @throws {RangeError} if the exponent is negative or not whole
 */
export function integerPower(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || exponent < 0) {
    throw new RangeError(
      `Cannot raise to the power ${exponent}: it must be a whole number, 0 or more`,
    );
  }
  let resultHigh = 1;
  let resultLow = 0;
  let squareHigh = base;
  let squareLow = 0;
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      const product = twoProduct(resultHigh, squareHigh);
      const low = product.low + (resultHigh * squareLow + resultLow * squareHigh);
      resultHigh = product.high + low;
      resultLow = low - (resultHigh - product.high);
    }
    const square = twoProduct(squareHigh, squareHigh);
    const low = square.low + 2 * squareHigh * squareLow;
    squareHigh = square.high + low;
    squareLow = low - (squareHigh - square.high);
  }
  return resultHigh;
}

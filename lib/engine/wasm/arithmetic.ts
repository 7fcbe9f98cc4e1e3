import type { Dtype } from "../matrix/dtype.ts";
import {
  type Code,
  type Load,
  loadF32,
  loadF64,
  loadVector,
  type Store,
  storeF32,
  storeF64,
  storeVector,
  type ValueType,
  vectorBinary,
  vectorLoad,
  vectorSelect,
  vectorUnary,
  ZERO_VECTOR,
} from "./assembler.ts";

/** An instruction of one operand. */
export type Unary = (a: Code) => Code;
/** An instruction of two operands. */
export type Binary = (a: Code, b: Code) => Code;

/** Arithmetic on a whole vector, lane by lane, or on a single number. */
export interface Arithmetic {
  /** The type of the variables that hold the numbers. */
  readonly type: ValueType;
  /** How many bytes of memory they take. */
  readonly bytes: number;
  /** Reads them. */
  readonly load: Load;
  /** Reads one number into every lane. */
  readonly loadOne: Load;
  /** Writes them. */
  readonly store: Store;
  /** Copies one number, given as an expression, into every lane. */
  readonly splat: Unary;
  /** Zero in every lane. */
  readonly zero: Code;
  /** a + b. */
  readonly add: Binary;
  /** a - b. */
  readonly subtract: Binary;
  /** a b. */
  readonly multiply: Binary;
  /** a / b. */
  readonly divide: Binary;
  /** The square root of a. */
  readonly squareRoot: Unary;
  /** A condition: whether a and b differ; NaN differs from all. */
  readonly differ: Binary;
  /** A condition: whether a <= b; never for NaN. */
  readonly atMost: Binary;
  /** a where the condition holds, else b. */
  readonly select: (condition: Code, a: Code, b: Code) => Code;
}

/**
 * The width that kernels are written for. Instructions have 128 bits; where V8 is told to,
 * it joins two that stand side by side into one of 256.
 */
export type VectorBits = 128 | 256;

/** The instructions of a number format. */
export interface Instructions {
  /** How many numbers a vector holds. */
  readonly lanes: number;
  /** Whole vectors. */
  readonly vector: Arithmetic;
  /** The highest bit of each lane, as an integer. */
  readonly mask: Unary;
  /** Single numbers, for what a row has left after its last whole vector. */
  readonly scalar: Arithmetic;
}

/** Opcodes of add, subtract, multiply, divide; the square root comes before them. */
function arithmeticFrom(
  first: number,
  unary: (opcode: number) => Unary,
  binary: (opcode: number) => Binary,
): Pick<Arithmetic, "add" | "subtract" | "multiply" | "divide" | "squareRoot"> {
  return {
    squareRoot: unary(first - 1),
    add: binary(first),
    subtract: binary(first + 1),
    multiply: binary(first + 2),
    divide: binary(first + 3),
  };
}

const scalarUnary = (opcode: number): Unary => (a) => [...a, opcode];
const scalarBinary = (opcode: number): Binary => (a, b) => [...a, ...b, opcode];

/** What vectors of both formats share. */
const VECTOR = {
  type: "v128",
  bytes: 16,
  load: loadVector,
  store: storeVector,
  zero: ZERO_VECTOR,
  select: vectorSelect,
} as const;

/** What single numbers of both formats share. */
const SCALAR = {
  splat: (a: Code) => a,
  select: (condition: Code, a: Code, b: Code): Code => [...a, ...b, ...condition, 0x1b],
} as const;

/** Vectors of two doubles or of four singles; kernels are written once for both. */
export const INSTRUCTIONS: Readonly<Record<Dtype, Instructions>> = {
  f64: {
    lanes: 2,
    mask: vectorUnary(0xc4),
    vector: {
      ...VECTOR,
      ...arithmeticFrom(0xf0, vectorUnary, vectorBinary),
      loadOne: vectorLoad(0x0a, 3),
      splat: vectorUnary(0x14),
      differ: vectorBinary(0x48),
      atMost: vectorBinary(0x4b),
    },
    scalar: {
      ...SCALAR,
      ...arithmeticFrom(0xa0, scalarUnary, scalarBinary),
      type: "f64",
      bytes: 8,
      load: loadF64,
      loadOne: loadF64,
      store: storeF64,
      zero: [0x44, ...Array(8).fill(0)],
      differ: scalarBinary(0x62),
      atMost: scalarBinary(0x65),
    },
  },
  f32: {
    lanes: 4,
    mask: vectorUnary(0xa4),
    vector: {
      ...VECTOR,
      ...arithmeticFrom(0xe4, vectorUnary, vectorBinary),
      loadOne: vectorLoad(0x09, 2),
      splat: vectorUnary(0x13),
      differ: vectorBinary(0x42),
      atMost: vectorBinary(0x45),
    },
    scalar: {
      ...SCALAR,
      ...arithmeticFrom(0x92, scalarUnary, scalarBinary),
      type: "f32",
      bytes: 4,
      load: loadF32,
      loadOne: loadF32,
      store: storeF32,
      zero: [0x43, ...Array(4).fill(0)],
      differ: scalarBinary(0x5c),
      atMost: scalarBinary(0x5f),
    },
  },
};

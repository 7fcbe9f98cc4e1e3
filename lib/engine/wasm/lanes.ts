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
  vectorUnary,
  ZERO_VECTOR,
} from "./assembler.ts";

type Unary = (a: Code) => Code;
type Binary = (a: Code, b: Code) => Code;

/** Arithmetic on some numbers at once: a whole vector, or a single number. */
export interface Arithmetic {
  /** The type of the variables that hold the numbers. */
  readonly type: ValueType;
  /** How many bytes of memory they take. */
  readonly bytes: number;
  /** Reads them. */
  readonly load: Load;
  /** Reads one number to every place. */
  readonly loadOne: Load;
  /** Writes them. */
  readonly store: Store;
  /** One number, given as an expression, to every place. */
  readonly splat: Unary;
  /** Zeros. */
  readonly zero: Code;
  readonly add: Binary;
  readonly subtract: Binary;
  readonly multiply: Binary;
  readonly divide: Binary;
  readonly squareRoot: Unary;
}

/** The instructions of a number format: vectors of it, and single numbers for the rest. */
export interface Lanes {
  /** How many numbers a vector holds. */
  readonly count: number;
  /** The bytes of one number. */
  readonly bytes: number;
  /** Whole vectors. */
  readonly vector: Arithmetic;
  /** Single numbers. */
  readonly scalar: Arithmetic;
  /** All ones where a and b differ, lane by lane. */
  readonly differ: Binary;
  /** All ones where a <= b, lane by lane; NaN is not. */
  readonly atMost: Binary;
  /** 1 if two single numbers differ, else 0. */
  readonly scalarsDiffer: Binary;
  /** 1 if a <= b, both single numbers, else 0. */
  readonly scalarAtMost: Binary;
}

const same: Unary = (a) => a;
const plain = (opcode: number): Binary => (a, b) => [...a, ...b, opcode];

/** Vectors of two doubles, or of four singles: kernels are written once for both. */
export const LANES: Readonly<Record<Dtype, Lanes>> = {
  f64: {
    count: 2,
    bytes: 8,
    vector: {
      type: "v128",
      bytes: 16,
      load: loadVector,
      loadOne: vectorLoad(0x0a, 3),
      store: storeVector,
      splat: vectorUnary(0x14),
      zero: ZERO_VECTOR,
      add: vectorBinary(0xf0),
      subtract: vectorBinary(0xf1),
      multiply: vectorBinary(0xf2),
      divide: vectorBinary(0xf3),
      squareRoot: vectorUnary(0xef),
    },
    scalar: {
      type: "f64",
      zero: [0x44, ...Array(8).fill(0)],
      bytes: 8,
      load: loadF64,
      loadOne: loadF64,
      store: storeF64,
      splat: same,
      add: plain(0xa0),
      subtract: plain(0xa1),
      multiply: plain(0xa2),
      divide: plain(0xa3),
      squareRoot: (a) => [...a, 0x9f],
    },
    differ: vectorBinary(0x48),
    atMost: vectorBinary(0x4b),
    scalarsDiffer: plain(0x62),
    scalarAtMost: plain(0x65),
  },
  f32: {
    count: 4,
    bytes: 4,
    vector: {
      type: "v128",
      bytes: 16,
      load: loadVector,
      loadOne: vectorLoad(0x09, 2),
      store: storeVector,
      splat: vectorUnary(0x13),
      zero: ZERO_VECTOR,
      add: vectorBinary(0xe4),
      subtract: vectorBinary(0xe5),
      multiply: vectorBinary(0xe6),
      divide: vectorBinary(0xe7),
      squareRoot: vectorUnary(0xe3),
    },
    scalar: {
      type: "f32",
      zero: [0x43, ...Array(4).fill(0)],
      bytes: 4,
      load: loadF32,
      loadOne: loadF32,
      store: storeF32,
      splat: same,
      add: plain(0x92),
      subtract: plain(0x93),
      multiply: plain(0x94),
      divide: plain(0x95),
      squareRoot: (a) => [...a, 0x91],
    },
    differ: vectorBinary(0x42),
    atMost: vectorBinary(0x45),
    scalarsDiffer: plain(0x5c),
    scalarAtMost: plain(0x5f),
  },
};

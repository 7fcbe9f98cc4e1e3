/**
 * A small assembler for WebAssembly, with as much of the format as the kernels need.
 *
 * An instruction, an expression and a whole function body are all represented by their
 * bytes. So `add(get(x), i32(1))` is the code that leaves x + 1 on the stack, and code
 * is composed by calling functions.
 *
 * Source: WebAssembly Core Specification 2.0, chapter 5, "Binary Format".
 *
 * @module
 */

/** A tuple of N elements. */
export type Tuple<T, N extends number, List extends T[] = []> = number extends N ? T[]
  : List["length"] extends N ? List
  : Tuple<T, N, [...List, T]>;

/** Bytes of WebAssembly: an instruction, an expression, or several statements. */
export type Code = readonly number[];

/** The value types, by their code. */
export type ValueType = "i32" | "f32" | "f64" | "v128";

const TYPE_CODES: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

/** A parameter or local variable of a function. */
export interface Local {
  /** Its number: parameters first. */
  readonly index: number;
  /** The type of its value. */
  readonly type: ValueType;
}

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const rest = Math.floor(value / 128);
    bytes.push((value % 128) | (rest > 0 ? 0x80 : 0));
    value = rest;
  } while (value > 0);
  return bytes;
}

/** A signed 32-bit number in LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  while (true) {
    const low = value & 0x7f;
    value >>= 7;
    const isLast = (value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** Several pieces of code, one after the other. */
export function sequence(...codes: readonly Code[]): Code {
  return codes.flat();
}

// Variables and constants.

/** The value of a variable. */
export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)];
/** Sets a variable. */
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)];
/** A 32-bit integer. */
export const i32 = (value: number): Code => [0x41, ...signed(value)];

// Integers: addresses and counters.

const binary = (opcode: number) => (a: Code, b: Code): Code => [...a, ...b, opcode];

/** a + b */
export const add: (a: Code, b: Code) => Code = binary(0x6a);
/** a - b */
export const subtract: (a: Code, b: Code) => Code = binary(0x6b);
/** a * b */
export const multiply: (a: Code, b: Code) => Code = binary(0x6c);
/** a & b */
export const bitAnd: (a: Code, b: Code) => Code = binary(0x71);
/** a | b */
export const bitOr: (a: Code, b: Code) => Code = binary(0x72);
/** a << b */
export const shiftLeft: (a: Code, b: Code) => Code = binary(0x74);
/** a >>> b */
export const shiftRight: (a: Code, b: Code) => Code = binary(0x76);
/** 1 if a < b, both unsigned, else 0. */
export const lessThan: (a: Code, b: Code) => Code = binary(0x49);
/** The number of bits that are 1. */
export const countOnes = (a: Code): Code => [...a, 0x69];
/** Adds a constant to a variable. */
export const increase = (local: Local, by: number | Code): Code =>
  set(local, add(get(local), typeof by === "number" ? i32(by) : by));

// Memory. An access states the alignment of its address, as a power of two.

const access = (opcode: Code, alignment: number) => (address: Code, offset = 0): Code => [
  ...address,
  ...opcode,
  alignment,
  ...unsigned(offset),
];
const storing =
  (opcode: Code, alignment: number) => (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...opcode,
    alignment,
    ...unsigned(offset),
  ];

/** Reads from an address plus a constant offset. */
export type Load = (address: Code, offset?: number) => Code;
/** Writes to an address plus a constant offset. */
export type Store = (address: Code, value: Code, offset?: number) => Code;

/** Reads a 32-bit integer. */
export const loadI32: Load = access([0x28], 2);
/** Writes a 32-bit integer. */
export const storeI32: Store = storing([0x36], 2);
/** Reads a double. */
export const loadF64: Load = access([0x2b], 3);
/** Writes a double. */
export const storeF64: Store = storing([0x39], 3);
/** Reads a single. */
export const loadF32: Load = access([0x2a], 2);
/** Writes a single. */
export const storeF32: Store = storing([0x38], 2);

// Vectors of 128 bits.

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];

/** A vector instruction of one operand. */
export const vectorUnary = (opcode: number) => (a: Code): Code => [...a, ...simd(opcode)];
/** A vector instruction of two operands. */
export const vectorBinary = (opcode: number) => (a: Code, b: Code): Code => [
  ...a,
  ...b,
  ...simd(opcode),
];
/** Reads a vector from memory, or one number into all lanes. */
export const vectorLoad = (opcode: number, alignment: number): Load =>
  access(simd(opcode), alignment);

/** Reads 16 bytes, from any address. */
export const loadVector: Load = vectorLoad(0x00, 0);
/** Writes 16 bytes, to any address. */
export const storeVector: Store = storing(simd(0x0b), 0);
/** A constant vector. */
export const vectorOf = (bytes: readonly number[]): Code => [...simd(0x0c), ...bytes];
/** A vector of zero bits. */
export const ZERO_VECTOR: Code = vectorOf(Array(16).fill(0));
/** Bits of a where those of the mask are 1, else of b. */
export const vectorSelect = (mask: Code, a: Code, b: Code): Code => [
  ...a,
  ...b,
  ...mask,
  ...simd(0x52),
];
/** All ones in every byte in which a and b differ. */
export const bytesDiffer: (a: Code, b: Code) => Code = vectorBinary(0x24);
/** The highest bit of each byte, as an integer of 16 bits. */
export const byteMask: (a: Code) => Code = vectorUnary(0x64);
/** Bytes of a, in the order of the indices in b; 0 where an index is above 15. */
export const swizzle: (a: Code, b: Code) => Code = vectorBinary(0x0e);
/** Copies a 32-bit integer into all four lanes. */
export const splatI32: (a: Code) => Code = vectorUnary(0x11);
/** a + b, four integers each. */
export const addI32s: (a: Code, b: Code) => Code = vectorBinary(0xae);
/** Reads four bytes into the lowest lane; the others are 0. */
export const loadFourBytes: Load = vectorLoad(0x5c, 0);
/** The lowest four bytes as four singles. */
export const bytesToSingles = (a: Code): Code =>
  [0x89, 0xa9, 0xfa].reduce((code, opcode) => vectorUnary(opcode)(code), a);
/** The lower two of four singles as doubles. */
export const singlesToDoubles: (a: Code) => Code = vectorUnary(0x5f);

// Control.

const EMPTY_BLOCK = 0x40;
const END = 0x0b;

/** Repeats statements while a condition holds, which is evaluated before each round. */
export function whileTrue(condition: Code, ...body: readonly Code[]): Code {
  return [
    ...[0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK], // block, loop
    ...[...condition, 0x45, 0x0d, 1], // leave the block unless the condition holds
    ...body.flat(),
    ...[0x0c, 0, END, END], // back to the loop
  ];
}

/** Statements that are run only if a condition holds. */
export const ifTrue = (condition: Code, ...body: readonly Code[]): Code => [
  ...condition,
  ...[0x04, EMPTY_BLOCK],
  ...body.flat(),
  END,
];

/** Repeats statements with a counter or an address that goes from its value to an end in steps. */
export function countTo(end: Code, local: Local, step: number, ...body: readonly Code[]): Code {
  return whileTrue(lessThan(get(local), end), ...body, increase(local, step));
}

/** Repeats statements until a variable, the number of repetitions, is 0. */
export function countDown(local: Local, ...body: readonly Code[]): Code {
  return whileTrue(get(local), ...body, increase(local, -1));
}

/** A function under construction. */
export class FunctionBuilder {
  /** The types of its parameters. */
  readonly parameterTypes: readonly ValueType[];
  /** Its parameters. */
  readonly parameters: readonly Local[];
  readonly #locals: ValueType[] = [];

  /** @param parameterTypes the types of its parameters; it returns nothing */
  constructor(parameterTypes: readonly ValueType[]) {
    this.parameterTypes = parameterTypes;
    this.parameters = parameterTypes.map((type, index) => ({ index, type }));
  }

  /** A new local variable, 0 at first. */
  local(type: ValueType): Local {
    this.#locals.push(type);
    return { index: this.parameterTypes.length + this.#locals.length - 1, type };
  }

  /** New integer variables, 0 at first. */
  integers<N extends number>(count: N): Tuple<Local, N> {
    return Array.from({ length: count }, () => this.local("i32")) as Tuple<Local, N>;
  }

  /** The function with its body, under a name. */
  finish(name: string, ...body: readonly Code[]): AssembledFunction {
    const locals = this.#locals.flatMap((type) => [1, TYPE_CODES[type]]);
    const code = [...unsigned(this.#locals.length), ...locals, ...body.flat(), END];
    return {
      name,
      parameterTypes: this.parameterTypes,
      code: [...unsigned(code.length), ...code],
    };
  }
}

/** A finished function, ready for a module. */
export interface AssembledFunction {
  /** The name that it is exported under. */
  readonly name: string;
  /** The types of its parameters. */
  readonly parameterTypes: readonly ValueType[];
  /** Its code entry. */
  readonly code: Code;
}

const encoder = new TextEncoder();
const text = (value: string): number[] => {
  const bytes = encoder.encode(value);
  return [...unsigned(bytes.length), ...bytes];
};
const section = (id: number, items: readonly Code[]): Code => {
  const content = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(content.length), ...content];
};

/**
 * A module of functions that imports its memory as "env" "memory".
 *
 * @param memoryPages the size of the memory, in pages of 64 KiB, fixed
 */
export function assembleModule(
  functions: readonly AssembledFunction[],
  memoryPages: number,
): Uint8Array<ArrayBuffer> {
  const pages = unsigned(memoryPages);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\0asm", version 1
    ...section(
      1,
      functions.map(({ parameterTypes }) => [
        0x60,
        ...unsigned(parameterTypes.length),
        ...parameterTypes.map((type) => TYPE_CODES[type]),
        0,
      ]),
    ),
    ...section(2, [[...text("env"), ...text("memory"), 0x02, 0x01, ...pages, ...pages]]),
    ...section(3, functions.map((_, index) => unsigned(index))),
    ...section(7, functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)])),
    ...section(10, functions.map(({ code }) => code)),
  ]);
}

/**
 * What the stand-ins in vendor/ must have in common with the packages that they replace.
 * The tables come from the source of @std/cli 1.0 and @std/assert 1.0; CI runs this file
 * with those, too.
 */

import {
  assertAlmostEquals,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { parseArgs } from "@std/cli/parse-args";

/** Fails without the functions that are tested here. */
function mustBe(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left}, not ${right}`);
}

interface Parsed {
  readonly only?: readonly string[];
  readonly out?: string;
  readonly all?: boolean;
  readonly _?: readonly (string | number)[];
  /** What "unknown" was called with: the argument, and the name of the flag if it is one. */
  readonly unknown?: readonly (readonly [argument: string, name?: string])[];
}

/** Command lines for --only (a list), --out (once) and --all (no value). */
const COMMAND_LINES: readonly (readonly [args: readonly string[], parsed: Parsed])[] = [
  [[], {}],
  [["--only=a"], { only: ["a"] }],
  [["--only", "a", "--only=b,c"], { only: ["a", "b,c"] }],
  [["--only", "3", "--out", "007"], { only: ["3"], out: "007" }],
  [["--out", "a", "--out=b"], { out: "b" }],
  [["--out=a=b"], { out: "a=b" }],
  [["--out=a\nb"], { out: "a\nb" }],
  [["--out=--all"], { out: "--all" }],
  [["--out", "--all"], { out: "", all: true }],
  [["--only", "--all"], { only: [""], all: true }],
  [["--out"], { out: "" }],
  [["--out", ""], { out: "", _: [""], unknown: [[""]] }],
  [["--out="], { unknown: [["--out=", "out="]] }],
  [["--out=", "a"], { unknown: [["--out=", "out="]] }],
  [["--only=-1"], { only: ["-1"] }],
  [["--all"], { all: true }],
  [["--all=true"], { all: true }],
  [["--all=false"], { all: false }],
  [["--all=0"], { all: true }],
  [["--all", "false"], { all: false }],
  [["--all", "a"], { all: true, _: ["a"], unknown: [["a"]] }],
  [["--no-all"], { unknown: [["--no-all", "no-all"]] }],
  [["--no-only=a"], { only: ["a"] }],
  [["a", "5", "-"], { _: ["a", 5, "-"], unknown: [["a"], ["5"], ["-"]] }],
  [["--al"], { unknown: [["--al", "al"]] }],
  [["--al", "a"], { unknown: [["--al", "al"]] }],
  [["--all", "--", "--only", "a"], { all: true, _: ["--only", "a"] }],
];

for (const [args, { only = [], out, all = false, _ = [], unknown = [] }] of COMMAND_LINES) {
  Deno.test(`parseArgs() reads ${JSON.stringify(args)} as the real one does`, () => {
    const calls: (readonly [string, string?])[] = [];
    const parsed: Record<string, unknown> = parseArgs([...args], {
      string: ["only", "out"],
      boolean: ["all"],
      collect: ["only"],
      unknown: (argument: string, name?: string) => {
        calls.push(name === undefined ? [argument] : [argument, name]);
        return name === undefined;
      },
    });
    mustBe([parsed.only, parsed.out, parsed.all, parsed._], [only, out, all, _], "parsed");
    mustBe(calls, unknown, "unknown");
  });
}

Deno.test("parseArgs() reports an argument with a single hyphen before it reads on", () => {
  for (const argument of ["-1", "-h", "-abc", "-a=b"]) {
    const options = {
      string: ["only"],
      unknown: (unknown: string): never => {
        throw new RangeError(unknown);
      },
    };
    for (const args of [[argument], ["--only", argument]]) {
      let told: unknown;
      try {
        parseArgs(args, options);
      } catch (error) {
        told = error instanceof RangeError && error.message;
      }
      mustBe(told, argument, args.join(" "));
    }
  }
});

function passes(assertion: () => void): boolean {
  try {
    assertion();
    return true;
  } catch {
    return false;
  }
}

const CIRCLE: { self?: unknown } = {};

const EQUAL: readonly (readonly [unknown, unknown])[] = [
  [NaN, NaN],
  [0, -0],
  [[0, NaN], [-0, NaN]],
  [Float64Array.of(0, NaN), Float64Array.of(-0, NaN)],
  [new Uint8Array([1, 2]).subarray(1), Uint8Array.of(2)],
  [Uint8Array.of(1).buffer, Uint8Array.of(1).buffer],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }],
  [Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  [new Map([["a", 1], ["b", 2]]), new Map([["b", 2], ["a", 1]])],
  [new Map([["a", [1]]]), new Map([["a", [1]]])],
  [new Set([1, 2]), new Set([2, 1])],
  [new Set([[1], [2]]), new Set([[2], [1]])],
  [new Date(5), new Date(5)],
  [/a/g, /a/g],
  [new URL("https://a.example/"), new URL("https://a.example")],
  [undefined, undefined],
  [[undefined], [undefined]],
  [CIRCLE, CIRCLE],
];
const UNEQUAL: readonly (readonly [unknown, unknown])[] = [
  [1, "1"],
  [null, undefined],
  [0, null],
  [1, 1n],
  [{ a: undefined }, {}],
  [{ a: undefined }, { b: undefined }],
  [[1, 2], [2, 1]],
  [[1], [1, undefined]],
  // deno-lint-ignore no-sparse-arrays
  [[,], [undefined]],
  [[], {}],
  [Float64Array.of(1), Float32Array.of(1)],
  [Float64Array.of(1), [1]],
  [Uint8Array.of(1, 2), Uint8Array.of(1)],
  [Uint8Array.of(1).buffer, Uint8Array.of(2).buffer],
  [new Map([["a", 1]]), new Map([["a", 2]])],
  [new Map([["a", 1]]), new Map([["b", 1]])],
  [new Set([1]), new Set([2])],
  [new Date(5), new Date(6)],
  [/a/g, /a/i],
  [new URL("https://a.example/"), new URL("https://b.example/")],
  [() => 1, () => 1],
  [Symbol("a"), Symbol("a")],
];

Deno.test("assertEquals() calls equal and unequal what the real one does", () => {
  EQUAL.forEach(([a, b], i) => mustBe(passes(() => assertEquals(a, b)), true, `equal ${i}`));
  UNEQUAL.forEach(([a, b], i) => mustBe(passes(() => assertEquals(a, b)), false, `unequal ${i}`));
});

Deno.test("assertAlmostEquals() allows what the real one does", () => {
  const rows: readonly (readonly [boolean, number, number, number?])[] = [
    [true, 1 + 0.9e-7, 1],
    [false, 1 + 1.1e-7, 1],
    [true, -1e9 - 90, -1e9],
    [false, Number.MIN_VALUE, 0],
    [true, 0, -0],
    [true, 0.1, 0.2, 0.11],
    [true, 1, 1.5, 0.5],
    [false, 1, 1.5, 0.25],
    [true, NaN, NaN],
    [false, NaN, 1, 1],
    [true, Infinity, Infinity],
    [false, 1, Infinity],
    [false, -Infinity, Infinity, 1],
  ];
  for (const [expected, ...row] of rows) {
    mustBe(passes(() => assertAlmostEquals(...row)), expected, row.join(" "));
  }
});

Deno.test("assertThrows() and assertRejects() want what the real ones want", async () => {
  class Special extends RangeError {}
  const throwing = (error: unknown) => (): never => {
    throw error;
  };
  const special = new Special("Cannot do it: no room");
  const rows: readonly (readonly [boolean, unknown, (new () => Error)?, string?])[] = [
    [true, special],
    [true, special, RangeError],
    [true, special, Special, "no room"],
    [true, special, Error, ""],
    [false, special, TypeError],
    [false, special, RangeError, "no time"],
    [true, "text"],
    [false, "text", Error],
  ];
  for (const [expected, error, errorClass, text] of rows) {
    const action = throwing(error);
    const required = [errorClass!, text!] as const;
    mustBe(passes(() => assertThrows(action, ...required)), expected, `throws ${error} ${text}`);
    const rejects = await assertRejects(() => Promise.reject(error), ...required)
      .then(() => true, () => false);
    mustBe(rejects, expected, `rejects ${error} ${text}`);
  }
  mustBe(assertThrows(throwing(special), Special) === special, true, "what was thrown");
  mustBe(passes(() => assertThrows(() => 1)), false, "nothing thrown");
  const fails = async (action: () => PromiseLike<unknown>): Promise<boolean> =>
    await assertRejects(action).then(() => false, () => true);
  mustBe(await fails(() => Promise.resolve()), true, "nothing rejected");
  mustBe(await fails(throwing(special)), true, "thrown before there is a promise");
});

Deno.test("assertStringIncludes() and assertMatch() look for what the real ones do", () => {
  mustBe(passes(() => assertStringIncludes("abc", "bc")), true, "includes");
  mustBe(passes(() => assertStringIncludes("abc", "b.")), false, "includes");
  mustBe(passes(() => assertMatch("abc", /b./)), true, "matches");
  mustBe(passes(() => assertMatch("abc", /^b/)), false, "matches");
});

/**
 * What data from outside must look like: a kind of leaf, a list of one shape, or an
 * object with a shape for each key it must have. Other keys are let be.
 */
export type Shape =
  | "text"
  | "number"
  /** A whole number, 0 or more. */
  | "count"
  /** A whole number, 1 or more. */
  | "positive count"
  | "count or null"
  /** A number, 0..1. */
  | "share"
  /** A number, or null. */
  | "number or null"
  /** A number, or the word for one that JSON cannot hold. */
  | "stored number"
  | "anything"
  | readonly [Shape]
  | { readonly [key: string]: Shape };

/** Whether a value, read from JSON, has a shape. */
export function hasShape(value: unknown, shape: Shape): boolean {
  if (typeof shape === "string") return isLeaf(value, shape);
  if (Array.isArray(shape)) {
    const [element] = shape as readonly [Shape];
    return Array.isArray(value) && value.every((one) => hasShape(one, element));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.entries(shape).every(([key, inner]) =>
    Object.hasOwn(value, key) && hasShape((value as Record<string, unknown>)[key], inner)
  );
}

/**
 * The first key of a value that its shape does not have, as "end.seed"; undefined if
 * there is none. The value must have the shape.
 */
export function unknownKey(value: unknown, shape: Shape): string | undefined {
  if (typeof shape === "string") return undefined;
  if (Array.isArray(shape)) {
    const [element] = shape as readonly [Shape];
    return (value as unknown[]).map((one) => unknownKey(one, element))
      .find((key) => key !== undefined);
  }
  for (const [key, inner] of Object.entries(value as object)) {
    const expected = Object.hasOwn(shape, key) ? (shape as Record<string, Shape>)[key] : undefined;
    if (expected === undefined) return key;
    const below = unknownKey(inner, expected);
    if (below !== undefined) return `${key}.${below}`;
  }
  return undefined;
}

function isLeaf(value: unknown, kind: Extract<Shape, string>): boolean {
  switch (kind) {
    case "anything":
      return true;
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "count":
      return Number.isSafeInteger(value) && Number(value) >= 0;
    case "positive count":
      return Number.isSafeInteger(value) && Number(value) >= 1;
    case "count or null":
      return value === null || isLeaf(value, "count");
    case "share":
      return typeof value === "number" && value >= 0 && value <= 1;
    case "number or null":
      return value === null || typeof value === "number";
    case "stored number":
      return typeof value === "number" || /^(NaN|-?Infinity)$/.test(String(value));
  }
}

/** Whether a text from outside can be part of a path without leading anywhere else. */
export function isSafeName(text: unknown): text is string {
  return typeof text === "string" && text.length <= 100 && /^[a-z0-9][\w.~-]*$/i.test(text);
}

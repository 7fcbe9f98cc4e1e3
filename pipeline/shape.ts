/**
 * What data from outside must look like: a kind of leaf, a list of one shape, or an
 * object with a shape for each key it must have. Other keys are let be.
 */
export type Shape =
  | "text"
  | "number"
  /** A whole number, 0 or more. */
  | "count"
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

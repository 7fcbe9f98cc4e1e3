import canonicalize from "canonicalize";

/**
 * JSON in the one form that RFC 8785 allows: sorted keys, no white space,
 * numbers as JavaScript prints them. Equal values give equal bytes.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("Cannot write undefined as JSON");
  return text;
}

/** A value in several languages as one: where they differ stands what each has. */
export type Folded = unknown;

/** Marks a place where languages differ. */
const EACH = "each language";

type ByLanguage = Readonly<Record<string, unknown>>;

/** Folds the same value in several languages into one, since most of it is the same. */
export function fold(values: ByLanguage): Folded {
  const languages = Object.keys(values);
  const all = Object.values(values);
  const [first] = all;
  if (all.every((value) => value === first)) return first;
  const each = (of: (value: unknown) => unknown): Folded =>
    fold(Object.fromEntries(languages.map((language) => [language, of(values[language])])));
  const sameShape = all.every((value) => shapeOf(value) === shapeOf(first));
  if (sameShape && Array.isArray(first)) {
    return first.map((_, i) => each((value) => (value as unknown[])[i]));
  }
  if (sameShape && typeof first === "object" && first !== null) {
    return Object.fromEntries(
      Object.keys(first).map((key) => [key, each((value) => (value as ByLanguage)[key])]),
    );
  }
  return { [EACH]: values };
}

/** Arrays of a length, or objects of the same keys, can be folded. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `array ${value.length}`;
  return typeof value === "object" && value !== null
    ? `object ${Object.keys(value).join()}`
    : "leaf";
}

/** The value in one language. */
export function unfold(folded: Folded, language: string): unknown {
  if (Array.isArray(folded)) return folded.map((element) => unfold(element, language));
  if (typeof folded !== "object" || folded === null) return folded;
  if (EACH in folded) return (folded[EACH] as ByLanguage)[language];
  return Object.fromEntries(
    Object.entries(folded).map(([key, value]) => [key, unfold(value, language)]),
  );
}

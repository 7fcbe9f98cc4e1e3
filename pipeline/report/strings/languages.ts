import type { Language } from "../../../lib/documents/language.ts";

/** The languages of a report, the first being that of report.md, with their own names. */
export const LANGUAGES: readonly { readonly code: Language; readonly name: string }[] = [
  { code: "en", name: "English" },
  { code: "ko", name: "한국어" },
];

const LIST = new Intl.ListFormat("en-GB");

export type Words<T> = Readonly<Record<Language, T>>;

/** Declares words; the type of the English ones is required of all languages. */
export function words<T>(all: { readonly en: T; readonly ko: NoInfer<T> }): Words<T> {
  return all;
}

/** "a", "a and b", "a, b and c" */
export function listed(items: readonly string[]): string {
  return LIST.format(items);
}

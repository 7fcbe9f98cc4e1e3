import type { Language } from "../../lib/documents/language.ts";

/** The same content in a language: complete elements or single tags, one an entry. */
export interface Spoken {
  readonly language: Language;
  readonly lines: readonly string[];
}

/** An element that begins and ends in its line. */
const ELEMENT = /^<([a-z][a-z0-9]*)([ >].*<\/\1>)$/s;

/**
 * Content in several languages as one: a line that is the same in all stands once,
 * one that differs stands once for each language, whose code it gets as its "lang",
 * by which the page hides all languages but one.
 *
 * @throws {Error} if more differs than complete elements
 */
export function mergeLanguages(all: readonly Spoken[]): string[] {
  const first = all[0]!.lines;
  for (const { language, lines } of all) {
    if (lines.length !== first.length) {
      throw new Error(
        `Cannot merge languages: ${language} has ${lines.length} lines, not ${first.length}`,
      );
    }
  }
  return first.flatMap((line, i) => {
    if (all.every(({ lines }) => lines[i] === line)) return [line];
    return all.map(({ language, lines }) => {
      const element = ELEMENT.exec(lines[i]!);
      if (element === null) {
        throw new Error(`Cannot merge languages: “${lines[i]}” is not an element of its own`);
      }
      return `<${element[1]} lang="${language}"${element[2]}`;
    });
  });
}

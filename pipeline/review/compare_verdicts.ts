import { isDeepStrictEqual } from "node:util";
import { type Setting, SETTINGS } from "../../lib/documents/claim.ts";
import type { PublishedVerdicts } from "../report/verdicts_file.ts";

export interface ChangedVerdict {
  readonly claim: string;
  readonly setting: Setting;
  /** The part of the conclusion, counted from 1; absent for the whole. */
  readonly part?: number;
  /** Undefined if there was none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The differences between two files of verdicts. */
export interface ComparedVerdicts {
  /** Verdicts on conclusions and on their parts. */
  readonly verdicts: readonly ChangedVerdict[];
  /** Changes in what unchanged verdicts rest on: claim, setting, part and field. */
  readonly grounds: readonly string[];
  /** Parts with the same verdict whose condition is worded differently. */
  readonly reworded: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** A verdict on a conclusion or a part of it. */
interface Judged {
  readonly where: Omit<ChangedVerdict, "before" | "after">;
  readonly verdict: string;
  /** What is judged; absent for the whole. */
  readonly condition?: Fields;
  /** What it rests on. */
  readonly grounds: Fields;
}

/** Compares every field of two files of verdicts. */
export function compareVerdicts(
  before: PublishedVerdicts,
  after: PublishedVerdicts,
): ComparedVerdicts {
  const [old, now] = [judgedIn(before), judgedIn(after)];
  const verdicts: ChangedVerdict[] = [];
  const grounds: string[] = [];
  const reworded: string[] = [];
  const compareGrounds = (name: string, a: Fields, b: Fields): void => {
    const field = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
      .find((key) => !isDeepStrictEqual(a[key], b[key]));
    if (field !== undefined) grounds.push(`${name}: ${field}`);
  };
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)];
    if (was?.verdict !== is?.verdict) {
      verdicts.push({ ...(was ?? is)!.where, before: was?.verdict, after: is?.verdict });
      continue;
    }
    compareGrounds(name, was!.grounds, is!.grounds);
    if (!isDeepStrictEqual(was!.condition, is!.condition)) reworded.push(name);
  }
  const { claims: oldClaims, ...oldRest } = before;
  const { claims: newClaims, ...newRest } = after;
  compareGrounds("the whole file", oldRest, newRest);
  const idsOf = (claims: typeof oldClaims): string[] => claims.map(({ id }) => id);
  if (verdicts.length === 0 && !isDeepStrictEqual(idsOf(oldClaims), idsOf(newClaims))) {
    grounds.push("the whole file: the conclusions or their order");
  }
  return { verdicts, grounds, reworded };
}

/** All verdicts by the name of what they judge. */
function judgedIn({ claims }: PublishedVerdicts): Map<string, Judged> {
  return new Map(
    claims.flatMap(({ id: claim, settings, ...ofClaim }) =>
      SETTINGS.flatMap((setting): [string, Judged][] => {
        if (settings[setting] === undefined) return [];
        const { verdict, parts, ...ofSetting } = settings[setting];
        const where = { claim, setting };
        const name = `${claim} ${setting}`;
        return [
          [name, { where, verdict, grounds: { ...ofClaim, ...ofSetting } }],
          ...parts.map(({ verdict, condition, ...grounds }, i): [string, Judged] => [
            `${name}, part ${i + 1}`,
            { where: { ...where, part: i + 1 }, verdict, condition, grounds },
          ]),
        ];
      })
    ),
  );
}

import { type Setting, SETTINGS } from "../../lib/documents/claim.ts";
import type { PublishedVerdicts } from "../report/verdicts_file.ts";
import { canonicalJson } from "../system/canonical_json.ts";

/** A verdict that changed. */
export interface ChangedVerdict {
  readonly claim: string;
  readonly arm: Setting;
  /** The part of the conclusion, counted from 1; absent for the whole. */
  readonly part?: number;
  /** Absent if there was none. */
  readonly before?: string;
  readonly after?: string;
}

/** The differences between two files of verdicts. */
export interface ComparedVerdicts {
  /** Verdicts on conclusions and on their parts. */
  readonly verdicts: readonly ChangedVerdict[];
  /** Changes in what unchanged verdicts rest on: claim, setting, part and number. */
  readonly grounds: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** A verdict on a conclusion or a part of it. */
interface Judged {
  readonly where: Omit<ChangedVerdict, "before" | "after">;
  readonly verdict: string;
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
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)];
    const { where } = (was ?? is)!;
    if (was?.verdict === is?.verdict) {
      const { claim, arm, part } = where;
      const name = `${claim} ${arm}${part === undefined ? "" : `, part ${part}`}`;
      const field = differingField(was!.grounds, is!.grounds);
      if (field !== undefined) grounds.push(`${name}: ${field}`);
    } else {
      verdicts.push({
        ...where,
        ...(was === undefined ? {} : { before: was.verdict }),
        ...(is === undefined ? {} : { after: is.verdict }),
      });
    }
  }
  const { claims: oldClaims, ...oldRest } = before;
  const { claims: newClaims, ...newRest } = after;
  const field = differingField(oldRest, newRest);
  if (field !== undefined) grounds.push(`the whole file: ${field}`);
  const isReordered = canonicalJson(oldClaims.map(({ id }) => id)) !==
    canonicalJson(newClaims.map(({ id }) => id));
  if (isReordered && verdicts.length === 0) {
    grounds.push("the whole file: the conclusions or their order");
  }
  return { verdicts, grounds };
}

/** All verdicts by a key that is unique to what they judge. */
function judgedIn({ claims }: PublishedVerdicts): Map<string, Judged> {
  const judged: Judged[] = claims.flatMap(({ id: claim, arms, ...ofClaim }) =>
    SETTINGS.flatMap((arm): Judged[] => {
      if (arms[arm] === undefined) return [];
      const { verdict, parts, ...ofArm } = arms[arm];
      return [
        { where: { claim, arm }, verdict, grounds: { ...ofClaim, ...ofArm } },
        ...parts.map(({ verdict, ...grounds }, i): Judged => ({
          where: { claim, arm, part: i + 1 },
          verdict,
          grounds,
        })),
      ];
    })
  );
  return new Map(judged.map((one) => [canonicalJson(one.where), one]));
}

/** The first field that differs between two objects. */
function differingField(a: Fields, b: Fields): string | undefined {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
    .find((key) => textOf(a, key) !== textOf(b, key));
}

function textOf(object: Fields, key: string): string | undefined {
  if (!Object.hasOwn(object, key)) return undefined;
  try {
    return canonicalJson(object[key]);
  } catch {
    return "not a value of ours"; // JSON can hold numbers that our files cannot, such as 1e999.
  }
}

import { ARM_NAMES, type ArmName } from "../../lib/documents/claim.ts";
import { canonicalJson } from "../system/canonical_json.ts";
import type { PublishedVerdicts } from "../report/verdicts_file.ts";

/** A verdict that is not what it was. */
export interface ChangedVerdict {
  readonly claim: string;
  readonly arm: ArmName;
  /** The part of the conclusion, counted from 1; absent for the whole. */
  readonly part?: number;
  /** Absent where there was none. */
  readonly before?: string;
  readonly after?: string;
}

/** What differs between two files of verdicts. */
export interface ComparedVerdicts {
  /** Verdicts, on conclusions and on their parts. */
  readonly verdicts: readonly ChangedVerdict[];
  /** What verdicts rest on, where these stay: "C1.1 corrected, part 2: p". */
  readonly grounds: readonly string[];
}

/** One verdict, on a conclusion in a way or on a part of it. */
interface Judged {
  readonly claim: string;
  readonly arm: ArmName;
  readonly part?: number;
  readonly verdict: string;
  /** What it rests on, field by field. */
  readonly grounds: Readonly<Record<string, unknown>>;
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
    const { claim, arm, part } = (was ?? is)!;
    if (was?.verdict !== is?.verdict) {
      verdicts.push({
        claim,
        arm,
        ...(part === undefined ? {} : { part }),
        ...(was === undefined ? {} : { before: was.verdict }),
        ...(is === undefined ? {} : { after: is.verdict }),
      });
      continue;
    }
    const field = differingField(was!.grounds, is!.grounds);
    const where = `${claim} ${arm}${part === undefined ? "" : `, part ${part}`}`;
    if (field !== undefined) grounds.push(`${where}: ${field}`);
  }
  const { claims: _, ...rest } = before;
  const { claims: __, ...others } = after;
  const field = differingField(rest, others);
  if (field !== undefined) grounds.push(`the whole file: ${field}`);
  if (canonicalJson(idsIn(before)) !== canonicalJson(idsIn(after)) && verdicts.length === 0) {
    grounds.push("the whole file: the conclusions or their order");
  }
  return { verdicts, grounds };
}

function idsIn({ claims }: PublishedVerdicts): string[] {
  return claims.map(({ id }) => id);
}

function judgedIn({ claims }: PublishedVerdicts): Map<string, Judged> {
  const judged: Judged[] = claims.flatMap(({ id, arms, ...rest }) =>
    ARM_NAMES.flatMap((arm): Judged[] => {
      if (arms[arm] === undefined) return [];
      const { verdict, parts, ...others } = arms[arm];
      return [
        { claim: id, arm, verdict, grounds: { ...rest, ...others } },
        ...parts.map((one, i): Judged => {
          const { verdict, ...grounds } = one;
          return { claim: id, arm, part: i + 1, verdict, grounds };
        }),
      ];
    })
  );
  return new Map(judged.map((one) => [canonicalJson([one.claim, one.arm, one.part ?? 0]), one]));
}

/** Equal for equal values; numbers that JSON has and no file of ours, such as 1e999, are all one. */
function asText(value: unknown): string {
  try {
    return canonicalJson(value);
  } catch {
    return "no value of ours";
  }
}

/** The first field that two objects have not alike. */
function differingField(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): string | undefined {
  const text = (object: Readonly<Record<string, unknown>>, key: string): string | undefined =>
    Object.hasOwn(object, key) ? asText(object[key]) : undefined;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
    .find((key) => text(a, key) !== text(b, key));
}

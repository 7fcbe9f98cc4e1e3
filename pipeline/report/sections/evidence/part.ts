import { type Setting, SETTINGS } from "../../../../lib/documents/claim.ts";
import type { Evidence, PairedEvidence, ShareEvidence } from "../../../../lib/verdict/evidence.ts";
import type { JudgedClaim, JudgedPart } from "../../../../lib/verdict/judge.ts";
import type { Line } from "../../blocks.ts";
import type { ReportContext } from "../../context.ts";
import { conditionLine } from "../../phrases.ts";

/** A part of a conclusion and its setting. */
export interface Part<E extends Evidence = Evidence> extends JudgedPart {
  readonly setting: Setting;
  readonly evidence: E;
}

export type JudgedOnEvidence = Part<PairedEvidence | ShareEvidence>;

export function hasEvidence(part: Part): part is JudgedOnEvidence {
  return part.evidence.kind !== "none";
}

/** All parts of a conclusion, by setting. */
export function partsOf({ settings }: JudgedClaim): readonly Part[] {
  return SETTINGS.flatMap((setting) =>
    settings[setting].parts.map((part): Part => ({ setting, ...part }))
  );
}

/** "As written: a has more accuracy than b" */
export function partLine({ setting, condition }: Part, context: ReportContext): Line {
  return [`${context.words.settings[setting]}: `, ...conditionLine(condition, context)];
}

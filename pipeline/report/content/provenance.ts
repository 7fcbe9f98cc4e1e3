import { dataFiles } from "../../../lib/data/sources.ts";
import type { Document } from "../../../lib/documents/document.ts";
import { DOCUMENTS } from "../../../lib/documents/mod.ts";
import { dataHash } from "../../data/cache.ts";
import { type Block, type Line, paragraph } from "../blocks.ts";
import type { Judged } from "../judged.ts";
import { heading } from "./build.ts";

/** A task of a document, which is named where it is not the one that tasks take anyway. */
function taskOf({ id }: Document, task: string): string {
  return `deno task ${task}${id === DOCUMENTS[0]!.id ? "" : ` --document ${id}`}`;
}

/** The command that trains some experiments again as they were trained here. */
export function reproduceCommand(
  { document, source, seeds, dtype }: Judged,
  ids: readonly string[],
): string {
  return [
    taskOf(document, "reproduce"),
    `--dataset ${source.name}`,
    seeds.every((seed, i) => seed === i)
      ? `--seeds ${seeds.length}`
      : seeds.map((seed) => `--seed ${seed}`).join(" "),
    `--dtype ${dtype}`,
    ...(ids.length === document.experiments.length ? [] : [`--only ${ids.join(",")}`]),
  ].join(" ");
}

/** How to get the same again. */
export function provenance(results: Judged): Block[] {
  const { source, experiments, engine } = results;
  const t = results.strings.provenance;
  return [
    heading(2, t.title, "provenance"),
    paragraph(t.intro),
    { kind: "commands", lines: [reproduceCommand(results, experiments.map(({ id }) => id))] },
    paragraph(t.verify),
    { kind: "commands", lines: [taskOf(results.document, "verify")] },
    {
      kind: "table",
      columns: [{ title: t.what }, { title: t.identity }],
      rows: [
        [[t.engine], [{ code: String(engine) }]],
        [[t.dataSet(source.name)], [{ code: dataHash(source) }]],
        ...dataFiles(source).map(({ name, sha256 }): Line[] => [[name], [{ code: sha256! }]]),
      ],
    },
  ];
}

import { DOCUMENTS } from "../../lib/documents/mod.ts";

/** A task as a command, with the document named unless it is the default. */
export function taskCommand(task: string, { id }: { readonly id: string }): string {
  return `deno task ${task}${id === DOCUMENTS[0]!.id ? "" : ` --document ${id}`}`;
}

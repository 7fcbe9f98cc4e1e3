/** Where downloads and records are kept; tasks run in the project's folder. */
export const DATA_FOLDER = "data";

/** Where the published report of a document lies. */
export function publishedFolder({ id }: { readonly id: string }): string {
  return `reports/${id}`;
}

/** Where downloads and records are kept, relative to the project's folder. */
export const DATA_FOLDER = "data";

/** The published report of a document. */
export function publishedFolder({ id }: { readonly id: string }): string {
  return `reports/${id}`;
}

import { resolve } from "node:path";

/** What makes the paths of a user absolute who stands in some folder. */
export function fromFolder(folder: string): (path: string) => string {
  return (path) => resolve(folder, path);
}

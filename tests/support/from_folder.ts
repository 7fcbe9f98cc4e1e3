import { resolve } from "node:path";

/** Makes paths absolute for a user in some folder. */
export function fromFolder(folder: string): (path: string) => string {
  return (path) => resolve(folder, path);
}

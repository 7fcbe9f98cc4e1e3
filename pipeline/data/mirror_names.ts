/**
 * The names under which mirrors have a file of a data set, the usual one first:
 * packed or not, and with the dot that some archives have in "train-images.idx3-ubyte".
 */
export function servedNames(name: string): readonly string[] {
  const dotted = name.replace(/-(?=idx\d)/, ".");
  return [...new Set([name, dotted])].flatMap((one) => [`${one}.gz`, one]);
}

/** How often it looks, in milliseconds. */
const INTERVAL = 500;
/** More generations than there are between npm and what it starts. */
const MAX_GENERATIONS = 6;

async function ps(format: string, process: number): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", format, "-p", String(process)] })
    .output();
  return new TextDecoder().decode(stdout).trim();
}

/** @returns 0 if the process is gone */
async function parentOf(process: number): Promise<number> {
  try {
    if (Deno.build.os !== "linux") return Number(await ps("ppid=", process));
    const stat = await Deno.readTextFile(`/proc/${process}/stat`);
    // The second field, the name in brackets, may contain anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0;
  }
}

async function commandLineOf(process: number): Promise<string> {
  if (Deno.build.os !== "linux") return await ps("command=", process);
  return (await Deno.readTextFile(`/proc/${process}/cmdline`)).replaceAll("\0", " ");
}

/**
 * Resolves when the npm or npx around a process has ended; never if there is none. They
 * die of a signal and leave what they have started running, with another parent.
 */
export async function wrapperEnds(process: number): Promise<void> {
  /** The process and its ancestors up to the wrapper's child, each with its parent. */
  const chain: (readonly [process: number, parent: number])[] = [];
  for (let isWrapper = false; !isWrapper;) {
    const parent = await parentOf(process);
    if (parent <= 1 || chain.length === MAX_GENERATIONS) return await new Promise(() => {});
    chain.push([process, parent]);
    process = parent;
    const command = await commandLineOf(process).catch(() => "");
    isWrapper = /(^|[\\/ ])(npm|npx|pnpm|yarn)/.test(command);
  }
  const isUnchanged = async () =>
    (await Promise.all(chain.map(async ([one, parent]) => await parentOf(one) === parent)))
      .every(Boolean);
  do {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
  } while (await isUnchanged());
}

/**
 * Stops `deno task` when the npm or npx that has started it is gone: these die of a
 * signal and leave what they have started running. Started by before_task.ts with the
 * number of the process of `deno task`; ends with it.
 *
 * @module
 */

/** How often it looks, in milliseconds. */
const EVERY = 500;
/** More generations than there are between npm and what it starts. */
const MOST_GENERATIONS = 6;

/** What tells a process from another that has got its number later. */
interface Process {
  readonly parent: number;
  readonly startedAt: string;
}

async function ps(format: string, process: number): Promise<string> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", format, "-p", String(process)] })
    .output();
  return new TextDecoder().decode(stdout).trim();
}

/** @returns undefined if it is gone */
async function find(process: number): Promise<Process | undefined> {
  try {
    if (Deno.build.os !== "linux") {
      const [parent, ...startedAt] = (await ps("ppid=,lstart=", process)).split(/\s+/);
      return parent ? { parent: Number(parent), startedAt: startedAt.join(" ") } : undefined;
    }
    const text = await Deno.readTextFile(`/proc/${process}/stat`);
    // The name, in brackets, may hold anything.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), startedAt: fields[19]! };
  } catch {
    return undefined;
  }
}

async function commandOf(process: number): Promise<string> {
  if (Deno.build.os !== "linux") return await ps("command=", process);
  return (await Deno.readTextFile(`/proc/${process}/cmdline`)).replaceAll("\0", " ");
}

const task = Number(Deno.args[0]);
/** The task and those above it, up to below the wrapper, each with its parent. */
const chain: (readonly [process: number, found: Process])[] = [];
let isBelowWrapper = false;
for (let process = task; chain.length < MOST_GENERATIONS && !isBelowWrapper;) {
  const found = await find(process);
  if (found === undefined || found.parent <= 1) break;
  chain.push([process, found]);
  process = found.parent;
  isBelowWrapper = /(^|[\\/ ])(npm|npx|pnpm|yarn)/.test(await commandOf(process).catch(() => ""));
}

while (isBelowWrapper) {
  await new Promise((resolve) => setTimeout(resolve, EVERY));
  const isAsBefore = await Promise.all(chain.map(async ([process, before]) => {
    const now = await find(process);
    return now?.parent === before.parent && now.startedAt === before.startedAt;
  }));
  if (isAsBefore.every((same) => same)) continue;
  // Signals go to nobody else: the task must be the one that it was.
  const now = await find(task);
  if (now?.startedAt === chain[0]![1].startedAt) Deno.kill(task, "SIGTERM");
  break;
}

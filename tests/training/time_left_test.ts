import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { describeTimeLeft, type Job, TimeLeft } from "../../pipeline/training/time_left.ts";

/** How finely time passes in the simulation, in milliseconds. */
const STEP = 100;

/** The estimates over time, and when all jobs were finished; in milliseconds. */
interface Account {
  readonly told: readonly { readonly at: number; readonly left: number | undefined }[];
  readonly end: number;
}

/**
 * A machine that runs jobs in parallel.
 *
 * @param speedOf how much work a kind of job does in a millisecond, at some time
 */
function simulate(
  jobs: readonly Job[],
  workers: number,
  speedOf: (kind: string, at: number) => number,
): Account {
  let now = 0;
  const timeLeft = new TimeLeft(jobs, workers, () => now);
  const waiting = [...jobs];
  const running = new Map<number, { job: Job; done: number }>();
  const told: { at: number; left: number | undefined }[] = [];
  const take = (worker: number): void => {
    const job = waiting.shift();
    if (job === undefined) return;
    running.set(worker, { job, done: 0 });
    timeLeft.started(worker);
  };
  for (let worker = 0; worker < workers; worker++) take(worker);
  while (running.size > 0) {
    now += STEP;
    for (const [worker, { job, done }] of [...running]) {
      const after = done + STEP * speedOf(job.kind, now);
      if (after < job.work) {
        running.set(worker, { job, done: after });
        timeLeft.progressed(worker, after / job.work);
      } else {
        running.delete(worker);
        timeLeft.finished(worker);
        take(worker);
      }
    }
    told.push({ at: now, left: timeLeft.left() });
  }
  return { told, end: now };
}

const jobs = (count: number, kinds: number): Job[] =>
  Array.from(
    { length: count },
    (_, i) => ({ kind: `kind ${i % kinds}`, work: 100 - 60 * i / count }),
  );

Deno.test("on a steady machine the time left is right, and only goes down", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 6 }),
      fc.double({ min: 0.002, max: 0.02, noNaN: true }),
      (count, workers, speed) => {
        const { told, end } = simulate(jobs(count, 5), workers, () => speed);
        let before = Infinity;
        for (const { at, left } of told) {
          if (left === undefined) continue;
          assert(Math.abs(left - (end - at)) <= 1000 + STEP * count, `${left} at ${at} of ${end}`);
          assert(left <= before + 200);
          before = left;
        }
      },
    ),
    { numRuns: 50, seed: 20_261_124 },
  );
});

Deno.test("the time left is unknown at the start and at the end", () => {
  const { told, end } = simulate(jobs(10, 5), 2, () => 0.01);
  assertEquals(told.filter(({ at, left }) => at < 5000 && left !== undefined), []);
  assert(told.some(({ left }) => left !== undefined));
  assertEquals(told.at(-1), { at: end, left: undefined });
  // With so much work, five seconds are too short for an estimate.
  const long = simulate(jobs(400, 5), 2, () => 0.01);
  const first = long.told.find(({ left }) => left !== undefined)!;
  assert(first.at > 0.02 * long.end && first.at < 0.05 * long.end);
  assertEquals(new TimeLeft([], 3, () => 9e9).left(), undefined);
});

Deno.test("kinds of jobs that are slower than their work suggests are learned from the first", () => {
  const speedOf = (kind: string): number => kind === "kind 1" ? 0.004 : 0.01;
  const { told, end } = simulate(jobs(40, 2), 2, speedOf);
  for (const { at, left } of told) {
    if (left === undefined || at < 0.3 * end) continue;
    assert(Math.abs(left - (end - at)) <= 0.1 * (end - at) + 3000, `${left} at ${at} of ${end}`);
  }
});

Deno.test("when the machine slows down, the time left follows without jumping", () => {
  const { told, end } = simulate(jobs(60, 3), 2, (_, at) => at < 100_000 ? 0.01 : 0.005);
  for (const [i, { at, left }] of told.entries()) {
    const before = told[i - 1]?.left;
    if (left === undefined || before === undefined) continue;
    assert(Math.abs(left - before) <= 6000, `from ${before} to ${left} at ${at}`);
  }
  const late = told.filter(({ at }) => at > 0.9 * end && at < end);
  for (const { at, left } of late) assert(Math.abs(left! - (end - at)) < 0.3 * (end - at) + 5000);
});

Deno.test("the time left is rounded as coarsely as it is known, and never to zero", () => {
  const rows = [
    [0, "about 5 s left"],
    [200, "about 5 s left"],
    [7_000, "about 10 s left"],
    [58_000, "about 1 min 0 s left"],
    [125_000, "about 2 min 10 s left"],
    [3_540_001, "about 1 h 0 min left"],
    [4_000_000, "about 1 h 7 min left"],
  ] as const;
  for (const [milliseconds, text] of rows) assertEquals(describeTimeLeft(milliseconds), text);
  assertEquals(describeTimeLeft(undefined), "");
});

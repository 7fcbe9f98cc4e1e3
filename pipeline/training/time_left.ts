import { formatDuration } from "../system/terminal/duration.ts";

/** Something to do: as much work as others of its kind, about. */
export interface Job {
  readonly kind: string;
  /** In any unit that is the same for all. */
  readonly work: number;
}

/** What is known of a job that is being done. */
interface Running {
  readonly job: Job;
  readonly startedAt: number;
  /** The share that is done, 0..1, and when that was. */
  share: number;
  at: number;
}

/** The share of all work that must be done before the time left can be told, */
const LEAST_SHARE = 0.03;
/** and the milliseconds that must have passed. */
const LEAST_TIME = 5000;
/** How often the time left is worked out again, in milliseconds. */
const REFRESH = 500;
/** How quickly what was told gives way to what is known now, in milliseconds. */
const INERTIA = 15_000;

/**
 * Tells how long some jobs will still take that are done side by side, in the order
 * given. It goes by what this machine has shown it can do: by how far each job has come
 * that is being done, by how long jobs of the same kind took, and for other kinds by the
 * time that a unit of work took on the whole.
 */
export class TimeLeft {
  readonly #waiting: Job[];
  readonly #total: number;
  readonly #lanes: number;
  readonly #now: () => number;
  readonly #start: number;
  readonly #running = new Map<number, Running>();
  /** The work, and the milliseconds that it took, of the jobs of a kind that are over. */
  readonly #done = new Map<string, { work: number; time: number }>();
  #workDone = 0;
  #timeSpent = 0;
  /** When all will be over, as it was told last. */
  #told: { readonly end: number; readonly at: number } | undefined;

  /**
   * @param jobs in the order in which they are started
   * @param lanes how many are done at once
   * @param now a clock, in milliseconds
   */
  constructor(jobs: readonly Job[], lanes: number, now: () => number = () => performance.now()) {
    this.#waiting = [...jobs];
    this.#total = jobs.reduce((sum, { work }) => sum + work, 0);
    this.#lanes = Math.max(1, Math.min(lanes, jobs.length));
    this.#now = now;
    this.#start = now();
  }

  /** The next job is begun. */
  started(lane: number): void {
    const job = this.#waiting.shift();
    const now = this.#now();
    if (job !== undefined) this.#running.set(lane, { job, startedAt: now, share: 0, at: now });
  }

  /** A lane's job is at some share, 0..1. */
  progressed(lane: number, share: number): void {
    const running = this.#running.get(lane);
    if (running === undefined) return;
    running.share = share;
    running.at = this.#now();
  }

  /**
   * A lane's job is over.
   *
   * @returns how long it took, in milliseconds
   */
  finished(lane: number): number {
    const running = this.#running.get(lane);
    if (running === undefined) return 0;
    const { job, startedAt } = running;
    this.#running.delete(lane);
    const took = this.#now() - startedAt;
    const before = this.#done.get(job.kind) ?? { work: 0, time: 0 };
    this.#done.set(job.kind, { work: before.work + job.work, time: before.time + took });
    this.#workDone += job.work;
    this.#timeSpent += took;
    return took;
  }

  /** The share of all work that is done, 0..1. */
  share(): number {
    let done = this.#workDone;
    for (const { job, share } of this.#running.values()) done += share * job.work;
    return this.#total === 0 ? 1 : Math.min(1, done / this.#total);
  }

  /** Milliseconds left; undefined before that can be known, and once all is over. */
  left(): number | undefined {
    const now = this.#now();
    const isOver = this.#running.size === 0 && this.#waiting.length === 0;
    if (isOver || now - this.#start < LEAST_TIME || this.share() < LEAST_SHARE) return undefined;
    const told = this.#told;
    if (told === undefined) {
      this.#told = { end: now + this.#estimate(now), at: now };
    } else if (now - told.at >= REFRESH) {
      const target = now + this.#estimate(now);
      // Moved towards, not jumped to: nobody believes a time that goes up and down.
      const weight = 1 - Math.exp((told.at - now) / INERTIA);
      this.#told = { end: told.end + weight * (target - told.end), at: now };
    }
    return Math.max(0, this.#told!.end - now);
  }

  #estimate(now: number): number {
    let work = this.#workDone;
    let time = this.#timeSpent;
    for (const { job, startedAt, share, at } of this.#running.values()) {
      work += share * job.work;
      time += share > 0 ? at - startedAt : 0;
    }
    const usual = (job: Job): number => {
      const known = this.#done.get(job.kind) ?? { work, time };
      return job.work * known.time / known.work;
    };
    const lanes = [...this.#running.values()].map(({ job, startedAt, share, at }) => {
      const whole = share > 0 ? (at - startedAt) / share : usual(job);
      return Math.max(0, startedAt + whole - now);
    });
    while (lanes.length < this.#lanes) lanes.push(0);
    for (const job of this.#waiting) {
      const first = lanes.indexOf(Math.min(...lanes));
      lanes[first]! += usual(job);
    }
    return Math.max(...lanes);
  }
}

/** "about 3 min 20 s left", in steps as coarse as such a guess is. */
export function describeTimeLeft(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "";
  const seconds = milliseconds / 1000;
  const step = seconds <= 60 ? 5 : seconds <= 600 ? 10 : 60;
  const rounded = Math.max(1, Math.ceil(seconds / step)) * step;
  return `about ${formatDuration(1000 * rounded)} left`;
}

import { formatDuration } from "../system/terminal/duration.ts";

/** A piece of work; jobs of one kind run at about the same speed. */
export interface Job {
  readonly kind: string;
  /** In any unit that is the same for all jobs. */
  readonly work: number;
}

/** A job that is running. */
interface Running {
  readonly job: Job;
  readonly startedAt: number;
  /** The share that is done, 0..1, and when that was reported. */
  share: number;
  at: number;
}

/** Before this share of all work is done, the time left is unknown. */
const MIN_SHARE = 0.03;
/** Before this time has passed, in milliseconds, the time left is unknown. */
const MIN_TIME = 5000;
/** How often the estimate is updated, in milliseconds. */
const REFRESH = 500;
/** The time constant with which the estimate follows, in milliseconds. */
const INERTIA = 15_000;

/**
 * Estimates the time left for jobs that run side by side, started in the order given. It
 * relies on what this machine has shown: the progress of running jobs, the speed of
 * finished jobs of the same kind, and for other kinds the average speed.
 */
export class TimeLeft {
  readonly #waiting: Job[];
  readonly #total: number;
  readonly #workers: number;
  readonly #now: () => number;
  readonly #start: number;
  readonly #running = new Map<number, Running>();
  /** The work of the finished jobs of each kind, and the milliseconds that it took. */
  readonly #finished = new Map<string, { work: number; time: number }>();
  /** When all jobs will be finished, according to the last estimate. */
  #estimated: { end: number; at: number } | undefined;

  /**
   * @param jobs in the order in which they are started
   * @param workers how many jobs run at once
   * @param now a clock, in milliseconds
   */
  constructor(
    jobs: readonly Job[],
    workers: number,
    now: () => number = () => performance.now(),
  ) {
    this.#waiting = [...jobs];
    this.#total = jobs.reduce((sum, { work }) => sum + work, 0);
    this.#workers = Math.max(1, Math.min(workers, jobs.length));
    this.#now = now;
    this.#start = now();
  }

  /** A worker starts the next job. */
  started(worker: number): void {
    const job = this.#waiting.shift();
    const now = this.#now();
    if (job !== undefined) this.#running.set(worker, { job, startedAt: now, share: 0, at: now });
  }

  /** The job of a worker is at some share, 0..1. */
  progressed(worker: number, share: number): void {
    const running = this.#running.get(worker);
    if (running !== undefined) Object.assign(running, { share, at: this.#now() });
  }

  /**
   * The job of a worker is finished.
   *
   * @returns how long it took, in milliseconds
   */
  finished(worker: number): number {
    const running = this.#running.get(worker);
    if (running === undefined) return 0;
    const { job, startedAt } = running;
    this.#running.delete(worker);
    const took = this.#now() - startedAt;
    const { work, time } = this.#finished.get(job.kind) ?? { work: 0, time: 0 };
    this.#finished.set(job.kind, { work: work + job.work, time: time + took });
    return took;
  }

  /** The work done so far, and the milliseconds that all workers together took for it. */
  #done(): { readonly work: number; readonly time: number } {
    const partly = [...this.#running.values()].map(({ job, startedAt, share, at }) => ({
      work: share * job.work,
      time: share > 0 ? at - startedAt : 0,
    }));
    return [...this.#finished.values(), ...partly].reduce(
      (sum, { work, time }) => ({ work: sum.work + work, time: sum.time + time }),
      { work: 0, time: 0 },
    );
  }

  /** The share of all work that is done, 0..1. */
  share(): number {
    return this.#total === 0 ? 1 : Math.min(1, this.#done().work / this.#total);
  }

  /** Milliseconds left; undefined while unknown, and once all jobs are finished. */
  left(): number | undefined {
    const now = this.#now();
    const isOver = this.#running.size === 0 && this.#waiting.length === 0;
    if (isOver || now - this.#start < MIN_TIME || this.share() < MIN_SHARE) return undefined;
    this.#estimated ??= { end: now + this.#estimate(now), at: now };
    const { end, at } = this.#estimated;
    if (now - at >= REFRESH) {
      // Follows the new estimate slowly: nobody trusts a time that goes up and down.
      const weight = 1 - Math.exp((at - now) / INERTIA);
      this.#estimated = { end: end + weight * (now + this.#estimate(now) - end), at: now };
    }
    return Math.max(0, this.#estimated.end - now);
  }

  /** Plays the rest of the schedule through: every free worker takes the next job. */
  #estimate(now: number): number {
    const average = this.#done();
    const usual = ({ kind, work }: Job): number => {
      const known = this.#finished.get(kind) ?? average;
      return work * known.time / known.work;
    };
    const busy = [...this.#running.values()].map(({ job, startedAt, share, at }) => {
      const whole = share > 0 ? (at - startedAt) / share : usual(job);
      return Math.max(0, startedAt + whole - now);
    });
    while (busy.length < this.#workers) busy.push(0);
    for (const job of this.#waiting) {
      const first = busy.indexOf(Math.min(...busy));
      busy[first]! += usual(job);
    }
    return Math.max(...busy);
  }
}

/** "about 3 min 20 s left", in steps as coarse as the estimate. */
export function describeTimeLeft(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "";
  const seconds = milliseconds / 1000;
  const step = seconds <= 60 ? 5 : seconds <= 600 ? 10 : 60;
  const rounded = Math.max(1, Math.ceil(seconds / step)) * step;
  return `about ${formatDuration(1000 * rounded)} left`;
}

/** What became of one file that was handed in. */
export interface UploadOutcome {
  readonly name: string;
  /** `read`, or the reason of the job that failed */
  readonly reason: string;
  readonly attempts: number;
  /** the most memory that a worker had meanwhile */
  readonly megabytes: number;
  readonly seconds: number;
  /** workers that ended of it */
  readonly deaths: number;
}

/** A worker may have so much, whatever it reads. */
export const mostMegabytes = 450;

/** Failures that say nothing about the file: nobody knows why it was not read. */
const unexplained = new Set([
  'internal',
  'worker_died',
  'attempts_exhausted',
  'timeout',
  'never_over',
]);

/** Counts what became of many files. */
export class UploadTally {
  readonly #outcomes: UploadOutcome[] = [];

  add(outcome: UploadOutcome): void {
    this.#outcomes.push(outcome);
  }

  /** What must not be: one sentence for each file. */
  get complaints(): readonly string[] {
    return this.#outcomes.flatMap(({ name, reason, megabytes, deaths }) => [
      ...(unexplained.has(reason) ? [`${name}: ${reason}`] : []),
      ...(deaths > 0 ? [`${name}: ${deaths} workers died of it`] : []),
      ...(megabytes > mostMegabytes ? [`${name}: ${Math.round(megabytes)} MB`] : []),
    ]);
  }

  toString(): string {
    const reasons = Map.groupBy(this.#outcomes, ({ reason }) => reason);
    const rows = [...reasons].sort(([, a], [, b]) => b.length - a.length);
    const again = this.#outcomes.filter(({ attempts }) => attempts > 1);
    const seconds = this.#outcomes.map((outcome) => outcome.seconds);
    const most = (of: 'megabytes' | 'seconds') =>
      this.#outcomes.toSorted((a, b) => b[of] - a[of]).slice(0, 5);
    return [
      `${this.#outcomes.length} files`,
      ...rows.map(([reason, files]) => `${String(files.length).padStart(6)} ${reason}`),
      `${String(again.length).padStart(6)} tried more than once`,
      `${Math.round(seconds.reduce((sum, one) => sum + one, 0))} s together; the longest:`,
      ...most('seconds').map(({ name, seconds: s }) => `${s.toFixed(1).padStart(6)} s ${name}`),
      'the most memory, in MB:',
      ...most('megabytes').map(
        ({ name, megabytes: m }) => `${String(Math.round(m)).padStart(6)} ${name}`,
      ),
    ].join('\n');
  }
}

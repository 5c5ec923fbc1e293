import {
  existsSync,
  readFileSync,
  renameSync,
  unwatchFile,
  watchFile,
  writeFileSync,
} from 'node:fs';
import { type ProcessingJob, processingJobSchema } from '@smart-accounting/operator-contract';
import type { Logger } from '@smart-accounting/monitoring';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { JobSource, SourcedJob } from '../job-source.ts';

/** The file cannot be used; `message` says what to change in it. */
export class WrongFile extends Error {}

/**
 * ProcessingJobs from a YAML file, followed while it changes. A file that became wrong is told in the log, and what
 * stood in it before goes on to hold.
 *
 * Pools that own queues are remembered beside the file (`<file>.owned`) until their queues are deleted, so that one
 * that was taken out of the file while nobody looked is emptied all the same.
 */
export class FileSource implements JobSource {
  readonly #file: string;
  readonly #logger: Logger;
  #jobs: ReadonlyMap<string, SourcedJob> = new Map();

  /** @throws {WrongFile} */
  constructor(file: string, logger: Logger) {
    this.#file = file;
    this.#logger = logger;
    this.#read();
  }

  get(name: string): SourcedJob | null {
    return this.#jobs.get(name) ?? null;
  }

  follow(changed: (name: string) => void): void {
    for (const name of this.#jobs.keys()) changed(name);
    watchFile(this.#file, { interval: 500 }, () => {
      try {
        const before = this.#jobs;
        this.#read();
        for (const name of new Set([...before.keys(), ...this.#jobs.keys()])) changed(name);
        this.#logger.info({ pools: [...this.#jobs.keys()] }, 'the file of pools was read again');
      } catch (error) {
        this.#logger.error({ err: error }, 'the file of pools is wrong; nothing was changed');
      }
    });
  }

  hold(): Promise<void> {
    return Promise.resolve(); // remembered beside the file from the start
  }

  report(): Promise<void> {
    return Promise.resolve(); // the log and the pools page tell it
  }

  reportFailure(): Promise<void> {
    return Promise.resolve();
  }

  release(name: string): Promise<void> {
    this.#jobs = new Map([...this.#jobs].filter(([other]) => other !== name));
    this.#remember();
    return Promise.resolve();
  }

  close(): void {
    unwatchFile(this.#file);
  }

  #read(): void {
    const written = new Map<string, SourcedJob>(
      readJobs(this.#file).map((job) => [job.metadata.name, { job, deleting: false }]),
    );
    const known = [...this.#owned(), ...[...this.#jobs.values()].map(({ job }) => job)];
    const gone = known
      .filter(({ metadata }) => !written.has(metadata.name))
      .map((job): [string, SourcedJob] => [job.metadata.name, { job, deleting: true }]);
    this.#jobs = new Map([...written, ...gone]);
    this.#remember();
  }

  #owned(): ProcessingJob[] {
    const file = `${this.#file}.owned`;
    if (!existsSync(file)) return [];
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return z.array(processingJobSchema).parse(content);
  }

  #remember(): void {
    const owners = [...this.#jobs.values()]
      .map(({ job }) => job)
      .filter(({ spec }) => spec.tenant !== undefined);
    if (owners.length === 0 && !existsSync(`${this.#file}.owned`)) return;
    writeFileSync(`${this.#file}.owned.new`, JSON.stringify(owners));
    renameSync(`${this.#file}.owned.new`, `${this.#file}.owned`);
  }
}

const namedSchema = z.object({ metadata: z.object({ name: z.string() }) });

/** @throws {WrongFile} */
function readJobs(file: string): ProcessingJob[] {
  const jobs = parseAllDocuments(readFileSync(file, 'utf8')).map((document, index) => {
    const [problem] = document.errors;
    if (problem) throw new WrongFile(`${file}: ${problem.message}`);
    const content: unknown = document.toJS();
    const result = processingJobSchema.safeParse(content);
    if (!result.success) {
      const name = namedSchema.safeParse(content).data?.metadata.name ?? 'no name';
      const where = `${file}, document ${index + 1} (${name})`;
      throw new WrongFile(`${where}:\n${z.prettifyError(result.error)}`);
    }
    return result.data;
  });
  const owner = new Map<string, string>();
  const names = new Set<string>();
  for (const { metadata, spec } of jobs) {
    if (names.has(metadata.name))
      throw new WrongFile(`${file}: two pools are called ${metadata.name}`);
    names.add(metadata.name);
    for (const queue of spec.queues) {
      const other = owner.get(queue);
      if (other)
        throw new WrongFile(`${file}: ${queue} belongs to both ${other} and ${metadata.name}`);
      owner.set(queue, metadata.name);
    }
  }
  return jobs;
}

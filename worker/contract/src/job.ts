import { changedResources } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { tenantIdSchema } from './tenant-id.ts';

/**
 * Jobs of a class wait in the same queues and are done by processes with the same rights: `ocr` opens strangers' files,
 * `work` books and never opens one, `seal` is the sealer's alone.
 */
export const jobClasses = ['ocr', 'work', 'seal'] as const;
export type JobClass = (typeof jobClasses)[number];
/** Classes that pools of workers do. */
export const poolClasses = ['ocr', 'work'] as const satisfies readonly JobClass[];
export type PoolClass = (typeof poolClasses)[number];

/** The database logins that write jobs' rows. */
export type JobLogin = 'smart_api' | 'smart_reader' | 'smart_worker' | 'smart_sealer';

/** All that is to be said of a kind of job; its handler stands with the process that does it. */
export interface JobDefinition {
  readonly class: JobClass;
  /** What its row says to do. */
  readonly payload: z.ZodType;
  /** Who may write such a job; the database holds everybody to it. */
  readonly insertedBy: readonly JobLogin[];
  /** Who may claim it, write its outcome, or have it tried again. */
  readonly changedBy: readonly JobLogin[];
  /** Whether a person may have it tried again when it failed, and a restored tenant goes on with it. */
  readonly ofPeople: boolean;
}

const ofDocument = z.object({ document: z.uuid() });
const ofAllBooks = z.object({});

/** What can be asked of the processes that take jobs. */
export const jobKinds = ['ocr', 'parse', 'seal', 'verify'] as const;
export const jobKindSchema = z.enum(jobKinds);
export type JobKind = z.infer<typeof jobKindSchema>;

/** A new kind is declared here, and nowhere else: rights, archive and retry follow. */
export const jobDefinitions = {
  // An upload; a person tries it again, or removes the document.
  ocr: {
    class: 'ocr',
    payload: ofDocument,
    insertedBy: ['smart_api'],
    changedBy: ['smart_api', 'smart_reader'],
    ofPeople: true,
  },
  // What comes after reading.
  parse: {
    class: 'work',
    payload: ofDocument,
    insertedBy: ['smart_reader'],
    changedBy: ['smart_api', 'smart_worker'],
    ofPeople: true,
  },
  // The sweep; postings ask by `request_seal` of their tenant's schema.
  seal: {
    class: 'seal',
    payload: ofAllBooks,
    insertedBy: ['smart_sealer'],
    changedBy: ['smart_sealer'],
    ofPeople: false,
  },
  verify: {
    class: 'seal',
    payload: ofAllBooks,
    insertedBy: ['smart_sealer'],
    changedBy: ['smart_sealer'],
    ofPeople: false,
  },
} as const satisfies Record<JobKind, JobDefinition>;

export function classOfKind(kind: JobKind): JobClass {
  return jobDefinitions[kind].class;
}

export type JobPayload<K extends JobKind> = z.infer<(typeof jobDefinitions)[K]['payload']>;

/** A message is only a pointer: the row in `platform.jobs` is the truth, so a duplicate is harmless. */
export const jobMessageSchema = z.object({ tenant: tenantIdSchema, job: z.uuid() });
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** A hint that something changed; the browser reads the resource again. */
export const eventSchema = z.object({
  tenant: tenantIdSchema,
  resource: z.enum(changedResources),
  id: z.string(),
});
export type Event = z.infer<typeof eventSchema>;

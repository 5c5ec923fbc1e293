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

/** Work that the clock asks for: the relay writes such jobs, and they ride the bulk lane. */
export interface JobSchedule {
  /** `all_tenants`: a job for each active tenant, spread over the interval; `platform`: one, of no tenant. */
  readonly scope: 'platform' | 'all_tenants';
  readonly everySeconds: number;
}

/** What a job may be about. */
export const jobSubjects = ['document'] as const;

/** All that is to be said of a kind of job; its handler stands with the process that does it. */
export type JobDefinition = JobTraits &
  (
    | { readonly class: 'seal'; readonly schedule: JobSchedule | null }
    // Pools work for tenants, with the rights of each.
    | {
        readonly class: PoolClass;
        readonly schedule: (JobSchedule & { scope: 'all_tenants' }) | null;
      }
  );

interface JobTraits {
  /** What it is about, whose id stands in its row; null where that is all of the tenant or of the platform. */
  readonly subject: (typeof jobSubjects)[number] | null;
  /** What else its row says. */
  readonly payload: z.ZodType;
  /** Who may write such a job; the database holds everybody to it. */
  readonly insertedBy: readonly JobLogin[];
  /** Who may claim it, write its outcome, or have it tried again. */
  readonly changedBy: readonly JobLogin[];
  /** Whether a person may have it tried again when it failed, and a restored tenant goes on with it. */
  readonly ofPeople: boolean;
}

const nothingElse = z.strictObject({});
const daySeconds = 24 * 3_600;

/** What can be asked of the processes that take jobs. */
export const jobKinds = [
  'ocr',
  'parse',
  'seal',
  'request_seals',
  'verify',
  'remove_expired',
] as const;
export const jobKindSchema = z.enum(jobKinds);
export type JobKind = z.infer<typeof jobKindSchema>;

/** A new kind is declared here, and nowhere else: rights, schedule, archive and retry follow. */
export const jobDefinitions = {
  // An upload; a person tries it again, or removes the document.
  ocr: {
    class: 'ocr',
    subject: 'document',
    payload: nothingElse,
    insertedBy: ['smart_api'],
    changedBy: ['smart_api', 'smart_reader'],
    ofPeople: true,
    schedule: null,
  },
  // What comes after reading.
  parse: {
    class: 'work',
    subject: 'document',
    payload: nothingElse,
    insertedBy: ['smart_reader'],
    changedBy: ['smart_api', 'smart_worker'],
    ofPeople: true,
    schedule: null,
  },
  // Postings ask by `request_seal` of their tenant's schema.
  seal: {
    class: 'seal',
    subject: null,
    payload: nothingElse,
    insertedBy: ['smart_sealer'],
    changedBy: ['smart_sealer'],
    ofPeople: false,
    schedule: null,
  },
  // A process may end between COMMIT and its request: no entry waits longer than this for somebody to notice.
  request_seals: {
    class: 'seal',
    subject: null,
    payload: nothingElse,
    insertedBy: [],
    changedBy: ['smart_sealer'],
    ofPeople: false,
    schedule: { scope: 'platform', everySeconds: 120 },
  },
  verify: {
    class: 'seal',
    subject: null,
    payload: nothingElse,
    insertedBy: [],
    changedBy: ['smart_sealer'],
    ofPeople: false,
    schedule: { scope: 'all_tenants', everySeconds: daySeconds },
  },
  // The sealer's, because it is the one process that works for all tenants; how old a row must be is fixed in the database.
  remove_expired: {
    class: 'seal',
    subject: null,
    payload: nothingElse,
    insertedBy: [],
    changedBy: ['smart_sealer'],
    ofPeople: false,
    schedule: { scope: 'platform', everySeconds: daySeconds },
  },
} as const satisfies Record<JobKind, JobDefinition>;

export type JobPayload<K extends JobKind> = z.infer<(typeof jobDefinitions)[K]['payload']>;

export function classOfKind(kind: JobKind): JobClass {
  return jobDefinitions[kind].class;
}

/**
 * A message is only a pointer: the row in `platform.jobs` is the truth, so a duplicate is harmless. `tenant` is null for
 * jobs of the platform itself.
 */
export const jobMessageSchema = z.object({ tenant: tenantIdSchema.nullable(), job: z.uuid() });
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** A hint that something changed; the browser reads the resource again. */
export const eventSchema = z.object({
  tenant: tenantIdSchema,
  resource: z.enum(changedResources),
  id: z.string(),
});
export type Event = z.infer<typeof eventSchema>;

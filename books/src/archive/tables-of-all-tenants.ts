import { jobStates } from '@smart-accounting/accounting/vocabularies';
import { jobDefinitions, jobKinds, jobSubjects } from '@smart-accounting/worker-contract';
import { z } from 'zod';

/** What becomes of a tenant's rows in a table that tenants share. */
export interface SharedTable {
  /** With its schema. */
  readonly name: string;
  /** The rows that an export writes and a restore takes, column by column; null where they mean something only here. */
  readonly archived: z.ZodObject | null;
  /** Which rows are archived; all by default. */
  readonly archivedWhere?: string;
  /** What a restored row is given instead of what it had, by column. */
  readonly restoredAs?: Readonly<Record<string, string>>;
  /** Whether its rows go with an erased tenant, or stay as the record of what was done. */
  readonly erased: boolean;
}

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'not an instant');
const object = z.record(z.string(), z.unknown());
const count = z.number().int().nonnegative().max(2_147_483_647);
const text = z.string().max(10_000);

const auditEvent = z.strictObject({
  at: instant,
  user_id: z.uuid().nullable(),
  api_key: z.uuid().nullable(),
  // What is done to people and tenants themselves is told elsewhere, and never stands among a tenant's events.
  action: z.string().regex(/^(?!user\.|tenant\.)[a-z_]+\.[a-z_]+$/),
  subject: text,
  subject_id: text,
  before: object.nullable(),
  after: object.nullable(),
  request_id: text.nullable(),
});

/** Work that a restored tenant goes on with. Its books are sealed and verified by the restore itself. */
const archivedKinds = z.enum(jobKinds.filter((kind) => jobDefinitions[kind].ofPeople));

const job = z
  .strictObject({
    kind: archivedKinds,
    subject_kind: z.enum(jobSubjects).nullable(),
    subject_id: z.uuid().nullable(),
    payload: z.unknown(),
    state: z.enum(jobStates),
    run_at: instant,
    attempts: count,
    reason: text.nullable(),
    detail: text.nullable(),
    due_key: text.nullable(),
    request_id: text.nullable(),
    created_at: instant,
    started_at: instant.nullable(),
    finished_at: instant.nullable(),
  })
  .refine(({ kind, payload }) => jobDefinitions[kind].payload.safeParse(payload).success, {
    path: ['payload'],
    message: 'not what a job of its kind says',
  })
  .refine(
    ({ kind, subject_kind, subject_id }) =>
      jobDefinitions[kind].subject === subject_kind &&
      (subject_kind === null) === (subject_id === null),
    { path: ['subject_id'], message: 'not what a job of its kind works on' },
  );

/**
 * Every table outside of the tenants' schemas that has a column `tenant`; a test compares the list with the database.
 * A new one needs a line here and the policy `in_hand` for `smart_owner`.
 */
export const sharedTables: readonly SharedTable[] = [
  { name: 'audit.events', archived: auditEvent, erased: true },
  {
    // A restored job is a new one: it is published again when it was not finished.
    name: 'platform.jobs',
    archived: job,
    archivedWhere: `kind IN (${archivedKinds.options.map((kind) => `'${kind}'`).join(', ')})`,
    restoredAs: { id: 'gen_random_uuid()' },
    erased: true,
  },
  {
    name: 'platform.quotas',
    archived: z.strictObject({
      documents_per_month: count.nullable(),
      pages_per_month: count.nullable(),
      stored_bytes: count.nullable(),
    }),
    erased: true,
  },
  {
    name: 'platform.monthly_usage',
    archived: z.strictObject({ month: z.iso.date(), documents: count, pages: count }),
    erased: true,
  },
  // Who may enter is decided where the archive is restored.
  { name: 'platform.memberships', archived: null, erased: true },
  { name: 'platform.invitations', archived: null, erased: true },
  { name: 'platform.api_keys', archived: null, erased: true },
  { name: 'platform.tenant_migrations', archived: null, erased: true },
  { name: 'platform.tenant_requests', archived: null, erased: false },
  { name: 'platform.schedules', archived: null, erased: true },
];

/** The columns of a table that stand in an archive. */
export function archivedColumns({ archived }: SharedTable): readonly string[] {
  return archived === null ? [] : Object.keys(archived.shape);
}

/** What becomes of a tenant's rows in a table that tenants share. */
export interface SharedTable {
  /** With its schema. */
  readonly name: string;
  /** The columns that are archived; null where the rows mean something only here. */
  readonly archived: readonly string[] | null;
  /** Which rows are archived; all by default. */
  readonly archivedWhere?: string;
  /** What a restored row is given instead of what it had, by column. */
  readonly restoredAs?: Readonly<Record<string, string>>;
  /** Which rows go with an erased tenant; all by default. */
  readonly erasedWhere?: string;
}

/**
 * Every table outside of the tenants' schemas that has a column `tenant`; a test compares the list with the database.
 * A new one needs a line here and the policy `in_hand` for `smart_owner`.
 */
export const sharedTables: readonly SharedTable[] = [
  {
    name: 'audit.events',
    archived: ['at', 'user_id', 'action', 'subject', 'subject_id', 'before', 'after', 'request_id'],
  },
  {
    // A restored job is a new one: it is published again when it was not finished.
    name: 'platform.jobs',
    archived: [
      'kind',
      'payload',
      'state',
      'run_at',
      'attempts',
      'reason',
      'detail',
      'due_key',
      'request_id',
      'created_at',
      'started_at',
      'finished_at',
    ],
    archivedWhere: "kind NOT IN ('provision', 'seal')",
    restoredAs: { id: 'gen_random_uuid()' },
    // The job that erases stays, as its own record.
    erasedWhere: "kind <> 'provision'",
  },
  {
    name: 'platform.quotas',
    archived: ['documents_per_month', 'pages_per_month', 'stored_bytes'],
  },
  { name: 'platform.monthly_usage', archived: ['month', 'documents', 'pages'] },
  // Who may enter is decided where the archive is restored.
  { name: 'platform.memberships', archived: null },
  { name: 'platform.invitations', archived: null },
  { name: 'platform.api_keys', archived: null },
  { name: 'platform.tenant_migrations', archived: null },
];

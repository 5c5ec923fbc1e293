/** Why the database refused a posting. */
export type LedgerRefusal =
  | 'unbalanced'
  | 'period_closed'
  | 'posted_is_final'
  | 'no_fiscal_period'
  | 'already_reversed'
  | 'key_in_use';

const byState: Readonly<Record<string, LedgerRefusal>> = {
  SA001: 'unbalanced',
  SA002: 'period_closed',
  SA003: 'posted_is_final',
  SA004: 'no_fiscal_period',
};

const byConstraint: Readonly<Record<string, LedgerRefusal>> = {
  journal_entries_reverses_key: 'already_reversed',
  idempotency_keys_pkey: 'key_in_use',
};

/** The rule of the books that an error of the database stands for, or null when it is another error. */
export function ledgerRefusal(error: unknown): LedgerRefusal | null {
  const { code, constraint } = databaseError(error);
  return (
    byState[code ?? ''] ?? (code === '23505' ? (byConstraint[constraint ?? ''] ?? null) : null)
  );
}

/** SQLSTATE and constraint of PostgreSQL's error; Sequelize keeps it as `parent`. */
export function databaseError(error: unknown): { code?: string; constraint?: string } {
  if (typeof error !== 'object' || error === null) return {};
  if ('parent' in error && error.parent) return databaseError(error.parent);
  const text = (name: 'code' | 'constraint'): string | undefined => {
    const value: unknown = name in error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { code: text('code'), constraint: text('constraint') };
}

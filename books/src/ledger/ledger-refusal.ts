import { databaseError } from '@smart-accounting/database/tenancy/database-error';

/** Why the database refused a posting. */
export type LedgerRefusal =
  | 'unbalanced'
  | 'period_closed'
  | 'posted_is_final'
  | 'no_fiscal_period'
  | 'already_reversed'
  | 'reversal_before_entry'
  | 'key_in_use';

const byState: Readonly<Record<string, LedgerRefusal>> = {
  SA001: 'unbalanced',
  SA002: 'period_closed',
  SA003: 'posted_is_final',
  SA004: 'no_fiscal_period',
  SA005: 'reversal_before_entry',
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

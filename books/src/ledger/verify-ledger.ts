import { query } from '@smart-accounting/database/tenancy/database';

/** A fault in the books: which rule, and where. */
export interface LedgerFault {
  readonly rule:
    | 'unbalanced_entry'
    | 'few_lines'
    | 'gap_in_numbers'
    | 'counter_differs'
    | 'reversal_differs'
    | 'books_unbalanced'
    | 'entry_changed'
    | 'entry_removed'
    | 'entry_inserted'
    | 'line_changed'
    | 'line_removed'
    | 'line_inserted'
    | 'seal_changed'
    | 'seal_unreadable'
    | 'seals_removed'
    | 'head_differs'
    | 'head_missing'
    | 'head_unreadable'
    | 'entry_unsealed'
    | 'account_changed'
    | 'contact_changed'
    | 'document_changed';
  readonly subject: string;
  readonly detail: string;
}

const rules: readonly { rule: LedgerFault['rule']; sql: string }[] = [
  {
    rule: 'unbalanced_entry',
    sql: `SELECT entry_id::text AS subject, 'debit ' || sum(debit) || ', credit ' || sum(credit) AS detail
      FROM ledger_entries GROUP BY entry_id HAVING sum(debit) <> sum(credit)`,
  },
  {
    rule: 'few_lines',
    sql: `SELECT e.id::text AS subject, count(l.entry_id) || ' lines' AS detail
      FROM journal_entries e LEFT JOIN ledger_entries l ON l.entry_id = e.id GROUP BY e.id HAVING count(l.entry_id) < 2`,
  },
  {
    rule: 'gap_in_numbers',
    sql: `SELECT journal || '-' || fiscal_year AS subject, count(*) || ' entries, last number ' || max(number) AS detail
      FROM journal_entries GROUP BY journal, fiscal_year HAVING count(*) <> max(number) OR min(number) <> 1`,
  },
  {
    rule: 'counter_differs',
    sql: `SELECT c.journal || '-' || c.fiscal_year AS subject, 'counter ' || c.last_number AS detail
      FROM journal_counters c WHERE c.last_number <> (SELECT coalesce(max(number), 0) FROM journal_entries e
        WHERE e.journal = c.journal AND e.fiscal_year = c.fiscal_year)`,
  },
  {
    rule: 'reversal_differs',
    sql: `SELECT r.id::text AS subject, 'reverses ' || r.reverses AS detail FROM journal_entries r
      WHERE r.reverses IS NOT NULL AND EXISTS (SELECT FROM ledger_entries l WHERE l.entry_id IN (r.id, r.reverses)
        GROUP BY l.account_id, l.contact_id HAVING sum(l.debit) <> sum(l.credit)
        UNION ALL SELECT FROM ledger_entries l WHERE l.entry_id IN (r.id, r.reverses)
        GROUP BY l.vat_code, l.vat_box HAVING sum(l.vat_base) <> 0 OR sum(l.vat_tax) <> 0)`,
  },
  {
    rule: 'books_unbalanced',
    sql: `SELECT 'all entries' AS subject, 'debit ' || sum(debit) || ', credit ' || sum(credit) AS detail
      FROM ledger_entries HAVING sum(debit) <> sum(credit)`,
  },
];

/** Recomputes what must hold in the tenant's books; no fault when all does. Reads every entry. */
export async function verifyLedger(): Promise<LedgerFault[]> {
  const faults: LedgerFault[] = [];
  for (const { rule, sql } of rules) {
    for (const row of await query<{ subject: string; detail: string }>(sql))
      faults.push({ rule, ...row });
  }
  return faults;
}

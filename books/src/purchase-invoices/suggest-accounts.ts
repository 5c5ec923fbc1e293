import { rgsCodeByKeyword } from '@smart-accounting/accounting/purchase-invoice/account-keywords';
import { query } from '@smart-accounting/database/tenancy/database';

export interface AccountSuggestion {
  readonly accountId: string;
  /** The code used before for this supplier; null when there is no history. */
  readonly vatCode: string | null;
  readonly source: 'history' | 'keyword' | 'default';
}

/** What a description is remembered by: its words without digits, so that "Huur oktober 2026" fits "Huur november". */
export function phraseOf(description: string): string {
  return description
    .toLowerCase()
    .replace(/\b(jan|feb|mrt|maart|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\b/g, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .slice(0, 80);
}

/**
 * The account for each description: how this supplier's line was booked before, else how the supplier is mostly
 * booked, else the contact's own default, else by keyword, else general costs.
 */
export async function suggestAccounts(
  contactId: string | null,
  supplierName: string | null,
  descriptions: readonly string[],
): Promise<AccountSuggestion[]> {
  const history = contactId ? await supplierHistory(contactId) : [];
  const accounts = await query<{ id: string; rgs: string | null; role: string | null }>(
    'SELECT id, rgs_code AS rgs, role FROM ledger_accounts WHERE active ORDER BY number',
  );
  const general = accounts.find((account) => account.role === 'general_costs') ?? accounts[0];
  if (!general) throw new Error('the chart of accounts is empty');
  return descriptions.map((description) => {
    const phrase = phraseOf(description);
    const before =
      history.find((row) => row.phrase === phrase) ?? history.find((row) => row.phrase === '');
    if (before) return { accountId: before.accountId, vatCode: before.vatCode, source: 'history' };
    const rgs = rgsCodeByKeyword(description) ?? rgsCodeByKeyword(supplierName);
    const byKeyword = rgs && accounts.find((account) => account.rgs === rgs);
    if (byKeyword) return { accountId: byKeyword.id, vatCode: null, source: 'keyword' };
    return { accountId: general.id, vatCode: null, source: 'default' };
  });
}

interface Remembered {
  phrase: string;
  accountId: string;
  vatCode: string;
}

/** Per phrase the account used most, latest first on a tie; the empty phrase stands for the supplier as a whole. */
async function supplierHistory(contactId: string): Promise<Remembered[]> {
  return query<Remembered>(
    `SELECT DISTINCT ON (phrase) phrase, "accountId", "vatCode" FROM (
       SELECT phrase, ledger_account_id AS "accountId", vat_code AS "vatCode", times, last_used_at
         FROM supplier_memory WHERE contact_id = $1
       UNION ALL
       SELECT '', default_ledger_account_id, coalesce(default_vat_code, 'I21'), 1000000, now()
         FROM contacts WHERE id = $1 AND default_ledger_account_id IS NOT NULL
     ) AS memory ORDER BY phrase, times DESC, last_used_at DESC`,
    [contactId],
  );
}

/** The accounts in use that a supplier was booked on, or is to be by default, the most used first. */
export async function accountsOfSupplier(contactId: string): Promise<string[]> {
  const rows = await query<{ id: string }>(
    `SELECT a.id FROM ledger_accounts a
       LEFT JOIN supplier_memory m ON m.ledger_account_id = a.id AND m.contact_id = $1 AND m.phrase = ''
       LEFT JOIN contacts c ON c.default_ledger_account_id = a.id AND c.id = $1
       WHERE a.active AND (m.contact_id IS NOT NULL OR c.id IS NOT NULL)
       GROUP BY a.id, a.number ORDER BY count(c.id) DESC, sum(m.times) DESC NULLS LAST, a.number`,
    [contactId],
  );
  return rows.map(({ id }) => id);
}

/** Remembers how the lines of a posted invoice were booked, by phrase and for the supplier as a whole. */
export async function rememberAccounts(
  contactId: string,
  lines: readonly { description: string; accountId: string; vatCode: string }[],
): Promise<void> {
  const remembered = lines.flatMap((line) => [
    { ...line, phrase: phraseOf(line.description) },
    { ...line, phrase: '' },
  ]);
  const unique = new Map(
    remembered.map((row) => [`${row.phrase}|${row.accountId}|${row.vatCode}`, row]),
  );
  for (const { phrase, accountId, vatCode } of unique.values()) {
    await query(
      `INSERT INTO supplier_memory AS m (contact_id, phrase, ledger_account_id, vat_code) VALUES ($1, $2, $3, $4)
         ON CONFLICT (contact_id, phrase, ledger_account_id, vat_code)
         DO UPDATE SET times = m.times + 1, last_used_at = now()`,
      [contactId, phrase, accountId, vatCode],
    );
  }
}

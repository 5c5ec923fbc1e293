import { found } from '@smart-accounting/database/refusal';
import { query } from '@smart-accounting/database/tenancy/database';
import type { LedgerAccount } from './ledger-account.ts';

/** A ledger account with its balance today: debit minus credit, in cents. */
export interface AccountWithBalance {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly type: LedgerAccount['type'];
  readonly rgsCode: string | null;
  readonly role: string | null;
  readonly vatCode: string | null;
  readonly active: boolean;
  readonly version: number;
  readonly balance: bigint;
}

const selectAccounts = `
  SELECT a.id, a.number, a.name, a.type, a.rgs_code AS "rgsCode", a.role, a.vat_code AS "vatCode", a.active, a.version,
    coalesce(s.balance, 0)::bigint AS balance
  FROM ledger_accounts a
  LEFT JOIN (SELECT account_id, sum(debit - credit) AS balance FROM ledger_entries GROUP BY account_id) s
    ON s.account_id = a.id`;

/** The chart of accounts, by number. */
export async function listAccounts(): Promise<AccountWithBalance[]> {
  return query<AccountWithBalance>(`${selectAccounts} ORDER BY a.number`);
}

/** @throws {Refusal} not_found */
export async function readAccount(id: string): Promise<AccountWithBalance> {
  const [account] = await query<AccountWithBalance>(`${selectAccounts} WHERE a.id = $1`, [id]);
  return found(account);
}

/** The VAT codes in use. */
export async function listVatCodes(): Promise<{ code: string; name: string }[]> {
  return query<{ code: string; name: string }>(
    'SELECT code, name FROM vat_codes WHERE active ORDER BY code',
  );
}

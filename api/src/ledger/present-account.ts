import type { LedgerAccount } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { type AccountWithBalance, readAccount } from '@smart-accounting/books/ledger/list-accounts';

export function presentAccount(row: AccountWithBalance): LedgerAccount {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    type: row.type,
    rgs_code: row.rgsCode,
    role: row.role,
    vat_code: row.vatCode,
    active: row.active,
    balance: formatMinor(row.balance),
    version: row.version,
  };
}

/** One account, read in the tenant's unit of work. @throws {Refusal} not_found */
export async function presentOneAccount(id: string): Promise<LedgerAccount> {
  return presentAccount(await readAccount(id));
}

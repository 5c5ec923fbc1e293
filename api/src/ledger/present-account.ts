import type { AccountCard, LedgerAccount } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { type AccountWithBalance, readAccount } from '@smart-accounting/books/ledger/list-accounts';
import { entryNumber } from '@smart-accounting/books/ledger/post-entry';
import type { CardLine } from '@smart-accounting/books/ledger/read-account-card';

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

export function presentCardLine(row: CardLine): AccountCard['items'][number] {
  return {
    entry_id: row.entry,
    entry_number: entryNumber(row),
    line: row.line,
    entry_date: row.entryDate,
    description: row.description || row.entryDescription,
    contra_accounts: row.contra ?? [],
    contact: row.contact ? { id: row.contact, name: row.contactName ?? '' } : null,
    debit: formatMinor(row.debit),
    credit: formatMinor(row.credit),
    balance: formatMinor(row.balance),
    document_id: row.document,
    purchase_invoice_id: row.invoice,
  };
}

import type { AccountCard } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import type { AccountWithBalance } from '@smart-accounting/books/ledger/list-accounts';
import { entryNumber } from '@smart-accounting/books/ledger/post-entry';
import type {
  CardLine,
  CardPage,
  CardSums,
} from '@smart-accounting/books/ledger/read-account-card';
import { presentAccount } from './present-account.ts';

export function presentCard(account: AccountWithBalance, card: CardPage): AccountCard {
  return {
    account: presentAccount(account),
    from: card.from,
    to: card.to,
    years: [...card.years],
    opening_balance: formatMinor(card.opening),
    closing_balance: formatMinor(card.period.balance),
    total_debit: formatMinor(card.period.debit),
    total_credit: formatMinor(card.period.credit),
    line_count: card.lineCount,
    lines_before: card.linesBefore,
    brought_forward: presentSums(card.broughtForward),
    carried_forward: presentSums(card.carriedForward),
    items: card.items.map(presentLine),
    next_cursor: card.nextCursor,
    previous_cursor: card.previousCursor,
  };
}

function presentSums({ debit, credit, balance }: CardSums): AccountCard['brought_forward'] {
  return {
    debit: formatMinor(debit),
    credit: formatMinor(credit),
    balance: formatMinor(balance),
  };
}

function presentLine(row: CardLine): AccountCard['items'][number] {
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

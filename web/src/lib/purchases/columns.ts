import Clock from '@lucide/svelte/icons/clock';
import type { Answer } from '#lib/api/call-api.ts';
import { generalWords } from '#lib/i18n/general-words.ts';
import { words } from '#lib/i18n/words.ts';
import { formatMoney, toMinor } from '#lib/money/format-money.ts';
import type { BadgeCell, Column, TextCell } from '#lib/table/column.ts';
import { invoiceStateLooks } from './invoice-state-looks.ts';
import { settlementOf } from './settlement.ts';
import { purchaseWords } from './words.ts';

export type ListedInvoice = Answer<'listPurchaseInvoices'>['items'][number];

/** Purchase invoices to scan: date, supplier, number, amount, due day, state. */
export function purchaseColumns(): Column<ListedInvoice>[] {
  const t = words(purchaseWords);
  const general = words(generalWords);

  function stateOf({ state, overdue_days: late }: ListedInvoice): BadgeCell {
    if (state === 'posted' && late) return { text: t.daysLate(late), tone: 'bad', icon: Clock };
    return { text: general.invoiceStates[state], ...invoiceStateLooks[state] };
  }

  function numberOf(invoice: ListedInvoice): TextCell {
    const hints = [
      invoice.document_type === 'credit_note' ? t.creditNote : '',
      settlementOf(invoice) === 'paid' ? t.paid : '',
    ];
    return { text: invoice.invoice_number ?? '–', hint: hints.filter(Boolean).join(' · ') };
  }

  return [
    {
      key: 'date',
      kind: 'date',
      head: general.date,
      sort: 'invoice_date',
      of: (invoice) => invoice.invoice_date,
    },
    {
      key: 'supplier',
      kind: 'text',
      head: general.supplier,
      sort: 'supplier_name',
      of: (invoice) => invoice.supplier_name ?? general.unknownSupplier,
      strong: true,
      fixed: true,
      phone: 'title',
    },
    {
      key: 'number',
      kind: 'text',
      head: t.number,
      sort: 'invoice_number',
      of: numberOf,
      phone: 'detail',
    },
    {
      key: 'amount',
      kind: 'amount',
      head: t.amount,
      sort: 'total',
      of: amountOf,
      sum: (invoice) => (invoice.currency === 'EUR' ? signed(invoice) : 0n),
      phone: 'figure',
    },
    { key: 'due', kind: 'date', head: t.due, sort: 'due_date', of: (invoice) => invoice.due_date },
    { key: 'state', kind: 'badge', head: general.status, of: stateOf, phone: 'state' },
  ];
}

/** Credit notes count against the total, so they are shown as such. */
function signed({ total, document_type: kind }: ListedInvoice): bigint {
  const minor = toMinor(total ?? '0');
  return kind === 'credit_note' ? -minor : minor;
}

function amountOf(invoice: ListedInvoice) {
  if (invoice.total === null) return null;
  const minor = signed(invoice);
  return invoice.currency === 'EUR' ? minor : { text: formatMoney(minor, invoice.currency) };
}

import type { listPurchaseInvoices, QueryOf } from '@smart-accounting/api-contract';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { query } from '@smart-accounting/database/tenancy/database';
import {
  containing,
  type KeyType,
  listPage,
  type Page,
} from '@smart-accounting/database/paging/keyset-page';
import type { Invoice } from './invoice.ts';

type Filter = QueryOf<typeof listPurchaseInvoices>;
type State = Invoice['state'];

/** An invoice as a list shows it. Amounts in cents of its currency. */
export interface ListedInvoice {
  id: string;
  state: State;
  document: string | null;
  fileName: string | null;
  pageCount: number | null;
  documentType: Invoice['documentType'];
  contact: string | null;
  contactName: string | null;
  supplierName: string | null;
  invoiceNumber: string | null;
  invoiceDate: string | null;
  dueDate: string | null;
  currency: string;
  total: bigint | null;
  payable: bigint | null;
  open: bigint | null;
  overdueDays: number | null;
  journal: string | null;
  fiscalYear: number | null;
  number: number | null;
  createdAt: Date;
  version: number;
}

/** Columns that lists may be sorted by; only these names ever stand in the SQL. */
const sortColumns: Readonly<Record<Filter['sort'], Readonly<Record<string, KeyType>>>> = {
  created_at: { 'i.created_at': 'timestamptz' },
  invoice_date: { 'i.invoice_date': 'date' },
  due_date: { 'i.due_date': 'date' },
  total: { 'i.total': 'bigint' },
  supplier_name: { 'lower(coalesce(c.name, i.supplier_name))': 'text' },
  invoice_number: { 'i.invoice_number': 'text' },
};

/** Computed once: before the tables are analyzed, the planner would compute it anew for every invoice. */
const openOnce =
  'WITH open AS MATERIALIZED (SELECT invoice_id, open, due_date FROM open_purchases)';
const joinOpen = 'LEFT JOIN open o ON o.invoice_id = i.id';
const nothingOpen = 'CROSS JOIN (SELECT NULL::bigint AS open, NULL::date AS due_date) o';

const from = `FROM invoices i
  LEFT JOIN contacts c ON c.id = i.contact_id
  LEFT JOIN documents d ON d.id = i.document_id
  LEFT JOIN journal_entries e ON e.id = i.journal_entry_id`;

/** All conditions but the state, which the tabs change; $1 to $8. */
const conditions = `i.kind = 'purchase'
  AND ($1::uuid IS NULL OR i.contact_id = $1)
  AND ($2::date IS NULL OR i.invoice_date >= $2) AND ($3::date IS NULL OR i.invoice_date <= $3)
  AND (NOT $4::boolean OR (o.open > 0 AND o.due_date < $5::date))
  AND ($6::text IS NULL OR c.name ILIKE $6 OR i.supplier_name ILIKE $6 OR i.invoice_number ILIKE $6 OR i.total = $7::bigint)`;

export interface InvoiceList extends Page<ListedInvoice> {
  /** How many match in all, and their total in euro cents. */
  readonly count: number;
  readonly total: bigint;
  /** How many there are in each state, whichever of them is asked for. */
  readonly counts: Readonly<Record<State, number>>;
}

/** Purchase invoices by filter and sort, with the totals of all that match. */
export async function listInvoices(filter: Filter, now: Date): Promise<InvoiceList> {
  const values = filterValues(filter, now);
  const page = await listPage<ListedInvoice>(filter, {
    with: openOnce,
    rows: `i.id, i.state, d.id AS document, d.file_name AS "fileName", d.page_count AS "pageCount",
       i.document_type AS "documentType", c.id AS contact, c.name AS "contactName", i.supplier_name AS "supplierName",
       i.invoice_number AS "invoiceNumber", i.invoice_date AS "invoiceDate", i.due_date AS "dueDate", i.currency, i.total,
       i.total - coalesce(i.prepaid_total, 0) + coalesce(i.rounding, 0) AS payable, o.open,
       CASE WHEN o.open > 0 AND o.due_date < $5::date THEN $5::date - o.due_date END AS "overdueDays",
       e.journal, e.fiscal_year AS "fiscalYear", e.number, i.created_at AS "createdAt", i.version
       ${from} ${joinOpen}`,
    where: `${conditions} AND ($8::text IS NULL OR i.state = $8)`,
    values: [...values, filter.state ?? null],
    by: { ...sortColumns[filter.sort], 'i.id': 'uuid' },
    descending: filter.order === 'desc',
    emptyLast: true,
  });
  const totals = await totalsByState(values, filter.overdue ?? false);
  const matching = totals.filter((row) => !filter.state || row.state === filter.state);
  return {
    ...page,
    count: matching.reduce((count, row) => count + Number(row.count), 0),
    total: matching.reduce((sum, row) => sum + row.total, 0n),
    counts: {
      review: countOf(totals, 'review'),
      ready: countOf(totals, 'ready'),
      posted: countOf(totals, 'posted'),
      reversed: countOf(totals, 'reversed'),
    },
  };
}

interface StateTotal {
  state: State;
  count: bigint;
  total: bigint;
}

/** Euros per state; a foreign invoice counts by its exchange rate, and not while it has none. */
async function totalsByState(values: readonly unknown[], overdue: boolean): Promise<StateTotal[]> {
  return query<StateTotal>(
    `${overdue ? openOnce : ''} SELECT i.state, count(*) AS count, coalesce(sum(CASE i.document_type WHEN 'credit_note' THEN -1 ELSE 1 END
       * CASE i.currency WHEN 'EUR' THEN i.total ELSE round(i.total * i.exchange_rate) END), 0)::bigint AS total
       ${from} ${overdue ? joinOpen : nothingOpen} WHERE ${conditions} GROUP BY i.state`,
    values,
  );
}

function filterValues(filter: Filter, now: Date): unknown[] {
  const search = filter.search?.trim();
  return [
    filter.contact ?? null,
    filter.from ?? null,
    filter.to ?? null,
    filter.overdue ?? false,
    dateInAmsterdam(now),
    containing(search),
    search ? amountSearched(search) : null,
  ];
}

/** `1.234,50`, `1,234.50`, `1234.5` or `1234` as cents; null when it is no amount. */
function amountSearched(text: string): bigint | null {
  const plain = text.replace(/[€\s]/g, '');
  const dutch = /^(\d{1,3}(?:\.\d{3})+|\d{1,15})(?:,(\d{1,2}))?$/.exec(plain);
  const english = /^(\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(\d{1,2}))?$/.exec(plain);
  const match = dutch ?? english;
  return match
    ? BigInt((match[1] ?? '').replace(/[.,]/g, '') + (match[2] ?? '').padEnd(2, '0'))
    : null;
}

function countOf(totals: readonly StateTotal[], state: State): number {
  return Number(totals.find((row) => row.state === state)?.count ?? 0);
}

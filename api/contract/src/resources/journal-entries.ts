import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import { amount, date, id, instant, line, pageOf, pageQuery, tenantId, text } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const oneEntry = inTenant.extend({ entry: id });

const account = z.object({ id, number: z.string(), name: z.string() });

/** A line of an entry that would be posted: debit or credit is `0.00`. */
export const proposedLine = z
  .object({
    ledger_account: account,
    description: z.string(),
    debit: amount,
    credit: amount,
    vat_code: z.string().nullable(),
    vat_box: z.string().nullable(),
  })
  .meta({ id: 'ProposedLine' });

export const entryLine = proposedLine
  .extend({
    line: z.number().int(),
    contact: z.object({ id, name: z.string() }).nullable(),
    vat_base: amount.nullable(),
    vat_tax: amount.nullable(),
    currency: z.string().nullable(),
    currency_amount: amount.nullable(),
  })
  .meta({ id: 'EntryLine' });

export const journalEntrySummary = z
  .object({
    id,
    number: z.string().describe('journal, financial year and gapless number: `INK-2026-0147`'),
    journal: z.string(),
    entry_date: date,
    description: z.string(),
    contact: z.object({ id, name: z.string() }).nullable(),
    document_id: id.nullable(),
    purchase_invoice_id: id.nullable(),
    total: amount.describe('the debit side'),
    reverses: id.nullable(),
    reversed_by: id.nullable(),
    posted_at: instant,
    posted_by: z.string().nullable().describe("the person's name"),
  })
  .meta({ id: 'JournalEntrySummary' });

export const journalEntry = journalEntrySummary
  .extend({ lines: z.array(entryLine) })
  .meta({ id: 'JournalEntry' });
export type JournalEntry = z.infer<typeof journalEntry>;

const entryFilter = {
  journal: z.string().max(5).optional(),
  from: date.optional(),
  to: date.optional(),
  search: z.string().max(100).optional(),
};

export const listJournalEntries = operation({
  id: 'listJournalEntries',
  method: 'get',
  path: '/tenants/{tenant}/journal-entries',
  tag: 'ledger',
  summary: 'Journal entries, latest first',
  access: 'read',
  params: inTenant,
  query: pageQuery.extend(entryFilter),
  success: { status: 200, body: pageOf(journalEntrySummary) },
});

export const exportJournalEntries = operation({
  ...exportOf(listJournalEntries),
  id: 'exportJournalEntries',
  summary: 'Journal entries, latest first, as a file',
  query: exportQuery.extend(entryFilter),
});

export const readJournalEntry = operation({
  id: 'readJournalEntry',
  method: 'get',
  path: '/tenants/{tenant}/journal-entries/{entry}',
  tag: 'ledger',
  summary: 'One entry with its lines',
  access: 'read',
  params: oneEntry,
  success: { status: 200, body: journalEntry },
});

export const postJournalEntry = operation({
  id: 'postJournalEntry',
  method: 'post',
  path: '/tenants/{tenant}/journal-entries',
  tag: 'ledger',
  summary: 'Post an entry by hand (journal MEM)',
  access: 'entries.post',
  params: inTenant,
  body: z.strictObject({
    entry_date: date,
    description: line(500),
    lines: z
      .array(
        z.strictObject({
          ledger_account_id: id,
          description: text(500).default(''),
          debit: amount.default('0.00'),
          credit: amount.default('0.00'),
          contact_id: id.nullish(),
        }),
      )
      .min(2)
      .max(500),
  }),
  idempotent: true,
  success: { status: 201, body: journalEntry },
  errors: ['unbalanced', 'entry_of_zeros', 'period_closed', 'no_fiscal_period'],
});

export const reverseJournalEntry = operation({
  id: 'reverseJournalEntry',
  method: 'post',
  path: '/tenants/{tenant}/journal-entries/{entry}/reverse',
  tag: 'ledger',
  summary: 'Undo an entry by its exact opposite',
  access: 'entries.post',
  params: oneEntry,
  body: z.strictObject({ entry_date: date.optional() }),
  idempotent: true,
  success: { status: 201, body: journalEntry },
  errors: ['already_reversed', 'reversal_before_entry', 'period_closed', 'no_fiscal_period'],
});

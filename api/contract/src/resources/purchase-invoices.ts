import {
  fieldSources,
  invoiceFieldNames,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import {
  accountSources,
  documentKinds,
  documentTypes,
  invoiceStates,
} from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { otherEInvoice } from './documents.ts';
import { journalEntry, proposedLine } from './journal-entries.ts';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import {
  amount,
  box,
  currency,
  date,
  decimal,
  id,
  instant,
  line,
  pageOf,
  pageQuery,
  tenantId,
  text,
} from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const oneInvoice = inTenant.extend({ invoice: id });

/**
 * `review`: something is uncertain or wrong. `ready`: no check is open, every field that is needed is certain, no line is on
 * a fallback account, and the supplier is known or clearly new.
 */
export const invoiceState = z.enum(invoiceStates);

export const invoiceFieldName = z.enum(invoiceFieldNames);
export type InvoiceFieldName = z.infer<typeof invoiceFieldName>;

/** A header field: its value now, and what the machine read for it, where, and how sure it is (0 to 1). */
export const invoiceField = z
  .object({
    value: z.string().nullable(),
    read_value: z.string().nullable(),
    confidence: z.number().nullable(),
    source: z.enum(fieldSources).nullable(),
    page: z.number().int().nullable(),
    box: box.nullable(),
    confirmed: z.boolean().describe('a person typed it or said that it is right'),
    certain: z
      .boolean()
      .describe('confirmed, or read with enough confidence and no check against it'),
  })
  .meta({ id: 'InvoiceField' });

/** A finding of the checks. `blocking` ones keep the invoice from being posted. */
export const check = z
  .object({
    code: z.string(),
    fields: z.array(z.string()),
    expected: z.string().nullable(),
    found: z.string().nullable(),
    blocking: z.enum(['never', 'until_acknowledged', 'always']),
    acknowledged: z.boolean(),
    page: z
      .number()
      .int()
      .nullable()
      .describe('where it stands, when that is not the value of a field'),
    box: box.nullable(),
    related_invoice: id.nullable().describe('the invoice this one seems to repeat'),
  })
  .meta({ id: 'Check' });

export const invoiceLine = z
  .object({
    description: z.string(),
    quantity: decimal.nullable(),
    unit_price: decimal.nullable(),
    net_amount: amount,
    vat_code: z.string(),
    ledger_account_id: id,
    account_source: z.enum(accountSources),
    account_certain: z
      .boolean()
      .describe('chosen or known, not merely the account for what nothing tells a better one of'),
  })
  .meta({ id: 'InvoiceLine' });

export const purchaseInvoiceSummary = z
  .object({
    id,
    state: invoiceState,
    document: z
      .object({ id, file_name: z.string(), page_count: z.number().int().nullable() })
      .nullable(),
    document_type: z.enum(documentTypes),
    contact: z.object({ id, name: z.string() }).nullable(),
    supplier_name: z.string().nullable(),
    invoice_number: z.string().nullable(),
    invoice_date: date.nullable(),
    due_date: date.nullable(),
    currency,
    total: amount.nullable().describe('as on the document: a credit note has a positive total'),
    payable_amount: amount
      .nullable()
      .describe(
        'what it asks to be paid: total less what is prepaid, plus rounding; in its currency',
      ),
    open_amount: amount
      .nullable()
      .describe(
        'euros of a posted invoice not paid yet; payments settle the oldest invoices first',
      ),
    overdue_days: z
      .number()
      .int()
      .nullable()
      .describe('days past the due date of what is open; null when not late'),
    entry_number: z.string().nullable(),
    created_at: instant,
    version: z.number().int(),
  })
  .meta({ id: 'PurchaseInvoiceSummary' });

export const purchaseInvoice = purchaseInvoiceSummary
  .extend({
    fields: z.record(invoiceFieldName, invoiceField),
    other_e_invoices: z
      .array(otherEInvoice)
      .describe('e-invoices in its document beside the one that was read'),
    lines: z.array(invoiceLine),
    vat: z.array(z.strictObject({ vat_code: z.string(), base: amount, vat_amount: amount })),
    entry_date: date.nullable().describe('the day it is booked on; by default the invoice date'),
    exchange_rate: decimal.nullable().describe('euros for one unit of the currency'),
    checks: z.array(check),
    document_kind: z
      .enum(documentKinds)
      .nullable()
      .describe('what its document is by its titles and structure'),
    reminds: z
      .array(z.object({ id, invoice_number: z.string(), state: invoiceState }))
      .describe('of a reminder: the invoices of its supplier whose number it names'),
    proposed_entry: z.object({ lines: z.array(proposedLine), difference: amount }),
    supplier_accounts: z
      .array(id)
      .describe('accounts that its supplier was booked on before, the most used first'),
    remembered: z
      .boolean()
      .describe('accounts were taken from how this supplier was booked before'),
    journal_entry: z
      .object({
        id,
        number: z.string(),
        posted_by: z.string().nullable(),
        posted_at: instant,
        reversed_by: id.nullable(),
      })
      .nullable(),
    corrected_by: id
      .nullable()
      .describe('of a reversed one: the copy in which it is corrected and posted again'),
  })
  .meta({ id: 'PurchaseInvoice' });
export type PurchaseInvoice = z.infer<typeof purchaseInvoice>;

/** What a person may change. A field that is absent stays; null empties it. */
export const invoiceCorrections = z
  .strictObject({
    fields: z
      .partialRecord(invoiceFieldName, text(300).nullable())
      .describe('new values in canonical form: dates YYYY-MM-DD, amounts 1234.50'),
    confirm: z.array(invoiceFieldName).describe('fields that are right as they were read'),
    acknowledge: z
      .array(z.string().regex(/^[a-z_]{1,40}$/))
      .describe('codes of checks that a person has seen and accepts'),
    contact_id: id.nullable().describe('null: the contact is looked for again'),
    entry_date: date.nullable(),
    exchange_rate: decimal.regex(/^[^-]*[1-9]/, 'write a rate above zero').nullable(),
    lines: z
      .array(
        z.strictObject({
          description: line(500),
          quantity: decimal.nullish(),
          unit_price: decimal.nullish(),
          net_amount: amount,
          vat_code: z.string().max(10),
          ledger_account_id: id,
          account_source: z
            .enum(accountSources)
            .optional()
            .describe('as the line said it; absent: a person chose or confirmed the account'),
        }),
      )
      .max(500),
    vat: z.array(z.strictObject({ vat_code: z.string().max(10), vat_amount: amount })).max(20),
  })
  .partial()
  .meta({ id: 'InvoiceCorrections' });
export type InvoiceCorrections = z.infer<typeof invoiceCorrections>;

const invoiceFilter = {
  state: invoiceState.optional(),
  contact: id.optional(),
  overdue: z.stringbool().optional(),
  from: date.optional(),
  to: date.optional(),
  search: z
    .string()
    .max(100)
    .optional()
    .describe('supplier, number or amount, in Dutch or English notation'),
  sort: z
    .enum(['created_at', 'invoice_date', 'due_date', 'total', 'supplier_name', 'invoice_number'])
    .default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
};

export const listPurchaseInvoices = operation({
  id: 'listPurchaseInvoices',
  method: 'get',
  path: '/tenants/{tenant}/purchase-invoices',
  tag: 'purchase invoices',
  summary: 'Purchase invoices by filter, with the totals of the filter',
  access: 'read',
  params: inTenant,
  query: pageQuery.extend(invoiceFilter),
  success: {
    status: 200,
    body: pageOf(purchaseInvoiceSummary).extend({
      count: z.number().int(),
      total: amount.describe('of all that match, in euros; credit notes count negative'),
      counts: z.object({
        review: z.number(),
        ready: z.number(),
        posted: z.number(),
        reversed: z.number(),
      }),
    }),
  },
});

export const exportPurchaseInvoices = operation({
  ...exportOf(listPurchaseInvoices),
  id: 'exportPurchaseInvoices',
  summary: 'Purchase invoices by filter, as a file',
  query: exportQuery.extend(invoiceFilter),
});

export const readPurchaseInvoice = operation({
  id: 'readPurchaseInvoice',
  method: 'get',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}',
  tag: 'purchase invoices',
  summary: 'One invoice: fields with their evidence, checks, and the entry it would be posted as',
  access: 'read',
  params: oneInvoice,
  success: { status: 200, body: purchaseInvoice },
});

export const correctPurchaseInvoice = operation({
  id: 'correctPurchaseInvoice',
  method: 'patch',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}',
  tag: 'purchase invoices',
  summary:
    'Correct or confirm fields; corrections are remembered for the supplier when it is posted',
  access: 'invoices.write',
  params: oneInvoice,
  body: invoiceCorrections,
  ifMatch: true,
  success: { status: 200, body: purchaseInvoice },
  errors: ['already_posted'],
});

export const previewPurchaseInvoice = operation({
  id: 'previewPurchaseInvoice',
  method: 'post',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/preview',
  tag: 'purchase invoices',
  summary:
    'What the invoice, its checks and its entry would be with these corrections; nothing is kept',
  access: 'read',
  params: oneInvoice,
  body: invoiceCorrections,
  success: { status: 200, body: purchaseInvoice },
  errors: ['already_posted'],
});

export const postPurchaseInvoice = operation({
  id: 'postPurchaseInvoice',
  method: 'post',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/post',
  tag: 'purchase invoices',
  summary: 'Post the invoice into the purchase journal',
  access: 'invoices.post',
  params: oneInvoice,
  idempotent: true,
  ifMatch: true,
  success: { status: 201, body: journalEntry },
  errors: ['already_posted', 'invoice_blocked', 'unbalanced', 'period_closed', 'no_fiscal_period'],
});

export const reversePurchaseInvoice = operation({
  id: 'reversePurchaseInvoice',
  method: 'post',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/reverse',
  tag: 'purchase invoices',
  summary: 'Undo a posting by a reversal entry',
  access: 'invoices.post',
  params: oneInvoice,
  body: z.strictObject({ entry_date: date.optional() }),
  idempotent: true,
  success: { status: 201, body: journalEntry },
  errors: [
    'conflict',
    'already_reversed',
    'reversal_before_entry',
    'period_closed',
    'no_fiscal_period',
  ],
});

export const readInvoiceHistory = operation({
  id: 'readInvoiceHistory',
  method: 'get',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/history',
  tag: 'purchase invoices',
  summary: 'What was done to an invoice, its document and its entry, the oldest first',
  access: 'read',
  params: oneInvoice,
  success: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          at: instant,
          action: z.string(),
          person: z.string().nullable().describe('null: a program'),
        }),
      ),
    }),
  },
});

export const copyReversedInvoice = operation({
  id: 'copyReversedInvoice',
  method: 'post',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/copy',
  tag: 'purchase invoices',
  summary: 'A copy of a reversed invoice, to be corrected and posted again; made once',
  access: 'invoices.write',
  params: oneInvoice,
  success: { status: 200, body: z.object({ id }) },
  errors: ['conflict'],
});

export const nextInvoice = operation({
  id: 'nextInvoice',
  method: 'get',
  path: '/tenants/{tenant}/purchase-invoices/{invoice}/neighbours',
  tag: 'purchase invoices',
  summary: 'The invoices before and after this one in the queue of those not posted',
  access: 'read',
  params: oneInvoice,
  success: {
    status: 200,
    body: z.object({
      previous: id.nullable(),
      next: id.nullable(),
      position: z.number().int(),
      count: z.number().int(),
    }),
  },
});

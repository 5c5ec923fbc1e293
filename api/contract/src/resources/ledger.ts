import { accountTypes, vatDirections } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import { amount, date, id, line, pageQuery, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const oneAccount = inTenant.extend({ account: id });

/** Both days included, either may be open. */
const period = { from: date.optional(), to: date.optional() };
const notBefore = { path: ['to'], message: 'the period ends before it begins' };
function endsAfterItBegins({ from, to }: { from?: string | undefined; to?: string | undefined }) {
  return !from || !to || from <= to;
}

export const accountType = z.enum(accountTypes);

export const ledgerAccount = z
  .object({
    id,
    number: z.string(),
    name: z.string(),
    type: accountType,
    rgs_code: z.string().nullable(),
    role: z.string().nullable().describe('the part it plays for the program, such as `payables`'),
    vat_code: z.string().nullable(),
    active: z.boolean(),
    balance: amount.describe('debit minus credit, of all that is posted'),
    version: z.number().int(),
  })
  .meta({ id: 'LedgerAccount' });
export type LedgerAccount = z.infer<typeof ledgerAccount>;

const accountFields = z.object({
  number: z.string().regex(/^\d{4,8}$/, 'an account number has four to eight digits'),
  name: line(200),
  type: accountType,
  rgs_code: z
    .string()
    .regex(/^[BW]([A-Z][a-z0-9]{2}){1,4}$/, 'write an RGS code like WBedKanKan')
    .nullable(),
  vat_code: z.string().max(10).nullable(),
  active: z.boolean(),
});

export const listLedgerAccounts = operation({
  id: 'listLedgerAccounts',
  method: 'get',
  path: '/tenants/{tenant}/ledger-accounts',
  tag: 'ledger',
  summary: 'The chart of accounts by number, with balances',
  access: 'read',
  params: inTenant,
  success: { status: 200, body: z.object({ items: z.array(ledgerAccount) }) },
});

export const exportLedgerAccounts = operation({
  ...exportOf(listLedgerAccounts),
  id: 'exportLedgerAccounts',
  summary: 'The chart of accounts by number, with balances, as a file',
  query: exportQuery,
});

export const createLedgerAccount = operation({
  id: 'createLedgerAccount',
  method: 'post',
  path: '/tenants/{tenant}/ledger-accounts',
  tag: 'ledger',
  summary: 'Add a ledger account',
  access: 'accounts.write',
  params: inTenant,
  body: accountFields.partial().required({ number: true, name: true, type: true }).strict(),
  idempotent: true,
  success: { status: 201, body: ledgerAccount },
  errors: ['conflict'],
});

export const updateLedgerAccount = operation({
  id: 'updateLedgerAccount',
  method: 'patch',
  path: '/tenants/{tenant}/ledger-accounts/{account}',
  tag: 'ledger',
  summary: 'Change a ledger account',
  access: 'accounts.write',
  params: oneAccount,
  body: accountFields.omit({ type: true }).partial().strict(),
  ifMatch: true,
  success: { status: 200, body: ledgerAccount },
  errors: ['conflict'],
});

const cardSums = z.object({ debit: amount, credit: amount, balance: amount });

export const accountCard = z
  .object({
    account: ledgerAccount,
    from: date.nullable().describe('of the filter, else of the newest financial year with lines'),
    to: date.nullable(),
    years: z
      .array(z.object({ year: z.number().int(), from: date, to: date }))
      .describe('financial years with lines, newest first'),
    opening_balance: amount.describe(
      'before the first line of the period; of revenue and cost since their financial year began',
    ),
    closing_balance: amount.describe('after the last line of the period'),
    total_debit: amount.describe('of all lines of the period, on whatever page'),
    total_credit: amount,
    line_count: z.number().int(),
    lines_before: z.number().int().describe('lines of the period on the pages before this one'),
    brought_forward: cardSums.describe('debit and credit of those, and the balance after them'),
    carried_forward: cardSums.describe('the same with the lines of this page'),
    items: z.array(
      z.object({
        entry_id: id,
        entry_number: z.string(),
        line: z.number().int(),
        entry_date: date,
        description: z.string(),
        contra_accounts: z.array(z.string()).describe('numbers of the other accounts of the entry'),
        contact: z.object({ id, name: z.string() }).nullable(),
        debit: amount,
        credit: amount,
        balance: amount.describe('running balance after this line'),
        document_id: id.nullable(),
        purchase_invoice_id: id.nullable(),
      }),
    ),
    next_cursor: z.string().nullable(),
    previous_cursor: z.string().nullable().describe('of the page before; null on the first one'),
  })
  .meta({ id: 'AccountCard' });
export type AccountCard = z.infer<typeof accountCard>;

export const readAccountCard = operation({
  id: 'readAccountCard',
  method: 'get',
  path: '/tenants/{tenant}/ledger-accounts/{account}/card',
  tag: 'ledger',
  summary: 'The lines of one account in order, with a running balance',
  access: 'read',
  params: oneAccount,
  query: pageQuery
    .extend(period)
    .refine(endsAfterItBegins, notBefore)
    .describe('by default the newest financial year in which something was posted on the account'),
  success: { status: 200, body: accountCard },
});

export const exportAccountCard = operation({
  ...exportOf(readAccountCard),
  id: 'exportAccountCard',
  summary: 'The lines of one account in order, with a running balance, as a file',
  query: exportQuery.extend(period).refine(endsAfterItBegins, notBefore),
});

export const listVatCodes = operation({
  id: 'listVatCodes',
  method: 'get',
  path: '/tenants/{tenant}/vat-codes',
  tag: 'ledger',
  summary: 'VAT codes that can be used',
  access: 'read',
  params: inTenant,
  success: {
    status: 200,
    body: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          direction: z.enum(vatDirections),
          rate_bp: z.number().int().describe('today, in basis points'),
          reverse_charge: z.boolean(),
        }),
      ),
    }),
  },
});

export const trialBalance = z
  .object({
    from: date,
    to: date,
    items: z.array(
      z.object({
        ledger_account: z.object({ id, number: z.string(), name: z.string(), type: accountType }),
        opening_debit: amount,
        opening_credit: amount,
        debit: amount.describe('movements in the period'),
        credit: amount,
        closing_debit: amount,
        closing_credit: amount,
      }),
    ),
    totals: z.object({
      opening_debit: amount,
      opening_credit: amount,
      debit: amount,
      credit: amount,
      closing_debit: amount,
      closing_credit: amount,
    }),
    balanced: z.boolean(),
  })
  .meta({ id: 'TrialBalance' });
export type TrialBalance = z.infer<typeof trialBalance>;

export const readTrialBalance = operation({
  id: 'readTrialBalance',
  method: 'get',
  path: '/tenants/{tenant}/reports/trial-balance',
  tag: 'reports',
  summary: 'Opening, movements and closing of every account that moved',
  access: 'read',
  params: inTenant,
  query: z
    .object(period)
    .refine(endsAfterItBegins, notBefore)
    .describe('by default the current financial year'),
  success: { status: 200, body: trialBalance },
});

export const exportTrialBalance = operation({
  ...exportOf(readTrialBalance),
  id: 'exportTrialBalance',
  summary: 'Opening, movements and closing of every account that moved, as a file',
  query: exportQuery.extend(period).refine(endsAfterItBegins, notBefore),
});

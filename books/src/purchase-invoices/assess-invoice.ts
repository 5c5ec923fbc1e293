import { type AccountRole } from '@smart-accounting/accounting/chart-of-accounts';
import { dateInAmsterdam, type IsoDate } from '@smart-accounting/accounting/iso-date';
import {
  certainConfidence,
  fieldCertainty,
  isAccountCertain,
  isTrusted,
  neededFields,
} from '@smart-accounting/accounting/purchase-invoice/certainty';
import {
  checkInvoice,
  type Finding,
} from '@smart-accounting/accounting/purchase-invoice/check-invoice';
import {
  type ProposedEntry,
  proposeEntry,
} from '@smart-accounting/accounting/purchase-invoice/propose-entry';
import { type InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { periodState } from '../ledger/fiscal-year.ts';
import { Tenant } from '@smart-accounting/database/people/tenant';
import { query } from '@smart-accounting/database/tenancy/database';
import { asPurchaseInvoice, type InvoiceRecord } from './invoice-record.ts';
import { findRepeated } from './find-repeated.ts';
import { supplierStanding } from './match-supplier.ts';
import { countryOfSupplier } from './supplier-country.ts';

export interface Assessment {
  readonly findings: readonly (Finding & { readonly acknowledged: boolean })[];
  readonly entry: ProposedEntry;
  /** The day it would be booked on; null while neither it nor the invoice's date is known. */
  readonly entryDate: IsoDate | null;
  /** The invoice that it seems to repeat. */
  readonly repeatedId: string | null;
  readonly certain: (field: InvoiceFieldName) => boolean;
  /** Of each line, whether the account it stands on was chosen or is known. */
  readonly certainAccounts: readonly boolean[];
  /**
   * `ready` when no finding is open, every field that is needed is certain, no line stands on the account that is proposed
   * for want of a better one, and the supplier is a known contact or clearly a new one.
   */
  readonly state: 'review' | 'ready';
  /** What keeps it from being posted now. */
  readonly blockers: readonly Finding[];
}

/**
 * Everything there is to say about an invoice as it stands: findings, the entry it would become, and whether a person
 * has to look. Pure rules on what the tenant's books know; nothing is written.
 */
export async function assessInvoice(record: InvoiceRecord, now: Date): Promise<Assessment> {
  const { invoice, lines } = record;
  const purchase = asPurchaseInvoice(record);
  const entry = proposeEntry(purchase, invoice.contactId, await accountFinder());
  const entryDate = invoice.entryDate ?? (await defaultEntryDate(invoice.invoiceDate, now));
  const repeats = await findRepeated(invoice);
  const tenant = await Tenant.findOne();
  const supplier = await supplierStanding(invoice);
  const country = countryOfSupplier(invoice, record.fields)?.confidence ?? 0;
  const findings = checkInvoice(purchase, {
    today: dateInAmsterdam(now),
    ownVatNumber: tenant?.vatNumber ?? null,
    knownIbans: supplier.knownIbans,
    possibleSuppliers: supplier.candidates.map(({ name }) => name),
    countryCertain: country >= certainConfidence,
    ibanHolders: supplier.ibanHolders.map(({ name }) => name),
    repeats,
    period: entryDate ? await periodState(entryDate) : 'open',
    entryDifferenceMinor: entry.differenceMinor,
    reading: record.findings.map((row) => row.get()),
  }).map((finding) => ({
    ...finding,
    acknowledged:
      finding.blocking === 'until_acknowledged' && invoice.acknowledged.includes(finding.code),
  }));
  const open = findings.filter((finding) => !finding.acknowledged);
  const fields = {
    confidence: new Map([
      ...record.fields.map((field) => [field.name, field.confidence] as const),
      ['supplier_country', country] as const,
    ]),
    confirmed: invoice.confirmed,
    needed: neededFields(purchase),
    open,
  };
  const certainAccounts = lines.map(({ accountSource }) =>
    isAccountCertain(accountSource, invoice.contactId !== null),
  );
  return {
    findings,
    entry,
    entryDate,
    repeatedId: repeats?.of.id ?? null,
    certain: fieldCertainty(fields),
    certainAccounts,
    state: isTrusted(fields) && !certainAccounts.includes(false) ? 'ready' : 'review',
    blockers: open.filter((finding) => finding.blocking !== 'never'),
  };
}

/** The ledger account of a role. @throws {Error} when the chart has lost it */
async function accountFinder(): Promise<(role: AccountRole) => string> {
  const accounts = await query<{ id: string; role: AccountRole }>(
    'SELECT id, role FROM ledger_accounts WHERE role IS NOT NULL',
  );
  const byRole = new Map(accounts.map(({ id, role }) => [role, id]));
  return (role) => {
    const id = byRole.get(role);
    if (!id) throw new Error(`no ledger account has the role ${role}`);
    return id;
  };
}

/** The invoice's own date where books are open then, else today: an old invoice is booked in the open period. */
async function defaultEntryDate(invoiceDate: IsoDate | null, now: Date): Promise<IsoDate | null> {
  if (!invoiceDate) return null;
  return (await periodState(invoiceDate)) === 'open' ? invoiceDate : dateInAmsterdam(now);
}

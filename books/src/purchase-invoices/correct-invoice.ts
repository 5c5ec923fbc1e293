import type { InvoiceCorrections } from '@smart-accounting/api-contract';
import { isIsoDate } from '@smart-accounting/accounting/iso-date';
import { parseMinor } from '@smart-accounting/accounting/money';
import { invoiceFieldNames } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { vatCodes } from '@smart-accounting/accounting/vat';
import { Contact } from '../contacts/contact.ts';
import { LedgerAccount } from '../ledger/ledger-account.ts';
import { setField } from './invoice-fields.ts';
import { InvoiceLine } from './invoice-line.ts';
import { type InvoiceRecord, saveLines } from './invoice-record.ts';
import { inCountryOfSupplier } from './country-of-lines.ts';
import { InvoiceVat } from './invoice-vat.ts';
import { matchAgain } from './match-supplier.ts';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { assessChanged, findingsBefore } from './assess-changed.ts';
import type { Assessment } from './assess-invoice.ts';
import { findInvoice, invoiceAsSeen, refusePosted } from './find-invoice.ts';

/** A corrected invoice with what its checks say now. */
export interface CorrectedInvoice {
  readonly record: InvoiceRecord;
  readonly assessment: Assessment;
}

/**
 * What an invoice would be with these corrections; writes nothing.
 * @throws {Refusal} not_found, already_posted, invalid_fields with the path of each wrong one
 */
export async function previewCorrections(
  id: string,
  corrections: InvoiceCorrections,
  now: Date,
): Promise<CorrectedInvoice> {
  const record = await findInvoice(id);
  await refusePosted(record);
  return assessCorrected(record, corrections, now);
}

/**
 * Keeps what a person corrected, confirmed and acknowledged.
 * @param version the version that the person saw
 * @throws {Refusal} not_found, already_posted, version_mismatch, invalid_fields
 */
export async function correctInvoice(
  id: string,
  corrections: InvoiceCorrections,
  { userId, version, now }: { userId: string; version: number | null; now: Date },
): Promise<CorrectedInvoice> {
  const record = await invoiceAsSeen(id, version);
  const { record: corrected, assessment } = await assessCorrected(record, corrections, now);
  await saveCorrected(corrected, assessment.state);
  await recordEvent({
    userId,
    action: 'invoice.corrected',
    subject: 'invoice',
    subjectId: id,
    after: {
      fields: Object.keys(corrections.fields ?? {}),
      confirmed: corrections.confirm ?? [],
      acknowledged: corrections.acknowledge ?? [],
    },
  });
  return { record: corrected, assessment };
}

async function assessCorrected(
  record: InvoiceRecord,
  corrections: InvoiceCorrections,
  now: Date,
): Promise<CorrectedInvoice> {
  const before = await findingsBefore(record, now);
  const corrected = await applyCorrections(record, corrections);
  const accepting = corrections.acknowledge ?? [];
  const assessment = await assessChanged(corrected, { before, accepting, now });
  return { record: corrected, assessment };
}

async function saveCorrected(record: InvoiceRecord, state: 'review' | 'ready'): Promise<void> {
  const { invoice } = record;
  invoice.set({ state, version: invoice.version + 1 });
  await invoice.save();
  await saveLines(record);
}

/**
 * The record as it would be with these corrections. It changes the models in memory and writes nothing, so that a
 * preview and a correction are the same code. What a person gave is marked as confirmed.
 * @throws {Refusal} invalid_fields, with the path of each wrong one
 */
async function applyCorrections(
  record: InvoiceRecord,
  corrections: InvoiceCorrections,
): Promise<InvoiceRecord> {
  const { invoice } = record;
  const wrong: { field: string; message: string }[] = [];
  const countryBefore = invoice.supplierCountry;
  const confirmed = new Set(invoice.confirmed);
  for (const field of invoiceFieldNames) {
    const value = corrections.fields?.[field];
    if (value === undefined) continue;
    try {
      setField(invoice, field, value);
      confirmed.add(field);
    } catch (error) {
      wrong.push({
        field: `fields.${field}`,
        message: error instanceof Error ? error.message : 'not a value',
      });
    }
  }
  for (const field of corrections.confirm ?? []) confirmed.add(field);
  if (corrections.acknowledge)
    invoice.acknowledged = [...new Set([...invoice.acknowledged, ...corrections.acknowledge])];
  if (corrections.exchange_rate !== undefined) invoice.exchangeRate = corrections.exchange_rate;
  if (corrections.entry_date !== undefined) {
    const date = corrections.entry_date;
    invoice.entryDate = date !== null && isIsoDate(date) ? date : null;
  }
  wrong.push(...(await applyContact(record, corrections, confirmed)));
  const lines = corrections.lines ? buildLines(invoice.id, corrections.lines) : record.lines;
  const vat = corrections.vat ? buildVat(record, corrections.vat) : record.vat;
  wrong.push(...(await unknownReferences(record, corrections)));
  if (wrong.length > 0) throw new Refusal('invalid_fields', { errors: wrong });
  if (corrections.lines ?? corrections.vat) confirmed.add('lines');
  invoice.confirmed = [...confirmed];
  return inCountryOfSupplier({ ...record, lines, vat }, countryBefore);
}

/** A chosen contact stays; without one, a corrected supplier is looked for again. */
async function applyContact(
  { invoice }: InvoiceRecord,
  { contact_id: chosen }: InvoiceCorrections,
  confirmed: Set<string>,
): Promise<{ field: string; message: string }[]> {
  if (chosen) {
    if (!(await Contact.findByPk(chosen, { attributes: ['id'] })))
      return [{ field: 'contact_id', message: 'no such contact' }];
    invoice.contactId = chosen;
    confirmed.add('contact');
    return [];
  }
  if (chosen === null) {
    invoice.contactId = null;
    confirmed.delete('contact');
  }
  if (!confirmed.has('contact')) await matchAgain(invoice);
  return [];
}

function buildLines(
  invoiceId: string,
  lines: NonNullable<InvoiceCorrections['lines']>,
): InvoiceLine[] {
  return lines.map((line, index) =>
    InvoiceLine.build({
      invoiceId,
      line: index + 1,
      description: line.description,
      quantity: line.quantity ?? null,
      unitPrice: line.unit_price ?? null,
      netAmount: parseMinor(line.net_amount),
      vatCode: line.vat_code,
      ledgerAccountId: line.ledger_account_id,
      accountSource: line.account_source ?? 'person',
    }),
  );
}

function buildVat(
  { invoice }: InvoiceRecord,
  vat: NonNullable<InvoiceCorrections['vat']>,
): InvoiceVat[] {
  return vat.map((row) =>
    InvoiceVat.build({
      invoiceId: invoice.id,
      vatCode: row.vat_code,
      vatAmount: parseMinor(row.vat_amount),
    }),
  );
}

/** Accounts that are not this tenant's or no longer in use, VAT codes that are none, and codes given twice. */
async function unknownReferences(
  record: InvoiceRecord,
  { lines = [], vat = [] }: InvoiceCorrections,
): Promise<{ field: string; message: string }[]> {
  const ids = [...new Set(lines.map((line) => line.ledger_account_id))];
  const active = await LedgerAccount.findAll({
    where: { id: ids, active: true },
    attributes: ['id'],
  });
  const before = record.lines.map((line) => line.ledgerAccountId);
  const known = new Set([...active.map(({ id }) => id), ...before]);
  const codes = new Set(
    vatCodes.filter((code) => code.direction === 'purchase').map(({ code }) => code),
  );
  const wrongLines = lines.flatMap((line, index) => [
    ...(known.has(line.ledger_account_id)
      ? []
      : [{ field: `lines.${index}.ledger_account_id`, message: 'no such account' }]),
    ...(codes.has(line.vat_code)
      ? []
      : [{ field: `lines.${index}.vat_code`, message: 'no such VAT code for purchases' }]),
  ]);
  const wrongVat = vat.flatMap((row, index) => {
    const message = !codes.has(row.vat_code)
      ? 'no such VAT code for purchases'
      : vat.findIndex((other) => other.vat_code === row.vat_code) !== index
        ? 'each VAT code once'
        : null;
    return message ? [{ field: `vat.${index}.vat_code`, message }] : [];
  });
  return [...wrongLines, ...wrongVat];
}

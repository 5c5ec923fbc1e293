import type {
  BodyOf,
  createContact as createContactOperation,
  updateContact,
} from '@smart-accounting/api-contract';
import { isIban } from '@smart-accounting/accounting/iban';
import { vatCodes } from '@smart-accounting/accounting/vat';
import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { type Change, changeVersioned } from '@smart-accounting/database/audit/change-versioned';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { LedgerAccount } from '../ledger/ledger-account.ts';
import { withoutUndefined } from '../without-undefined.ts';
import { Contact } from './contact.ts';
import { keepIbans } from './contact-iban.ts';

/** Adds a contact; gives its id. @throws {Refusal} invalid_fields */
export async function createContact(
  body: BodyOf<typeof createContactOperation>,
  userId: string,
): Promise<string> {
  const id = randomUuidV7();
  const { name, ...rest } = await checked(body);
  await Contact.create({
    id,
    name: name ?? '',
    vatNumber: null,
    kvkNumber: null,
    email: null,
    address: null,
    defaultLedgerAccountId: null,
    defaultVatCode: null,
    paymentDays: null,
    ...rest,
  });
  await keepIbans(id, body.ibans ?? []);
  await recordEvent({ userId, action: 'contact.created', subject: 'contact', subjectId: id });
  return id;
}

/**
 * Changes what is given of a contact.
 * @throws {Refusal} not_found, version_mismatch, invalid_fields
 */
export async function changeContact(id: string, body: Fields, by: Change): Promise<void> {
  const event = { action: 'contact.changed', subject: 'contact' } as const;
  await changeVersioned(Contact, id, by, event, async (contact) => {
    const before = { name: contact.name };
    contact.set(await checked(body));
    await keepIbans(contact.id, body.ibans ?? []);
    // By the name verification sees that a sealed entry's contact was renamed by somebody who said so.
    return { before, after: { name: contact.name, fields: Object.keys(body) } };
  });
}

type Fields = BodyOf<typeof updateContact>;

/** The columns that a body gives. @throws {Refusal} invalid_fields */
async function checked(body: Fields) {
  const errors: { field: string; message: string }[] = [];
  const vatNumber = body.vat_number ? normalizeVatNumber(body.vat_number) : body.vat_number;
  if (vatNumber && !isVatNumber(vatNumber))
    errors.push({ field: 'vat_number', message: 'not a VAT number' });
  body.ibans?.forEach((iban, index) => {
    if (!isIban(iban)) errors.push({ field: `ibans.${index}`, message: 'not an IBAN' });
  });
  if (body.default_vat_code && !vatCodes.some(({ code }) => code === body.default_vat_code)) {
    errors.push({ field: 'default_vat_code', message: 'no such VAT code' });
  }
  const account = body.default_ledger_account_id;
  if (account && !(await LedgerAccount.findByPk(account, { attributes: ['id'] }))) {
    errors.push({ field: 'default_ledger_account_id', message: 'no such account' });
  }
  if (errors.length > 0) throw new Refusal('invalid_fields', { errors });
  return withoutUndefined({
    name: body.name,
    isSupplier: body.is_supplier,
    isCustomer: body.is_customer,
    collectsForOthers: body.collects_for_others,
    vatNumber,
    kvkNumber: body.kvk_number,
    email: body.email,
    address: body.address,
    defaultLedgerAccountId: account,
    defaultVatCode: body.default_vat_code,
    paymentDays: body.payment_days,
  });
}

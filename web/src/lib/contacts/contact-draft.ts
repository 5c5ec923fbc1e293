import type { Contact } from '@smart-accounting/api-contract';
import type { Operations } from '#lib/api/endpoints.ts';
import type { BodyInput } from '@smart-accounting/api-contract';
import { readIban } from './iban.ts';

/** A contact as it stands in the form: everything as text. */
export interface ContactDraft {
  name: string;
  isSupplier: boolean;
  isCustomer: boolean;
  collectsForOthers: boolean;
  vatNumber: string;
  kvkNumber: string;
  email: string;
  address: string;
  ibans: string[];
  defaultAccount: string | null;
  defaultVat: string;
  paymentDays: string;
}

export type ContactBody = BodyInput<Operations['createContact']>;

/** The form of a contact, or of a new one. */
export function draftOf(contact: Contact | null): ContactDraft {
  return {
    name: contact?.name ?? '',
    isSupplier: contact?.is_supplier ?? true,
    isCustomer: contact?.is_customer ?? false,
    collectsForOthers: contact?.collects_for_others ?? false,
    vatNumber: contact?.vat_number ?? '',
    kvkNumber: contact?.kvk_number ?? '',
    email: contact?.email ?? '',
    address: contact?.address ?? '',
    ibans: contact?.ibans.map(({ iban }) => iban) ?? [],
    defaultAccount: contact?.default_ledger_account_id ?? null,
    defaultVat: contact?.default_vat_code ?? '',
    paymentDays: contact?.payment_days?.toString() ?? '',
  };
}

export type ContactError = 'name' | 'kvkNumber' | 'email' | 'paymentDays' | `ibans.${number}`;

/** What is not right yet, in the order of the form. */
export function errorsOf(draft: ContactDraft): ContactError[] {
  const days = draft.paymentDays.trim();
  const wrong: [ContactError, boolean][] = [
    ['name', draft.name.trim() === ''],
    ['kvkNumber', !/^(\d{8})?$/.test(draft.kvkNumber.replace(/\s/g, ''))],
    ['email', !/^([^\s@]+@[^\s@]+\.[^\s@]+)?$/.test(draft.email.trim())],
    ...draft.ibans.map((iban, index): [ContactError, boolean] => [
      `ibans.${index}`,
      iban.trim() !== '' && readIban(iban) === null,
    ]),
    ['paymentDays', days !== '' && !(/^\d{1,3}$/.test(days) && Number(days) <= 365)],
  ];
  return wrong.filter(([, is]) => is).map(([field]) => field);
}

/** The form as the API takes it. */
export function bodyOf(draft: ContactDraft): ContactBody {
  return {
    name: draft.name.trim(),
    is_supplier: draft.isSupplier,
    is_customer: draft.isCustomer,
    collects_for_others: draft.collectsForOthers,
    vat_number: draft.vatNumber.trim() || null,
    kvk_number: draft.kvkNumber.replace(/\s/g, '') || null,
    email: draft.email.trim() || null,
    address: draft.address.trim() || null,
    ibans: draft.ibans.flatMap((iban) => readIban(iban) ?? []),
    default_ledger_account_id: draft.defaultAccount,
    default_vat_code: draft.defaultVat || null,
    payment_days: draft.paymentDays.trim() === '' ? null : Number(draft.paymentDays),
  };
}

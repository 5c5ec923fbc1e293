import { nameWords } from '@smart-accounting/accounting/company-name';
import { normalizeIban } from '@smart-accounting/accounting/iban';
import {
  type KnownSupplier,
  matchSupplier as matchAmong,
  otherHoldersOfIban,
  type SupplierFacts,
  type SupplierMatch,
} from '@smart-accounting/accounting/purchase-invoice/match-supplier';
import { normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import { query } from '@smart-accounting/database/tenancy/database';
import type { Invoice } from './invoice.ts';

/** The contact that an invoice is from, or those among which a person has to choose. */
export async function matchSupplier(invoice: Invoice): Promise<SupplierMatch> {
  const facts = supplierOf(invoice);
  return matchAmong(facts, await contactsLike(facts, null));
}

/** Looks for the contact that an unposted invoice is from, again, unless a person chose it. */
export async function matchAgain(invoice: Invoice): Promise<void> {
  if (invoice.contactId && invoice.confirmed.includes('contact')) return;
  invoice.contactId = (await matchSupplier(invoice)).contact?.id ?? null;
}

/** What the books know of the supplier of an invoice. */
export interface SupplierStanding {
  /** Contacts among which a person has to choose; none when it is clear, or when they chose. */
  readonly candidates: readonly KnownSupplier[];
  /** IBANs that it was seen with, be it one contact or one of several; null when it is new. */
  readonly knownIbans: readonly string[] | null;
  /** Others whose IBAN stands on the invoice. */
  readonly ibanHolders: readonly KnownSupplier[];
}

/** What the books know of the supplier of an invoice, as its contact stands now. */
export async function supplierStanding(invoice: Invoice): Promise<SupplierStanding> {
  const facts = supplierOf(invoice);
  const contacts = await contactsLike(facts, invoice.contactId);
  const chosen = contacts.filter(({ id }) => id === invoice.contactId);
  const candidates = chosen.length > 0 ? [] : matchAmong(facts, contacts).candidates;
  const own = chosen.length > 0 ? chosen : candidates;
  return {
    candidates,
    knownIbans: own.length > 0 ? own.flatMap(({ ibans }) => ibans) : null,
    ibanHolders: otherHoldersOfIban(
      facts,
      contacts,
      own.map(({ id }) => id),
    ),
  };
}

/** What a contact is recognised by. */
function supplierOf(invoice: Invoice): SupplierFacts {
  return {
    name: invoice.supplierName,
    vatNumber: invoice.supplierVatNumber,
    kvkNumber: invoice.supplierKvkNumber,
    iban: invoice.supplierIban,
  };
}

/** A name's letters and digits as `nameWords` writes them. */
const plainName = String.raw`regexp_replace(replace(replace(translate(
  lower(normalize(c.name, NFKD)), 'øØłŁ', 'ooll'), 'æ', 'ae'), 'ß', 'ss'), '[\u0300-\u036f[:space:][:punct:]]', '', 'g')`;
/** No legal form is longer; a name with its spaces and points is not twice as long as its letters. */
const longestForm = 24;

/** The contacts that share a number, an IBAN or the name with the supplier, and this one. */
async function contactsLike(
  { name, vatNumber, kvkNumber, iban }: SupplierFacts,
  id: string | null,
): Promise<KnownSupplier[]> {
  const words = name ? nameWords(name).join('') : '';
  return query<KnownSupplier>(
    `SELECT c.id, c.name, c.vat_number AS "vatNumber", c.kvk_number AS "kvkNumber",
       c.collects_for_others AS "collectsForOthers",
       ARRAY (SELECT i.iban FROM contact_ibans i WHERE i.contact_id = c.id ORDER BY i.first_seen_at) AS ibans
     FROM contacts c
     WHERE c.id = $1 OR c.vat_number = ANY ($2) OR c.kvk_number = $3
       OR EXISTS (SELECT FROM contact_ibans i WHERE i.contact_id = c.id AND i.iban = $4)
       OR ($5 <> '' AND length(c.name) < 2 * length($5) + ${longestForm} AND strpos(${plainName}, $5) > 0)
     ORDER BY c.created_at, c.id`,
    [
      id,
      vatNumber ? bothForms(normalizeVatNumber(vatNumber)) : [],
      kvkNumber,
      iban ? normalizeIban(iban) : null,
      words,
    ],
  );
}

/** Greece writes EL; contacts from before that was known may have GR. */
function bothForms(vatNumber: string): string[] {
  return [vatNumber, vatNumber.replace(/^EL/, 'GR')];
}

import { compareNames } from '../company-name.ts';
import { isIban, normalizeIban } from '../iban.ts';
import { isKvkNumber, isVatNumber, normalizeVatNumber } from '../vat-number.ts';

/** What a supplier is recognised by, as an invoice states it. */
export interface SupplierFacts {
  readonly name: string | null;
  readonly vatNumber: string | null;
  readonly kvkNumber: string | null;
  readonly iban: string | null;
}

/** A contact that an invoice may be from. */
export interface KnownSupplier {
  readonly id: string;
  readonly name: string;
  readonly vatNumber: string | null;
  readonly kvkNumber: string | null;
  readonly ibans: readonly string[];
  /** A factoring company or payment provider: that an IBAN is its own says nothing about who sent the invoice. */
  readonly collectsForOthers: boolean;
}

export interface SupplierMatch {
  /** Who sent it; null for somebody new, and when a person has to tell. */
  readonly contact: KnownSupplier | null;
  /** Those it may be, when a person has to tell: none when it is clear. */
  readonly candidates: readonly KnownSupplier[];
}

/**
 * The contact that an invoice is from. A valid VAT or KvK number that is not the contact's rules it out, whatever the
 * IBAN; an IBAN alone counts only when the names agree, since many are paid through one factoring account. Where two fit
 * equally well, or numbers and name contradict each other, nobody is chosen: a guess would be worse than asking.
 * @param contacts all those that share a number, an IBAN or the name with the invoice
 */
export function matchSupplier(
  facts: SupplierFacts,
  contacts: readonly KnownSupplier[],
): SupplierMatch {
  const iban = provingIban(facts, contacts);
  const judged = contacts.map((contact) => ({ contact, fit: fitOf(facts, iban, contact) }));
  const fitting = judged.filter(({ fit }) => typeof fit === 'number');
  const best = Math.max(...fitting.map(({ fit }) => Number(fit)));
  const firsts = fitting.filter(({ fit }) => fit === best).map(({ contact }) => contact);
  if (firsts.length === 1) return { contact: firsts[0] ?? null, candidates: [] };
  const doubtful = judged.filter(({ fit }) => fit === 'perhaps').map(({ contact }) => contact);
  return { contact: null, candidates: firsts.length > 0 ? firsts : doubtful };
}

/**
 * The contacts whose IBAN stands on the invoice, though it is of somebody else. None when the IBAN is one of its own, or
 * that of a contact that collects for others.
 * @param own the contacts that the invoice is, or may be, from
 */
export function otherHoldersOfIban(
  facts: SupplierFacts,
  contacts: readonly KnownSupplier[],
  own: readonly string[],
): readonly KnownSupplier[] {
  const iban = provingIban(facts, contacts);
  const holders = contacts.filter(({ ibans }) => iban !== null && ibans.includes(iban));
  return holders.some(({ id }) => own.includes(id)) ? [] : holders;
}

/** The IBAN of the invoice, unless it says nothing about who sent it. */
function provingIban(facts: SupplierFacts, contacts: readonly KnownSupplier[]): string | null {
  const iban = facts.iban && isIban(facts.iban) ? normalizeIban(facts.iban) : null;
  const isCollected = contacts.some(
    ({ collectsForOthers, ibans }) => collectsForOthers && iban !== null && ibans.includes(iban),
  );
  return isCollected ? null : iban;
}

/** How well a contact fits: the higher, the better; `perhaps` when only a person can tell. */
function fitOf(
  facts: SupplierFacts,
  iban: string | null,
  contact: KnownSupplier,
): number | 'perhaps' | 'not' {
  const vat = compare(vatNumberOf(facts), vatNumberOf(contact));
  const kvk = compare(kvkNumberOf(facts), kvkNumberOf(contact));
  const names = facts.name === null ? 'different' : compareNames(facts.name, contact.name);
  const hasIban = iban !== null && contact.ibans.includes(iban);
  if (vat === 'other' || kvk === 'other') {
    // Branches have one KvK number, and members of a fiscal unity one VAT number; the same name with another number is
    // a new company, a misread number, or somebody who pretends to be the supplier.
    const asks = names === 'equal' || kvk === 'same' || (vat === 'same' && names !== 'different');
    return asks ? 'perhaps' : 'not';
  }
  const closeness = (names === 'equal' ? 4 : names === 'contained' ? 2 : 0) + (hasIban ? 1 : 0);
  if (vat === 'same' && kvk === 'same') return 40 + closeness;
  if (vat === 'same') return 30 + closeness;
  if (kvk === 'same') return 20 + closeness;
  if (hasIban && names !== 'different') return 10 + closeness;
  return names === 'equal' ? closeness : 'not';
}

function compare(one: string | null, other: string | null): 'same' | 'other' | 'unknown' {
  if (one === null || other === null) return 'unknown';
  return one === other ? 'same' : 'other';
}

type Numbers = Pick<SupplierFacts, 'vatNumber' | 'kvkNumber'>;

function vatNumberOf({ vatNumber }: Numbers): string | null {
  return vatNumber && isVatNumber(vatNumber) ? normalizeVatNumber(vatNumber) : null;
}

function kvkNumberOf({ kvkNumber }: Numbers): string | null {
  return kvkNumber && isKvkNumber(kvkNumber) ? kvkNumber : null;
}

import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findTextBlocks } from '../layout/find-text-blocks.ts';
import type { DocumentFacts } from '../document-facts.ts';
import {
  findSupplierIban,
  findSupplierKvkNumber,
  findSupplierVatNumber,
} from './find-supplier-numbers.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import { isRecognisedReceipt, namesOnReceipt } from './names-on-receipt.ts';
import { nameKey, type NameSpan } from './party-names.ts';
import { votedName } from './voted-name.ts';
import { scoreNames, type ScoredName } from './score-names.ts';

/** The company that the books belong to. */
export interface OwnCompany {
  readonly name: string;
  readonly vatNumber: string | null;
  readonly kvkNumber: string | null;
}

type PartyField = Extract<
  InvoiceFieldName,
  | 'supplier_name'
  | 'supplier_vat_number'
  | 'supplier_kvk_number'
  | 'supplier_iban'
  | 'customer_name'
>;

const minSupplierScore = 0.3;
const minCustomerScore = 0.4;

/** Finds the supplier of an invoice with its identifying numbers, and the customer. */
export function findParties(
  facts: DocumentFacts,
  own: OwnCompany,
): Partial<Record<PartyField, ExtractedValue>> {
  const { suppliers, customers } = scoreNames(
    facts,
    findTextBlocks(facts.layout),
    nameKey(own.name),
  );
  const shops = keysOfShops(facts);
  const customer = customers.find(
    ({ score, name }) => score >= minCustomerScore && !shops.has(name.key),
  );
  const supplier = suppliers.find(
    ({ score, name }) => score >= minSupplierScore && name.key !== customer?.name.key,
  );
  return {
    ...field('supplier_name', supplier && { ...supplier, name: votedName(supplier.name, facts) }),
    ...field('customer_name', customer),
    ...number('supplier_iban', findSupplierIban(facts)),
    ...number(
      'supplier_vat_number',
      findSupplierVatNumber(facts, own.vatNumber, customer?.name ?? null),
    ),
    ...number('supplier_kvk_number', findSupplierKvkNumber(facts, own.kvkNumber)),
  };
}

/**
 * The head of a receipt has the place and the form of an address, but it is the shop's. On a page of text that is as narrow
 * as a receipt it may well be the customer's.
 */
function keysOfShops(facts: DocumentFacts): ReadonlySet<string> {
  if (!isRecognisedReceipt(facts)) return new Set();
  return new Set(namesOnReceipt(facts).map(({ name }) => name.key));
}

function field(
  name: PartyField,
  best: ScoredName | undefined,
): Partial<Record<PartyField, ExtractedValue>> {
  return best ? { [name]: nameFound(best.name, best.score) } : {};
}

function nameFound(name: NameSpan, score: number): ExtractedValue {
  return extractedValue(name.name, name, Math.min(0.97, 0.4 + score * 0.5));
}

function number(
  name: PartyField,
  value: ExtractedValue | null,
): Partial<Record<PartyField, ExtractedValue>> {
  return value ? { [name]: value } : {};
}

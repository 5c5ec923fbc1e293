import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findBlocks } from './blocks.ts';
import type { DocumentFacts } from './document-facts.ts';
import {
  findSupplierIban,
  findSupplierKvkNumber,
  findSupplierVatNumber,
} from './find-supplier-numbers.ts';
import { found, type Found } from './found.ts';
import { keyOf, type NameSpan } from './party-names.ts';
import { scoreNames, type ScoredName } from './score-names.ts';

/** The company whose books these are. */
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

const leastSupplierScore = 0.3;
const leastCustomerScore = 0.4;

/** Finds who sends the invoice, the numbers that name them, and who receives it. */
export function findParties(
  facts: DocumentFacts,
  own: OwnCompany,
): Partial<Record<PartyField, Found>> {
  const { suppliers, customers } = scoreNames(facts, findBlocks(facts.layout), keyOf(own.name));
  const customer = customers.find(({ score }) => score >= leastCustomerScore);
  const supplier = suppliers.find(
    ({ score, name }) => score >= leastSupplierScore && name.key !== customer?.name.key,
  );
  return {
    ...field('supplier_name', supplier),
    ...field('customer_name', customer),
    ...number('supplier_iban', findSupplierIban(facts)),
    ...number(
      'supplier_vat_number',
      findSupplierVatNumber(facts, own.vatNumber, customer?.name ?? null),
    ),
    ...number('supplier_kvk_number', findSupplierKvkNumber(facts, own.kvkNumber)),
  };
}

function field(name: PartyField, best: ScoredName | undefined): Partial<Record<PartyField, Found>> {
  return best ? { [name]: nameFound(best.name, best.score) } : {};
}

function nameFound(name: NameSpan, score: number): Found {
  return found(name.name, name, Math.min(0.97, 0.4 + score * 0.5));
}

function number(name: PartyField, value: Found | null): Partial<Record<PartyField, Found>> {
  return value ? { [name]: value } : {};
}

import { isKvkNumber } from '../vat-number.ts';
import type { ReadInvoice, ReadLine, ReadVatTotal } from '../purchase-invoice/read-invoice.ts';
import { isCreditTypeCode } from './credit-note.ts';
import {
  amountText,
  basisPointsOf,
  categoryOf,
  countryOf,
  currencyOf,
  dateOf,
  exactText,
  ibanOf,
  isTrue,
  lastDate,
  minorOf,
  pricePerUnit,
  stated,
  statedFields,
  vatNumberOf,
} from './invoice-values.ts';
import { prepaidFields, type StatedSums, totalOf } from './payable.ts';
import { lastTerms } from './payment-terms.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from './xml-element.ts';

/** Schemes that name the Dutch trade register: ISO 6523, and the words of older Dutch UBL. */
const kvkSchemes = new Set(['0106', 'NL:KVK', 'KVK']);

/**
 * Reads a UBL 2 `Invoice` or `CreditNote`. The paths are those of EN 16931's UBL binding; a second path is where
 * older versions (UBL 2.0, the Dutch UBL 1.x) put the same.
 */
export function readUbl(root: XmlElement): ReadInvoice {
  const supplier = elementAt(root, 'AccountingSupplierParty/Party');
  const customer = elementAt(root, 'AccountingCustomerParty/Party');
  const currency = documentCurrency(root);
  const taxTotal = taxTotalIn(root, currency);
  const sums = statedSums(elementAt(root, 'LegalMonetaryTotal'));
  const total = totalOf(sums);
  const { net, vat } = netAndVat(root, taxTotal, total);
  const credits = root.name === 'CreditNote' || isCreditTypeCode(textAt(root, 'InvoiceTypeCode'));
  const accounts = elementsAt(root, 'PaymentMeans/PayeeFinancialAccount/ID');
  return {
    fields: {
      ...statedFields({
        document_type: credits ? 'credit_note' : 'invoice',
        supplier_name: nameOf(supplier),
        supplier_vat_number: vatNumberOf(vatNumberText(supplier)),
        supplier_kvk_number: kvkNumberOf(supplier),
        supplier_iban: ibanOf(accounts.map(({ text }) => text)),
        supplier_country: countryOf(textAt(supplier, 'PostalAddress/Country/IdentificationCode')),
        customer_name: nameOf(customer),
        invoice_number: textAt(root, 'ID'),
        invoice_date: dateOf(textAt(root, 'IssueDate')),
        supply_date: dateOf(
          textAt(
            root,
            'Delivery/ActualDeliveryDate',
            'InvoicePeriod/EndDate',
            'InvoicePeriod/StartDate',
          ),
        ),
        due_date: dueDateOf(root),
        payment_reference: textAt(root, 'PaymentMeans/PaymentID'),
        order_reference: textAt(root, 'OrderReference/ID'),
        currency,
        net_total: amountText(net),
        vat_total: amountText(vat),
        total: amountText(total),
      }),
      ...prepaidFields(sums),
    },
    vat: elementsAt(taxTotal, 'TaxSubtotal')
      .map(vatTotalOf)
      .filter((row) => row !== null),
    lines: [
      ...elementsAt(root, 'InvoiceLine|CreditNoteLine').map(lineOf),
      ...elementsAt(root, 'AllowanceCharge').map(allowanceOf),
    ].filter((line) => line !== null),
  };
}

/** That of the whole invoice, else of its last term. */
function dueDateOf(root: XmlElement): string | null {
  const means = elementsAt(root, 'PaymentMeans/PaymentDueDate').map(({ text }) => text);
  const terms = lastTerms(elementsAt(root, 'PaymentTerms'), 'SettlementDiscountPercent');
  return (
    dateOf(textAt(root, 'DueDate')) ??
    lastDate(means) ??
    lastDate(terms.map((term) => textAt(term, 'PaymentDueDate', 'InstallmentDueDate')))
  );
}

function documentCurrency(root: XmlElement): string | null {
  const payable = elementAt(root, 'LegalMonetaryTotal/PayableAmount');
  return currencyOf(
    textAt(root, 'DocumentCurrencyCode') ?? payable?.attributes['currencyID'] ?? null,
  );
}

/** Where tax is also stated in the currency of the tax office, the total in the document's own currency. */
function taxTotalIn(root: XmlElement, currency: string | null): XmlElement | null {
  const totals = elementsAt(root, 'TaxTotal');
  return (
    totals.find((total) => elementAt(total, 'TaxAmount')?.attributes['currencyID'] === currency) ??
    totals[0] ??
    null
  );
}

function statedSums(sums: XmlElement | null): StatedSums {
  return {
    withVat: minorOf(textAt(sums, 'TaxInclusiveAmount')),
    prepaid: minorOf(textAt(sums, 'PrepaidAmount')),
    rounding: minorOf(textAt(sums, 'PayableRoundingAmount')),
    payable: minorOf(textAt(sums, 'PayableAmount')),
  };
}

function netAndVat(root: XmlElement, taxTotal: XmlElement | null, total: bigint | null) {
  const sums = elementAt(root, 'LegalMonetaryTotal');
  const vat = minorOf(textAt(taxTotal, 'TaxAmount'));
  const net = minorOf(textAt(sums, 'TaxExclusiveAmount', 'LineExtensionAmount'));
  return { net, vat: vat ?? (net !== null && total !== null ? total - net : null) };
}

function nameOf(party: XmlElement | null): string | null {
  return textAt(
    party,
    'PartyLegalEntity/RegistrationName',
    'PartyName/Name',
    'PartyTaxScheme/RegistrationName',
  );
}

/** A party may state other tax numbers, too; without a scheme (old documents) it is the VAT number. */
function vatNumberText(party: XmlElement | null): string | null {
  const schemes = elementsAt(party, 'PartyTaxScheme');
  const scheme =
    schemes.find((candidate) => textAt(candidate, 'TaxScheme/ID')?.toUpperCase() === 'VAT') ??
    schemes.find((candidate) => textAt(candidate, 'TaxScheme/ID') === null);
  return textAt(scheme ?? null, 'CompanyID');
}

function kvkNumberOf(party: XmlElement | null): string | null {
  const inNetherlands = textAt(party, 'PostalAddress/Country/IdentificationCode') === 'NL';
  const legal = elementsAt(party, 'PartyLegalEntity/CompanyID');
  const others = [
    ...elementsAt(party, 'PartyIdentification/ID'),
    ...elementsAt(party, 'EndpointID'),
  ];
  const named = [...legal, ...others].find(({ attributes }) =>
    ['schemeID', 'schemeName', 'schemeAgencyName'].some((name) =>
      kvkSchemes.has(attributes[name]?.toUpperCase() ?? ''),
    ),
  );
  const unnamed = inNetherlands
    ? legal.find(({ attributes, text }) => !attributes['schemeID'] && isKvkNumber(text))
    : undefined;
  return (named ?? unnamed)?.text ?? null;
}

function vatTotalOf(subtotal: XmlElement): ReadVatTotal | null {
  const baseMinor = minorOf(textAt(subtotal, 'TaxableAmount'));
  const vatMinor = minorOf(textAt(subtotal, 'TaxAmount'));
  if (baseMinor === null || vatMinor === null) return null;
  return {
    rateBp: basisPointsOf(textAt(subtotal, 'TaxCategory/Percent', 'Percent')) ?? 0,
    category: categoryOf(textAt(subtotal, 'TaxCategory/ID')),
    baseMinor,
    vatMinor,
    ...stated,
  };
}

function lineOf(line: XmlElement): ReadLine | null {
  const netMinor = minorOf(textAt(line, 'LineExtensionAmount'));
  if (netMinor === null) return null;
  return {
    description: textAt(line, 'Item/Name', 'Item/Description', 'Note') ?? '',
    quantity: exactText(textAt(line, 'InvoicedQuantity|CreditedQuantity')),
    unitPrice: pricePerUnit(textAt(line, 'Price/PriceAmount'), textAt(line, 'Price/BaseQuantity')),
    netMinor,
    rateBp: basisPointsOf(
      textAt(
        line,
        'Item/ClassifiedTaxCategory/Percent',
        'TaxTotal/TaxSubtotal/TaxCategory/Percent',
        'TaxTotal/TaxSubtotal/Percent',
      ),
    ),
    category: categoryOf(
      textAt(line, 'Item/ClassifiedTaxCategory/ID', 'TaxTotal/TaxSubtotal/TaxCategory/ID'),
    ),
    ...stated,
  };
}

/** A discount or charge on the whole document, as a line of its own, so that the lines sum to the net total. */
function allowanceOf(element: XmlElement): ReadLine | null {
  const amount = minorOf(textAt(element, 'Amount'));
  if (amount === null) return null;
  const charges = isTrue(textAt(element, 'ChargeIndicator'));
  return {
    description: textAt(element, 'AllowanceChargeReason') ?? (charges ? 'Charge' : 'Allowance'),
    quantity: null,
    unitPrice: null,
    netMinor: charges ? amount : -amount,
    rateBp: basisPointsOf(textAt(element, 'TaxCategory/Percent')),
    category: categoryOf(textAt(element, 'TaxCategory/ID')),
    ...stated,
  };
}

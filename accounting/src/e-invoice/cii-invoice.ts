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

/** The same parts have other names in ZUGFeRD 1 (CII D13B, the second of each) and in today's CII (D16B). */
const transactionPath = 'SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction';
const agreementPath = 'ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement';
const deliveryPath = 'ApplicableHeaderTradeDelivery|ApplicableSupplyChainTradeDelivery';
const settlementPath = 'ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement';
const sumsPath =
  'SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation';
const percentPath = 'RateApplicablePercent|ApplicablePercent';
const meansPath = 'SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount';

/** Lines that only head or explain others; their amounts stand in those (CII EXTENDED). */
const silentLines = new Set(['GROUP', 'INFORMATION']);

/** Reads a UN/CEFACT cross industry invoice: ZUGFeRD 1 and 2, Factur-X, XRechnung. */
export function readCii(root: XmlElement): ReadInvoice {
  const document = elementAt(root, 'ExchangedDocument|HeaderExchangedDocument');
  const transaction = elementAt(root, transactionPath);
  const agreement = elementAt(transaction, agreementPath);
  const settlement = elementAt(transaction, settlementPath);
  const supplier = elementAt(agreement, 'SellerTradeParty');
  const currency = currencyOf(textAt(settlement, 'InvoiceCurrencyCode'));
  const sums = statedSums(elementAt(settlement, sumsPath));
  const total = totalOf(sums);
  const { net, vat } = netAndVat(settlement, currency, total);
  const credits = isCreditTypeCode(textAt(document, 'TypeCode'));
  return {
    fields: {
      ...statedFields({
        document_type: credits ? 'credit_note' : 'invoice',
        supplier_name: nameOf(supplier),
        supplier_vat_number: vatNumberOf(vatNumberText(supplier)),
        supplier_kvk_number: kvkNumberOf(supplier),
        supplier_iban: ibanOf(
          elementsAt(settlement, `${meansPath}/IBANID`).map(({ text }) => text),
        ),
        supplier_country: countryOf(textAt(supplier, 'PostalTradeAddress/CountryID')),
        customer_name: nameOf(elementAt(agreement, 'BuyerTradeParty')),
        invoice_number: textAt(document, 'ID'),
        invoice_date: dateAt(document, 'IssueDateTime'),
        supply_date: supplyDateOf(elementAt(transaction, deliveryPath), settlement),
        due_date: dueDateOf(settlement),
        payment_reference: textAt(settlement, 'PaymentReference'),
        order_reference: textAt(
          agreement,
          'BuyerOrderReferencedDocument/IssuerAssignedID',
          'BuyerOrderReferencedDocument/ID',
        ),
        currency,
        net_total: amountText(net),
        vat_total: amountText(vat),
        total: amountText(total),
      }),
      ...prepaidFields(sums),
    },
    vat: elementsAt(settlement, 'ApplicableTradeTax')
      .map(vatTotalOf)
      .filter((row) => row !== null),
    lines: [
      ...elementsAt(transaction, 'IncludedSupplyChainTradeLineItem').map(lineOf),
      ...elementsAt(settlement, 'SpecifiedTradeAllowanceCharge').map(allowanceOf),
      ...elementsAt(settlement, 'SpecifiedLogisticsServiceCharge').map(freightOf),
    ].filter((line) => line !== null),
  };
}

function statedSums(sums: XmlElement | null): StatedSums {
  return {
    withVat: minorOf(textAt(sums, 'GrandTotalAmount')),
    prepaid: minorOf(textAt(sums, 'TotalPrepaidAmount')),
    rounding: minorOf(textAt(sums, 'RoundingAmount')),
    payable: minorOf(textAt(sums, 'DuePayableAmount')),
  };
}

function netAndVat(settlement: XmlElement | null, currency: string | null, total: bigint | null) {
  const sums = elementAt(settlement, sumsPath);
  const taxTotals = elementsAt(sums, 'TaxTotalAmount');
  const ownTaxTotal = taxTotals.find(({ attributes }) => attributes['currencyID'] === currency);
  const vat = minorOf((ownTaxTotal ?? taxTotals[0])?.text ?? null);
  const net = minorOf(textAt(sums, 'TaxBasisTotalAmount', 'LineTotalAmount'));
  return { net, vat: vat ?? (net !== null && total !== null ? total - net : null) };
}

function nameOf(party: XmlElement | null): string | null {
  return textAt(party, 'Name', 'SpecifiedLegalOrganization/TradingBusinessName');
}

function vatNumberText(party: XmlElement | null): string | null {
  const registrations = elementsAt(party, 'SpecifiedTaxRegistration/ID');
  return registrations.find(({ attributes }) => attributes['schemeID'] === 'VA')?.text ?? null;
}

function kvkNumberOf(party: XmlElement | null): string | null {
  const ids = [
    ...elementsAt(party, 'SpecifiedLegalOrganization/ID'),
    ...elementsAt(party, 'GlobalID'),
  ];
  return ids.find(({ attributes }) => attributes['schemeID'] === '0106')?.text ?? null;
}

/** CII wraps a date in `DateTimeString` with a format; old documents wrote an XML date there. */
function dateAt(element: XmlElement | null, path: string): string | null {
  return dateOf(textAt(element, `${path}/DateTimeString`, `${path}/DateString`, path));
}

function dueDateOf(settlement: XmlElement | null): string | null {
  const terms = elementsAt(settlement, 'SpecifiedTradePaymentTerms');
  const last = lastTerms(terms, 'ApplicableTradePaymentDiscountTerms');
  return lastDate(last.map((term) => dateAt(term, 'DueDateDateTime')));
}

function supplyDateOf(delivery: XmlElement | null, settlement: XmlElement | null): string | null {
  return (
    dateAt(delivery, 'ActualDeliverySupplyChainEvent/OccurrenceDateTime') ??
    dateAt(settlement, 'BillingSpecifiedPeriod/EndDateTime') ??
    dateAt(settlement, 'BillingSpecifiedPeriod/StartDateTime')
  );
}

function vatTotalOf(tax: XmlElement): ReadVatTotal | null {
  const baseMinor = minorOf(textAt(tax, 'BasisAmount'));
  const vatMinor = minorOf(textAt(tax, 'CalculatedAmount'));
  if (baseMinor === null || vatMinor === null) return null;
  return {
    rateBp: basisPointsOf(textAt(tax, percentPath)) ?? 0,
    category: categoryOf(textAt(tax, 'CategoryCode')),
    baseMinor,
    vatMinor,
    ...stated,
  };
}

function lineOf(line: XmlElement): ReadLine | null {
  const agreement = elementAt(
    line,
    'SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement',
  );
  const settlement = elementAt(
    line,
    'SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement',
  );
  const netMinor = minorOf(textAt(settlement, `${sumsOfLine}/LineTotalAmount`));
  const role = textAt(line, 'AssociatedDocumentLineDocument/LineStatusReasonCode');
  if (netMinor === null || silentLines.has(role ?? '')) return null;
  const price = elementAt(agreement, 'NetPriceProductTradePrice');
  return {
    description:
      textAt(line, 'SpecifiedTradeProduct/Name', 'SpecifiedTradeProduct/Description') ?? '',
    quantity: exactText(
      textAt(line, 'SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery/BilledQuantity'),
    ),
    unitPrice: pricePerUnit(textAt(price, 'ChargeAmount'), textAt(price, 'BasisQuantity')),
    netMinor,
    rateBp: basisPointsOf(textAt(settlement, `ApplicableTradeTax/${percentPath}`)),
    category: categoryOf(textAt(settlement, 'ApplicableTradeTax/CategoryCode')),
    ...stated,
  };
}

const sumsOfLine =
  'SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation';

/** A discount or charge on the whole document, as a line of its own, so that the lines sum to the net total. */
function allowanceOf(element: XmlElement): ReadLine | null {
  const amount = minorOf(textAt(element, 'ActualAmount'));
  if (amount === null) return null;
  const charges = isTrue(textAt(element, 'ChargeIndicator/Indicator', 'ChargeIndicator'));
  return {
    ...chargeLine(element, textAt(element, 'Reason') ?? (charges ? 'Charge' : 'Allowance')),
    netMinor: charges ? amount : -amount,
  };
}

function freightOf(element: XmlElement): ReadLine | null {
  const amount = minorOf(textAt(element, 'AppliedAmount'));
  if (amount === null) return null;
  return { ...chargeLine(element, textAt(element, 'Description') ?? 'Charge'), netMinor: amount };
}

function chargeLine(element: XmlElement, description: string): Omit<ReadLine, 'netMinor'> {
  const tax = elementAt(element, 'CategoryTradeTax|AppliedTradeTax');
  return {
    description,
    quantity: null,
    unitPrice: null,
    rateBp: basisPointsOf(textAt(tax, percentPath)),
    category: categoryOf(textAt(tax, 'CategoryCode')),
    ...stated,
  };
}

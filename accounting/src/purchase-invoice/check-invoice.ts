import { addDays, type IsoDate } from '../iso-date.ts';
import { isIban, normalizeIban } from '../iban.ts';
import { formatMinor, percentOf, sumMinor } from '../money.ts';
import { vatCodeNamed, vatRateBp } from '../vat.ts';
import { countryOfVatNumber, isKvkNumber, isVatNumber, normalizeVatNumber } from '../vat-number.ts';
import type { ReadingFindingCode } from '../vocabularies.ts';
import type { NumberedInvoice, Repetition } from './compare-invoices.ts';
import { payableMinor, type PurchaseInvoice, taxDate } from './purchase-invoice.ts';
import type { Evidence, ReadingFinding } from './read-invoice.ts';

/**
 * A finding of the checks: what does not fit, in which fields, and whether posting must wait. `until_acknowledged`
 * means that a person has to say that it is all right. It has a place where it is about something on the page that is not
 * the value of a field.
 */
export interface Finding extends Evidence {
  readonly code: FindingCode;
  readonly fields: readonly string[];
  readonly expected: string | null;
  readonly found: string | null;
  readonly blocking: 'never' | 'until_acknowledged' | 'always';
}

export type FindingCode =
  | ReadingFindingCode
  | 'supplier_missing'
  | 'number_missing'
  | 'date_missing'
  | 'total_missing'
  | 'lines_missing'
  | 'total_mismatch'
  | 'lines_mismatch'
  | 'vat_mismatch'
  | 'vat_by_rate_mismatch'
  | 'reverse_charge_with_vat'
  | 'foreign_vat'
  | 'vat_missing'
  | 'vat_rate_unknown'
  | 'vat_treatment_unclear'
  | 'exchange_rate_missing'
  | 'iban_invalid'
  | 'iban_changed'
  | 'iban_of_other_supplier'
  | 'contact_ambiguous'
  | 'vat_number_invalid'
  | 'own_vat_number'
  | 'kvk_number_invalid'
  | 'due_before_invoice'
  | 'date_in_future'
  | 'date_long_ago'
  | 'period_closed'
  | 'no_fiscal_period'
  | 'unbalanced'
  | 'duplicate'
  | 'duplicate_likely'
  | 'number_of_other_year'
  | 'already_paid'
  | 'payable_unlikely';

/** What the checks need to know beside the invoice. */
export interface CheckContext {
  readonly today: IsoDate;
  readonly ownVatNumber: string | null;
  /** IBANs this supplier was seen with, also while it may be one of several contacts; null when it is new. */
  readonly knownIbans: readonly string[] | null;
  /** Names of contacts among which a person has to choose the supplier. */
  readonly possibleSuppliers: readonly string[];
  /** Whether the country of the supplier is certain, if it is known at all. */
  readonly countryCertain: boolean;
  /** Names of other contacts that the IBAN belongs to. */
  readonly ibanHolders: readonly string[];
  /** The invoice of this supplier that this one seems to repeat, and how surely. */
  readonly repeats: { readonly of: NumberedInvoice; readonly repetition: Repetition } | null;
  readonly period: 'open' | 'closed' | 'missing';
  readonly entryDifferenceMinor: bigint;
  /** What was found when its document was read. */
  readonly reading: readonly ReadingFinding[];
}

/** Whether posting waits for what reading found: it does until a person has looked, or until the file was split. */
const blockingOfReading: Readonly<Record<ReadingFindingCode, Finding['blocking']>> = {
  several_invoices: 'always',
  not_an_invoice: 'until_acknowledged',
  hidden_text: 'until_acknowledged',
  e_invoice_differs: 'until_acknowledged',
};

/** Everything that does not fit, worst first within each rule; none when the invoice can be posted as it is. */
export function checkInvoice(invoice: PurchaseInvoice, context: CheckContext): Finding[] {
  return [
    ...context.reading.map((found) => ({ ...found, blocking: blockingOfReading[found.code] })),
    ...completeness(invoice),
    ...arithmetic(invoice, context),
    ...vatRules(invoice),
    ...vatTreatment(invoice, context),
    ...identity(invoice, context),
    ...dates(invoice, context),
    ...payment(invoice),
  ];
}

function finding(
  code: FindingCode,
  fields: readonly string[],
  blocking: Finding['blocking'],
  { expected = null, found = null }: { expected?: string | null; found?: string | null } = {},
): Finding {
  return { code, fields, expected, found, blocking, page: null, box: null };
}

function completeness(invoice: PurchaseInvoice): Finding[] {
  const findings: Finding[] = [];
  if (!invoice.supplierName)
    findings.push(finding('supplier_missing', ['supplier_name'], 'always'));
  // A simplified invoice (up to € 100) needs no number, so a person may say that there is none.
  if (!invoice.invoiceNumber)
    findings.push(finding('number_missing', ['invoice_number'], 'until_acknowledged'));
  if (!invoice.invoiceDate) findings.push(finding('date_missing', ['invoice_date'], 'always'));
  if (invoice.totalMinor === null) findings.push(finding('total_missing', ['total'], 'always'));
  if (invoice.lines.length === 0) findings.push(finding('lines_missing', ['lines'], 'always'));
  // Whoever prints only a total may include VAT in it, which would be lost.
  if (invoice.vatMinor === null && invoice.lines.some(({ vatCode }) => vatCode === 'I0'))
    findings.push(finding('vat_missing', ['vat_total'], 'never'));
  if (invoice.currency !== 'EUR' && !invoice.exchangeRate) {
    findings.push(
      finding('exchange_rate_missing', ['exchange_rate'], 'always', { found: invoice.currency }),
    );
  }
  return findings;
}

function arithmetic(invoice: PurchaseInvoice, context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const { netMinor, vatMinor, totalMinor } = invoice;
  const differ = (
    code: FindingCode,
    fields: readonly string[],
    expected: bigint,
    found: bigint,
  ): void => {
    if (expected === found) return;
    findings.push(
      finding(code, fields, 'never', {
        expected: formatMinor(expected),
        found: formatMinor(found),
      }),
    );
  };
  if (netMinor !== null && vatMinor !== null && totalMinor !== null) {
    differ('total_mismatch', ['net_total', 'vat_total', 'total'], netMinor + vatMinor, totalMinor);
  }
  if (netMinor !== null && invoice.lines.length > 0) {
    differ(
      'lines_mismatch',
      ['lines', 'net_total'],
      netMinor,
      sumMinor(invoice.lines.map((line) => line.netMinor)),
    );
  }
  // VAT of which nobody could tell the rates is under none of the codes yet.
  if (vatMinor !== null && (invoice.vat.length > 0 || invoice.lines.length > 0)) {
    differ(
      'vat_mismatch',
      ['vat', 'vat_total'],
      vatMinor,
      sumMinor(invoice.vat.map((row) => row.vatMinor)),
    );
  }
  if (context.entryDifferenceMinor !== 0n && totalMinor !== null && invoice.lines.length > 0) {
    const found = formatMinor(context.entryDifferenceMinor);
    findings.push(
      finding('unbalanced', ['lines', 'vat', 'total'], 'always', { expected: '0.00', found }),
    );
  }
  return findings;
}

/**
 * VAT is due on the total of each rate. A supplier that rounds it line by line may be a cent off for each line; five
 * cents are allowed in any case.
 */
function vatRules(invoice: PurchaseInvoice): Finding[] {
  const findings: Finding[] = [];
  const day = taxDate(invoice);
  for (const { vatCode, vatMinor } of invoice.vat) {
    const code = vatCodeNamed(vatCode);
    const lines = invoice.lines.filter((line) => line.vatCode === vatCode);
    const base = sumMinor(lines.map((line) => line.netMinor));
    if (code.reverseCharge && vatMinor !== 0n) {
      findings.push(
        finding('reverse_charge_with_vat', ['vat'], 'until_acknowledged', {
          expected: '0.00',
          found: formatMinor(vatMinor),
        }),
      );
    }
    if (code.taxToCost && vatMinor !== 0n && isForeign(invoice)) {
      findings.push(finding('foreign_vat', ['vat'], 'never', { found: formatMinor(vatMinor) }));
    } else if (code.taxToCost && day)
      findings.push(...unknownRate(vatMinor, base, lines.length, day));
    if (code.reverseCharge || code.taxToCost || code.code === 'IDO' || !day) continue;
    const expected = percentOf(base, vatRateBp(code.rate, day));
    if (!isWithinRounding(expected, vatMinor, lines.length)) {
      const amounts = { expected: formatMinor(expected), found: formatMinor(vatMinor) };
      findings.push(
        finding(
          'vat_by_rate_mismatch',
          ['vat', 'vat_total', 'net_total'],
          'until_acknowledged',
          amounts,
        ),
      );
    }
  }
  return findings;
}

function isWithinRounding(expected: bigint, found: bigint, lines: number): boolean {
  const tolerance = BigInt(Math.max(5, lines));
  const off = expected - found;
  return off <= tolerance && off >= -tolerance;
}

/** VAT that is booked as cost, of a supplier in the Netherlands, at a rate that was none there on that day. */
function unknownRate(vatMinor: bigint, base: bigint, lines: number, day: IsoDate): Finding[] {
  const rates = [vatRateBp('standard', day), vatRateBp('reduced', day)];
  const fits = rates.some((rate) => isWithinRounding(percentOf(base, rate), vatMinor, lines));
  if (vatMinor === 0n || base === 0n || fits) return [];
  const values = {
    expected: rates.map((rate) => percent(BigInt(rate))).join(', '),
    found: percent((vatMinor * 10_000n) / base),
  };
  return [finding('vat_rate_unknown', ['vat', 'vat_total'], 'until_acknowledged', values)];
}

/** `21%`, `10.5%` of a rate in basis points, one decimal at most. */
function percent(rateBp: bigint): string {
  return `${(Number(rateBp) / 100).toFixed(1).replace('.0', '')}%`;
}

/**
 * No VAT, and nobody knows for certain where the supplier is: it may be exempt here, or owed by us. Whoever has a KvK
 * number, or a VAT number that names its country, is known; and euros without either are asked about as all else.
 */
function vatTreatment(invoice: PurchaseInvoice, { countryCertain }: CheckContext): Finding[] {
  const { supplierCountry, supplierVatNumber, supplierKvkNumber, currency, lines, vat } = invoice;
  const isUntaxed = (invoice.vatMinor ?? 0n) === 0n && vat.every(({ vatMinor }) => vatMinor === 0n);
  if (!isUntaxed || lines.length === 0 || (supplierCountry !== null && countryCertain)) return [];
  const hasNumber =
    supplierKvkNumber !== null ||
    (supplierVatNumber !== null && countryOfVatNumber(supplierVatNumber) !== null);
  if (hasNumber && currency === 'EUR') return [];
  const found = [...new Set(lines.map(({ vatCode }) => vatCode))].join(', ');
  const values = { expected: supplierCountry, found };
  return [finding('vat_treatment_unclear', ['supplier_country'], 'until_acknowledged', values)];
}

/** The commonest fraud with invoices: a known supplier, or its name, with another account. */
function account({ supplierIban }: PurchaseInvoice, context: CheckContext): Finding[] {
  if (!supplierIban) return [];
  const { knownIbans, ibanHolders } = context;
  const findings: Finding[] = [];
  const tell = (code: FindingCode, expected: string | null = null): void => {
    const values = { expected, found: supplierIban };
    findings.push(finding(code, ['supplier_iban'], 'until_acknowledged', values));
  };
  if (!isIban(supplierIban)) tell('iban_invalid');
  if (knownIbans && knownIbans.length > 0 && !knownIbans.includes(normalizeIban(supplierIban)))
    tell('iban_changed', [...new Set(knownIbans)].join(', '));
  if (ibanHolders.length > 0) tell('iban_of_other_supplier', ibanHolders.join(', '));
  return findings;
}

const findingOfRepetition: Readonly<Record<Repetition, Pick<Finding, 'code' | 'blocking'>>> = {
  exact: { code: 'duplicate', blocking: 'until_acknowledged' },
  likely: { code: 'duplicate_likely', blocking: 'until_acknowledged' },
  other_year: { code: 'number_of_other_year', blocking: 'never' },
};

function identity(invoice: PurchaseInvoice, context: CheckContext): Finding[] {
  const findings: Finding[] = account(invoice, context);
  const { supplierVatNumber, supplierKvkNumber } = invoice;
  if (context.possibleSuppliers.length > 0) {
    findings.push(
      finding('contact_ambiguous', ['supplier_name'], 'until_acknowledged', {
        expected: context.possibleSuppliers.join(', '),
        found: invoice.supplierName,
      }),
    );
  }
  if (supplierVatNumber && !isVatNumber(supplierVatNumber)) {
    findings.push(
      finding('vat_number_invalid', ['supplier_vat_number'], 'never', { found: supplierVatNumber }),
    );
  }
  const own = context.ownVatNumber;
  if (
    supplierVatNumber &&
    own &&
    normalizeVatNumber(supplierVatNumber) === normalizeVatNumber(own)
  ) {
    findings.push(
      finding('own_vat_number', ['supplier_vat_number', 'supplier_name'], 'until_acknowledged', {
        found: supplierVatNumber,
      }),
    );
  }
  if (supplierKvkNumber && !isKvkNumber(supplierKvkNumber)) {
    findings.push(
      finding('kvk_number_invalid', ['supplier_kvk_number'], 'never', { found: supplierKvkNumber }),
    );
  }
  if (context.repeats) {
    const { of, repetition } = context.repeats;
    const { code, blocking } = findingOfRepetition[repetition];
    const values = { expected: of.date, found: of.number };
    findings.push(finding(code, ['invoice_number'], blocking, values));
  }
  return findings;
}

function dates(invoice: PurchaseInvoice, context: CheckContext): Finding[] {
  const findings: Finding[] = [];
  const { invoiceDate, dueDate } = invoice;
  if (invoiceDate && dueDate && dueDate < invoiceDate) {
    findings.push(
      finding('due_before_invoice', ['due_date', 'invoice_date'], 'never', {
        expected: invoiceDate,
        found: dueDate,
      }),
    );
  }
  if (invoiceDate && invoiceDate > addDays(context.today, 31)) {
    findings.push(
      finding('date_in_future', ['invoice_date'], 'until_acknowledged', { found: invoiceDate }),
    );
  }
  if (invoiceDate && invoiceDate < addDays(context.today, -5 * 365)) {
    findings.push(finding('date_long_ago', ['invoice_date'], 'never', { found: invoiceDate }));
  }
  if (context.period === 'closed')
    findings.push(finding('period_closed', ['entry_date'], 'always'));
  if (context.period === 'missing')
    findings.push(finding('no_fiscal_period', ['entry_date'], 'always'));
  return findings;
}

/** Where there are no small coins prices are rounded to five units at most: never to more, whatever the currency. */
const mostRoundingMinor = 500n;
const mostRoundingOfEurosMinor = 100n;

/** Booked as paid it is asked for no more, so a person says that it is. */
function payment(invoice: PurchaseInvoice): Finding[] {
  const { totalMinor, prepaidMinor } = invoice;
  const payable = payableMinor(invoice);
  if (totalMinor === null || payable === null) return [];
  if (isUnlikely(invoice, totalMinor)) {
    const amounts = { expected: formatMinor(totalMinor), found: formatMinor(payable) };
    const fields = ['rounding', 'prepaid_total'];
    return [finding('payable_unlikely', fields, 'until_acknowledged', amounts)];
  }
  if (!prepaidMinor || payable > 0n) return [];
  const amounts = { expected: formatMinor(totalMinor), found: formatMinor(prepaidMinor) };
  return [finding('already_paid', ['prepaid_total'], 'until_acknowledged', amounts)];
}

/** Rounded by more than anybody rounds, which would be booked; or more to be paid than the total, as if a payment added. */
function isUnlikely(invoice: PurchaseInvoice, totalMinor: bigint): boolean {
  const { roundingMinor, prepaidMinor, currency } = invoice;
  const rounding = roundingMinor ?? 0n;
  const most = currency === 'EUR' ? mostRoundingOfEurosMinor : mostRoundingMinor;
  return rounding > most || rounding < -most || totalMinor * (prepaidMinor ?? 0n) < 0n;
}

function isForeign({ supplierCountry }: PurchaseInvoice): boolean {
  return supplierCountry !== null && supplierCountry !== 'NL';
}

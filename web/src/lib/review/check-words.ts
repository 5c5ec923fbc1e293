/** The pages of each invoice, `1-2, 3`, or how many receipts lie on one page, `2 x 1`, in words. */
function partsIn(found: string, page: string, receiptsOn: string): string {
  const [, count, on] = /^(\d+) x (\d+)$/.exec(found) ?? [];
  if (count !== undefined && on !== undefined) return `${count} ${receiptsOn} ${on}`;
  return found
    .split(', ')
    .map((pages) => `${page} ${pages.replace('-', '–')}`)
    .join(', ');
}

/** `21%, 9%` with a word before the last. */
function listed(values: string, and: string): string {
  return values.replace(/, (?=[^,]*$)/, ` ${and} `);
}

/** What a document is that is no invoice. */
const kinds = {
  nl: {
    reminder: 'een herinnering of aanmaning',
    statement: 'een afschrift of overzicht',
    order: 'een bestelling of orderbevestiging',
    delivery_note: 'een pakbon',
    other: 'een ander document, zoals een offerte, proforma of brief',
  },
  en: {
    reminder: 'a reminder',
    statement: 'a statement',
    order: 'an order or its confirmation',
    delivery_note: 'a delivery note',
    other: 'another document, such as a quotation, pro forma or letter',
  },
} as const;

function kindIn(names: Readonly<Record<string, string>>, found: string): string {
  return names[found] ?? found;
}

const nl = {
  /** Findings by code, with what was expected, what stands there, and the field's name. */
  byCode: {
    several_invoices: (_: string, found: string) =>
      `Dit bestand lijkt meer dan één factuur te zijn: ${partsIn(found, 'pagina', 'bonnen op pagina')}. Splits het, of zeg dat het er één is.`,
    not_an_invoice: (_: string, found: string) =>
      `Dit lijkt geen factuur te zijn, maar ${kindIn(kinds.nl, found)}. Boek het alleen als het toch een factuur is; anders kun je het verwijderen.`,
    hidden_text: (_: string, found: string) =>
      `Op de pagina staat ${found} zo dat niemand het kan zien. Vertrouw alleen wat je zelf leest.`,
    e_invoice_differs: (expected: string, found: string, field: string) =>
      `${field}: de e-factuur zegt ${expected}, op de pagina staat ${found}. Vraag de leverancier wat klopt.`,
    supplier_missing: () => 'Vul de leverancier in.',
    number_missing: () => 'Er is geen factuurnummer gevonden.',
    date_missing: () => 'Vul de factuurdatum in.',
    total_missing: () => 'Vul het bedrag incl. btw in.',
    lines_missing: () => 'Voeg ten minste één regel toe.',
    total_mismatch: (expected: string, found: string) =>
      `Telt niet op: excl. plus btw is ${expected}, er staat ${found}.`,
    lines_mismatch: (expected: string, found: string) =>
      `De regels tellen op tot ${found}, het bedrag excl. btw is ${expected}.`,
    vat_mismatch: (expected: string, found: string) =>
      `De btw per code telt op tot ${found}, het btw-bedrag is ${expected}.`,
    vat_by_rate_mismatch: (expected: string, found: string) =>
      `De btw past niet bij het tarief: verwacht ${expected}, er staat ${found}.`,
    reverse_charge_with_vat: (_: string, found: string) =>
      `Bij btw verlegd hoort geen btw, er staat ${found}.`,
    foreign_vat: (_: string, found: string) =>
      `Buitenlandse btw van ${found} is niet aftrekbaar en telt bij de kosten.`,
    vat_missing: () =>
      'Er is geen btw gelezen, en zo wordt zonder btw geboekt. Vul de btw in; 0,00 als er geen btw op de factuur staat.',
    vat_rate_unknown: (expected: string, found: string) =>
      `Btw van ${found} bestond in Nederland niet op deze datum; wel ${listed(expected, 'en')}. Vergelijk de btw met de factuur, of vul het land van de leverancier in.`,
    vat_treatment_unclear: (_: string, found: string) =>
      `Geen btw, en niet zeker in welk land de leverancier is: btw-code ${found} is een voorstel. Vul het land in, of bevestig dat de btw-code klopt.`,
    exchange_rate_missing: (_: string, found: string) => `Vul de koers van ${found} in.`,
    iban_invalid: (_: string, found: string) => `${found} is geen geldig IBAN.`,
    iban_changed: (expected: string, found: string) =>
      `Ander IBAN dan eerder: was ${expected}, is nu ${found}. Bel de leverancier voor je betaalt.`,
    iban_of_other_supplier: (expected: string, found: string) =>
      `IBAN ${found} is van ${expected}, niet van deze leverancier. Vraag de leverancier wie je moet betalen. Is het een factoringbedrijf, vink dan bij die relatie ‘Int voor anderen’ aan.`,
    contact_ambiguous: (expected: string) =>
      `Niet zeker van wie deze factuur is. Kies de leverancier (misschien ${expected}), of bevestig dat het een nieuwe is.`,
    vat_number_invalid: (_: string, found: string) => `${found} is geen geldig btw-nummer.`,
    own_vat_number: (_: string, found: string) => `${found} is je eigen btw-nummer.`,
    kvk_number_invalid: (_: string, found: string) => `${found} is geen geldig KvK-nummer.`,
    due_before_invoice: (_: string, found: string) =>
      `De vervaldatum ${found} ligt voor de factuurdatum.`,
    date_in_future: (_: string, found: string) => `De factuurdatum ${found} ligt in de toekomst.`,
    date_long_ago: (_: string, found: string) => `De factuurdatum ${found} is lang geleden.`,
    period_closed: () => 'De periode van de boekdatum is afgesloten.',
    no_fiscal_period: () => 'Er is geen boekjaar voor de boekdatum.',
    unbalanced: (_: string, found: string) => `De boeking is niet in evenwicht: verschil ${found}.`,
    duplicate: (expected: string, found: string) =>
      `Deze factuur is er al: nummer ${found} van ${expected}, met hetzelfde bedrag. Boek haar alleen als het er echt twee zijn.`,
    duplicate_likely: (expected: string, found: string) =>
      `Deze factuur lijkt op nummer ${found} van ${expected} van dezelfde leverancier. Vergelijk nummer, datum en bedrag.`,
    number_of_other_year: (expected: string, found: string) =>
      `Nummer ${found} met ditzelfde bedrag is er ook van een ander jaar: ${expected}. Klopt het jaar van de factuurdatum?`,
    already_paid: (expected: string, found: string) =>
      `Volgens het document is van ${expected} al ${found} betaald: er is niets meer te betalen. Kijk of je bank de betaling heeft.`,
    payable_unlikely: (expected: string, found: string) =>
      `Van een totaal van ${expected} zou ${found} te betalen zijn. Kijk naar de afronding en naar wat al betaald is.`,
  },
  unknown: (code: string) => `Controleer dit: ${code.replaceAll('_', ' ')}.`,
};

const en: typeof nl = {
  byCode: {
    several_invoices: (_, found) =>
      `This file seems to be more than one invoice: ${partsIn(found, 'page', 'receipts on page')}. Split it, or say that it is one.`,
    not_an_invoice: (_, found) =>
      `This does not look like an invoice but like ${kindIn(kinds.en, found)}. Post it only if it is an invoice after all; otherwise you can delete it.`,
    hidden_text: (_, found) =>
      `The page says ${found} where nobody can see it. Trust only what you can read yourself.`,
    e_invoice_differs: (expected, found, field) =>
      `${field}: the e-invoice says ${expected}, the page says ${found}. Ask the supplier which is right.`,
    supplier_missing: () => 'Enter the supplier.',
    number_missing: () => 'No invoice number was found.',
    date_missing: () => 'Enter the invoice date.',
    total_missing: () => 'Enter the amount incl. VAT.',
    lines_missing: () => 'Add at least one line.',
    total_mismatch: (expected, found) =>
      `Does not add up: excl. plus VAT is ${expected}, but incl. VAT is ${found}.`,
    lines_mismatch: (expected, found) =>
      `The lines add up to ${found}, but the amount excl. VAT is ${expected}.`,
    vat_mismatch: (expected, found) =>
      `The VAT by code adds up to ${found}, but the VAT amount is ${expected}.`,
    vat_by_rate_mismatch: (expected, found) =>
      `The VAT does not match the rate: expected ${expected}, found ${found}.`,
    reverse_charge_with_vat: (_, found) => `Reverse charge has no VAT, but VAT is ${found}.`,
    foreign_vat: (_, found) =>
      `Foreign VAT of ${found} cannot be deducted and is added to the costs.`,
    vat_missing: () =>
      'No VAT was read, so none would be posted. Enter the VAT; 0.00 if the invoice has none.',
    vat_rate_unknown: (expected, found) =>
      `VAT of ${found} did not exist in the Netherlands on this date; ${listed(expected, 'and')} did. Compare the VAT with the invoice, or enter the supplier’s country.`,
    vat_treatment_unclear: (_, found) =>
      `No VAT, and it is not certain in which country the supplier is: VAT code ${found} is a guess. Enter the country, or confirm that the VAT code is right.`,
    exchange_rate_missing: (_, found) => `Enter the exchange rate of ${found}.`,
    iban_invalid: (_, found) => `${found} is not a valid IBAN.`,
    iban_changed: (expected, found) =>
      `Different IBAN: was ${expected}, now ${found}. Call the supplier before you pay.`,
    iban_of_other_supplier: (expected, found) =>
      `IBAN ${found} belongs to ${expected}, not to this supplier. Ask the supplier whom to pay. If it is a factoring company, tick ‘Collects for others’ at that contact.`,
    contact_ambiguous: (expected) =>
      `It is not certain who sent this invoice. Choose the supplier (maybe ${expected}), or confirm that it is a new one.`,
    vat_number_invalid: (_, found) => `${found} is not a valid VAT number.`,
    own_vat_number: (_, found) => `${found} is your own VAT number.`,
    kvk_number_invalid: (_, found) => `${found} is not a valid KvK number.`,
    due_before_invoice: (_, found) => `The due date ${found} is before the invoice date.`,
    date_in_future: (_, found) => `The invoice date ${found} is in the future.`,
    date_long_ago: (_, found) => `The invoice date ${found} was a long time ago.`,
    period_closed: () => 'The period of the entry date is closed.',
    no_fiscal_period: () => 'There is no financial year for the entry date.',
    unbalanced: (_, found) => `The entry does not balance: difference ${found}.`,
    duplicate: (expected, found) =>
      `This invoice is already here: number ${found} of ${expected}, with the same amount. Post it only if there really are two.`,
    duplicate_likely: (expected, found) =>
      `This invoice looks like number ${found} of ${expected} of the same supplier. Compare number, date and amount.`,
    number_of_other_year: (expected, found) =>
      `Number ${found} with exactly this amount also exists for another year: ${expected}. Is the year of the invoice date right?`,
    already_paid: (expected, found) =>
      `The document says that ${found} of ${expected} has already been paid: nothing is left to pay. See whether your bank has the payment.`,
    payable_unlikely: (expected, found) =>
      `Of a total of ${expected}, ${found} would still be payable. Check the rounding and what has already been paid.`,
  },
  unknown: (code) => `Check this: ${code.replaceAll('_', ' ')}.`,
};

export const checkWords = { nl, en };

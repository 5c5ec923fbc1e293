import type { Language } from './invoice-spec.ts';

type Choices = readonly [string, ...string[]];

/** What an invoice says of discounts, and of what is paid, rounded and left to pay. */
interface SettlementWords {
  readonly discount: string;
  /** the total, where something else is left to pay */
  readonly total: Choices;
  readonly prepaid: Choices;
  readonly paid: Choices;
  readonly payable: Choices;
  readonly rounding: Choices;
}

export const settlementWords: Readonly<Record<Language, SettlementWords>> = {
  nl: {
    discount: 'Korting',
    total: ['Totaal incl. btw', 'Totaal', 'Factuurbedrag'],
    prepaid: ['Reeds aanbetaald', 'Aanbetaling', 'Reeds voldaan', 'Voorschot'],
    paid: ['Betaald via iDEAL', 'Reeds betaald', 'Voldaan per pin'],
    payable: ['Nog te betalen', 'Te betalen', 'Te voldoen', 'Openstaand saldo'],
    rounding: ['Afronding', 'Afrondingsverschil'],
  },
  en: {
    discount: 'Discount',
    total: ['Total', 'Total incl. VAT', 'Invoice total'],
    prepaid: ['Deposit paid', 'Less prepayment', 'Amount prepaid'],
    paid: ['Paid by card', 'Amount paid', 'Payment received'],
    payable: ['Amount due', 'Balance due', 'Total due'],
    rounding: ['Rounding', 'Rounding adjustment'],
  },
  de: {
    discount: 'Rabatt',
    total: ['Gesamtbetrag', 'Rechnungsbetrag', 'Bruttobetrag'],
    prepaid: ['Anzahlung', 'Bereits angezahlt', 'Abzüglich Anzahlung'],
    paid: ['Bereits bezahlt', 'Bezahlt per Kreditkarte', 'Zahlung erhalten'],
    payable: ['Zahlbetrag', 'Noch zu zahlen', 'Restbetrag'],
    rounding: ['Rundung', 'Rundungsdifferenz'],
  },
  fr: {
    discount: 'Remise',
    total: ['Total TTC', 'Montant TTC'],
    prepaid: ['Acompte versé', 'Déjà réglé', 'Acompte'],
    paid: ['Payé par carte', 'Déjà payé', 'Paiement reçu'],
    payable: ['Net à payer', 'Reste à payer', 'Solde dû'],
    rounding: ['Arrondi'],
  },
};

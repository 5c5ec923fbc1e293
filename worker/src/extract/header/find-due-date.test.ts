import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { findDueDate } from './find-due-date.ts';
import { typedFacts } from '../typed-page.fixture.ts';

const invoiceDate = isoDate('2026-11-03');

function dueIn(template: string, date: typeof invoiceDate | null = invoiceDate): string | null {
  return findDueDate(typedFacts(template), date)?.value ?? null;
}

describe('a printed due date', () => {
  it('is the one beside its label', () => {
    assert.equal(dueIn('Factuurdatum: 03-11-2026\nVervaldatum: 03-12-2026'), '2026-12-03');
    assert.equal(dueIn('Due date: 3 December 2026'), '2026-12-03');
    assert.equal(dueIn('Zahlbar bis 03.12.2026'), '2026-12-03');
    assert.equal(dueIn("Date d'échéance : 03/12/2026"), '2026-12-03');
  });
  it('is not before the invoice, and not more than about a year after it', () => {
    assert.equal(dueIn('Vervaldatum: 02-11-2026'), null);
    assert.equal(dueIn('Vervaldatum: 03-11-2026'), '2026-11-03');
    assert.equal(dueIn('Vervaldatum: 03-11-2028'), null);
    assert.equal(dueIn('Vervaldatum: 03-11-2028', null), '2028-11-03');
  });
});

describe('a due date in a sentence', () => {
  it('is the date after "until" when the sentence is about payment', () => {
    assert.equal(
      dueIn('Wij verzoeken u het bedrag over te maken uiterlijk op 3 december 2026.'),
      '2026-12-03',
    );
    assert.equal(dueIn('Bitte überweisen Sie den Betrag bis zum 3. Dezember 2026.'), '2026-12-03');
    assert.equal(dueIn('Merci de payer avant le 3 décembre 2026'), '2026-12-03');
  });
  it('may be in a sentence that begins on the line above', () => {
    assert.equal(dueIn('Gelieve het bedrag te voldoen\ntot 03-12-2026'), '2026-12-03');
  });
  it('is the day on which the account of the customer is debited', () => {
    for (const text of [
      'Het bedrag wordt op 3 december 2026 van uw rekening afgeschreven.',
      'Wij zullen dit bedrag omstreeks 03-12-2026\nautomatisch incasseren.',
      'Der Betrag in Höhe von 12,00 EUR wird am 03.12.2026 von Ihrem Konto\nper SEPA-Lastschrift eingezogen.',
      'The amount will be debited on 3 December 2026.',
      'Le montant sera prélevé le 3 décembre 2026.',
    ]) {
      assert.equal(dueIn(text), '2026-12-03', text);
    }
    assert.equal(dueIn('Het bedrag is op 3 december 2026 van uw rekening afgeschreven.'), null);
    assert.equal(dueIn('De workshop wordt op 3 december 2026 gehouden.'), null);
  });
  it('is ignored when the sentence is about something else', () => {
    assert.equal(dueIn('De aanbieding geldt tot 03-12-2026'), null);
  });
});

describe('of several terms', () => {
  it('the last one counts, not that of a discount', () => {
    for (const text of [
      'Zahlbar bis 11.11.2026 mit 2 % Skonto, zahlbar bis 03.12.2026 netto',
      'Bitte zahlen Sie bis 11.11.2026 abzüglich 2 % Skonto\nZahlbar bis 03.12.2026 ohne Abzug',
      'Te betalen voor 11-11-2026 met 2% korting, te betalen voor 03-12-2026 zonder aftrek',
      'Betalen vóór 11-11-2026: 2% betalingskorting\nUiterste betaaldatum: 03-12-2026',
      'Pay by 11 November 2026 for a 2% discount\nDue date: 3 December 2026',
      "Escompte 2 % à payer avant le 11/11/2026\nDate d'échéance : 03/12/2026",
      'Skonto bis 11.11.2026\nFällig am 03.12.2026',
    ]) {
      assert.equal(dueIn(text)?.slice(0, 10), '2026-12-03', text);
    }
  });
});

describe('a payment term in days', () => {
  it('counts from the invoice date', () => {
    const sentences = [
      'Betaling binnen 30 dagen na factuurdatum',
      'Betalingstermijn: 30 dagen',
      'Please pay within 30 days',
      'Payment terms: net 30',
      'Zahlbar innerhalb von 30 Tagen',
      'Zahlungsziel 30 Tage',
      'Paiement à 30 jours',
    ];
    for (const text of sentences) assert.equal(dueIn(text), '2026-12-03', text);
  });
  it('is the longest of several: shorter ones are for a discount', () => {
    assert.equal(
      dueIn('Zahlung in 8 Tagen 2 % Skonto, 30 Tage netto, 14 Tagen netto'),
      '2026-12-03',
    );
  });
  it('is ignored when it is only for a discount', () => {
    assert.equal(dueIn('Betalingskorting 2% binnen 8 dagen'), null);
  });
  it('is ignored without a word about payment', () => {
    assert.equal(dueIn('Retour binnen 30 dagen'), null);
  });
  it('needs the invoice date, and gives a lower confidence than a printed date', () => {
    assert.equal(dueIn('Betaling binnen 30 dagen', null), null);
    const concluded = findDueDate(typedFacts('Betaling binnen 30 dagen'), invoiceDate);
    const printed = findDueDate(typedFacts('Vervaldatum: 03-12-2026'), invoiceDate);
    assert.ok(concluded && printed && concluded.confidence < printed.confidence);
    assert.ok(concluded.confidence < 0.8);
  });
});

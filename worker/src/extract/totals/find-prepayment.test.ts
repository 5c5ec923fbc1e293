import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTotals } from './find-totals.ts';
import { typedFacts } from '../typed-page.fixture.ts';

/** What is paid and rounded, with a question mark where a person has to look. */
function paidIn(template: string): (string | undefined)[] {
  const { prepaid_total: prepaid, rounding } = findTotals(typedFacts(template)).fields;
  return [prepaid, rounding].map(
    (field) => field && `${field.value}${field.confidence >= 0.8 ? '' : '?'}`,
  );
}

const sums = `
Subtotaal                     400,00
Btw 21%                        84,00
Totaal                        484,00`;
const german = `
Nettobetrag                   400,00
USt. 21%                       84,00
Gesamtbetrag                  484,00`;
const french = `
Total HT                      400,00
TVA 21%                        84,00
Total TTC                     484,00`;
const english = `
Subtotal                      400.00
VAT 21%                        84.00
Total                         484.00`;

describe('what is left of an invoice that is paid in part', () => {
  it('tells what was paid, under any of its names', () => {
    for (const page of [
      `${sums}\nResterend bedrag         384,00`,
      `${english}\nResidual                 384.00`,
      `${english}\nRemaining amount         384.00`,
      `${german}\nRestsumme                384,00`,
      `${french}\nRestant dû               384,00`,
    ]) {
      assert.deepEqual(paidIn(page), ['100.00?', undefined], page);
    }
  });
});

describe('an invoice that is paid', () => {
  it('says so with the amount and that nothing is left', () => {
    for (const page of [
      `${sums}\nBetaald via iDEAL op 09-11-2026     484,00\nNog te betalen         € 0,00`,
      `${sums}\nReeds betaald                -484,00\nTe betalen               0,00`,
      `${sums}\nNog te betalen                  0,00`,
      `${sums}\nReeds voldaan           -/- 484,00`,
      `${sums}\nVoldaan per pin              484,00\nTe voldoen               0,00`,
      `${english}\nPaid by card                 484.00\nBalance due               0.00`,
      `${german}\nBereits bezahlt              484,00\nRestbetrag                0,00`,
      `${french}\nDéjà réglé                   484,00\nReste à payer             0,00`,
      `${english}\nAlready paid                -484.00\nBalance due               0.00`,
    ]) {
      assert.deepEqual(paidIn(page), ['484.00', undefined], page);
    }
  });
  it('says so in words alone', () => {
    for (const words of [
      'Betaald via iDEAL',
      'Deze factuur is reeds voldaan',
      'Betaald per creditcard op 9 november 2026',
      'Paid by credit card',
      'This invoice has been paid',
      'Bereits bezahlt per PayPal',
      'Facture acquittée',
    ]) {
      assert.deepEqual(paidIn(`${sums}\n${words}`), ['484.00', undefined], words);
    }
  });
  it('says so by thanking for a payment of just so much, and for no other', () => {
    for (const page of [
      `${sums}\nWij hebben uw betaling van € 484,00 op 5 november ontvangen.`,
      `${sums}\nUw betaling van € 484,00 is ontvangen`,
      `${english}\nWe have received your payment of EUR 484.00`,
      `${german}\nWir haben Ihre Zahlung über 484,00 EUR erhalten.`,
      `${french}\nNous avons bien reçu votre paiement de 484,00 €`,
    ]) {
      assert.deepEqual(paidIn(page), ['484.00', undefined], page);
    }
    for (const page of [
      `${sums}\nWij hebben uw betaling van € 112,00 ontvangen.`,
      `${sums}\nWij hebben uw betaling van € 484,00 nog niet ontvangen.`,
      `${sums}\nZodra wij uw betaling van € 484,00 hebben ontvangen, leveren wij.`,
      `${english}\nAfter we have received your payment of 484.00 we ship.`,
      `${german}\nWir haben Ihre Zahlung über 484,00 EUR noch nicht erhalten.`,
    ]) {
      assert.deepEqual(paidIn(page), [undefined, undefined], page);
    }
  });
  it('is no receipt of a till, which is paid at once', () => {
    for (const page of [
      `${sums}\nPin                         484,00`,
      `${english}\nCash                         500.00\nChange                        16.00\nBalance due               0.00`,
    ]) {
      assert.deepEqual(paidIn(page), [undefined, undefined], page);
    }
  });
  it('is not one that tells how to pay, or what to do if it is paid', () => {
    for (const words of [
      'Te betalen via iDEAL',
      'U kunt deze factuur betalen via iDEAL',
      'Indien reeds betaald kunt u deze herinnering als niet verzonden beschouwen.',
      'Als de factuur is betaald ontvangt u een bevestiging',
      'Deze factuur dient te worden betaald via overschrijving',
      'Please ignore this notice if already paid',
      'Rechnungen, die bezahlt wurden, finden Sie im Portal',
      'Payable by bank transfer',
      'Betalingstermijn: 14 dagen',
      'Betaald parkeren is niet inbegrepen',
    ]) {
      assert.deepEqual(paidIn(`${sums}\n${words}`), [undefined, undefined], words);
    }
  });
  it('is not a receipt, which is paid at the till', () => {
    assert.deepEqual(paidIn(`${sums}\nBetaald met pin             484,00`), [undefined, undefined]);
  });
});

describe('a part that is paid', () => {
  it('is what leaves the rest that is printed', () => {
    for (const page of [
      `${sums}\nAanbetaling                  -184,00\nNog te betalen           300,00`,
      `${sums}\nAanbetaling              -/- 184,00\nTe betalen               300,00`,
      `${german}\nAbzüglich Anzahlung           184,00\nRestbetrag              300,00`,
      `${french}\nAcompte versé                 184,00\nReste à payer           300,00`,
      `${english}\nLess deposit                  184.00\nBalance due             300.00`,
    ]) {
      assert.deepEqual(paidIn(page), ['184.00', undefined], page);
    }
  });
  it('may have been paid in several times', () => {
    const page = `${sums}\nAanbetaling 1                100,00\nAanbetaling 2                84,00\nNog te betalen           300,00`;
    assert.deepEqual(paidIn(page), ['184.00', undefined]);
  });
  it('is for a person to check when the rest is not printed, or the payment is not', () => {
    assert.deepEqual(paidIn(`${sums}\nAanbetaling                  184,00`), [
      '184.00?',
      undefined,
    ]);
    assert.deepEqual(paidIn(`${sums}\nNog te betalen           300,00`), ['184.00?', undefined]);
  });
  it('is no line of the invoice: an advance is invoiced there', () => {
    assert.deepEqual(
      paidIn(`
Omschrijving                  Bedrag
Aanbetaling keuken            400,00
${sums}`),
      [undefined, undefined],
    );
  });
  it('does not touch net, tax and total', () => {
    const { fields } = findTotals(
      typedFacts(`${sums}\nAanbetaling                  -84,00\nTe betalen               400,00`),
    );
    assert.deepEqual(
      [fields.net_total?.value, fields.vat_total?.value, fields.total?.value],
      ['400.00', '84.00', '484.00'],
    );
  });
});

describe('a rounding', () => {
  it('is what makes the total the amount to pay, with or without its sign', () => {
    const rounded = (rounding: string, rest: string) =>
      paidIn(`
Totaal excl. btw                 70,01
Btw 21%                          14,70
Totaal incl. btw                 84,71
Afronding                        ${rounding}
Te betalen                       ${rest}`);
    assert.deepEqual(rounded('0,29', '85,00'), [undefined, '0.29']);
    assert.deepEqual(rounded('-0,71', '84,00'), [undefined, '-0.71']);
    assert.deepEqual(rounded('=0,71', '84,00'), [undefined, '-0.71']);
    assert.deepEqual(rounded('0,30', '85,00')[1], undefined);
  });
  it('leaves the total what it is, with the sign that leads to the amount to pay', () => {
    const sumsOf = (page: string) => {
      const { fields, vat } = findTotals(typedFacts(page));
      return {
        sums: [fields.net_total, fields.vat_total, fields.total, fields.rounding].map(
          (field) => field && field.confidence >= 0.8 && field.value,
        ),
        rates: vat.map(({ rateBp }) => rateBp),
      };
    };
    const up = (total: string, rounding: string, toPay: string, sign = '') => `
Subtotaal                        70,01
Btw 21%                          14,70
${total}                         84,71
${rounding}                      ${sign}0,01
${toPay}                         84,70`;
    for (const page of [
      up('Totaal', 'Afronding', 'Te betalen', '-'),
      up('Totaal', 'Afronding', 'Te betalen'),
      up('Factuurbedrag', 'Afrondingsverschil', 'Nog te betalen', '-'),
      up('Totaal incl. btw', 'Betaalafronding', 'Te voldoen', '-/- '),
      up('Total', 'Rounding', 'Amount due', '-'),
      up('Invoice total', 'Rounding adjustment', 'Total due', '-'),
      up('Total incl. VAT', 'Rounding', 'Balance due'),
      up('Gesamtbetrag', 'Rundung', 'Zahlbetrag', '-'),
      up('Rechnungsbetrag', 'Rundungsdifferenz', 'Noch zu zahlen', '-'),
      up('Total TTC', 'Arrondi', 'Net à payer', '-'),
      up('Montant TTC', 'Arrondi', 'Reste à payer', '-'),
    ]) {
      const expected = { sums: ['70.01', '14.70', '84.71', '-0.01'], rates: [2100] };
      assert.deepEqual(sumsOf(page), expected, page);
    }
    const down = `
Subtotaal                        70,01
Btw 21%                          14,72
Totaal                           84,73
Afronding                         0,02
Te betalen                       84,75`;
    assert.deepEqual(sumsOf(down).sums, ['70.01', '14.72', '84.73', '0.02']);
  });
  it('goes from the amount above it to the one below it, where nothing else tells the total', () => {
    const page = `
Totaal                           12,33
Afronding                         0,02
Te betalen                       12,35`;
    const { total, rounding } = findTotals(typedFacts(page)).fields;
    assert.deepEqual([total?.value, rounding?.value], ['12.33', '0.02']);
  });
  it('can go together with a payment', () => {
    const page = `
Totaal excl. btw                 70,01
Btw 21%                          14,70
Totaal incl. btw                 84,71
Aanbetaling                     -20,00
Afronding                         -0,01
Te betalen                       64,70`;
    assert.deepEqual(paidIn(page), ['20.00', '-0.01']);
    assert.equal(findTotals(typedFacts(page)).fields.total?.value, '84.71');
  });
  it('is part of the total where it was paid at a till', () => {
    for (const paid of ['Contant        85,00\nWisselgeld   0,30', 'Pin     84,70']) {
      const { fields } = findTotals(
        typedFacts(`
Totaal excl. btw                 70,01
Btw 21%                          14,70
Totaal incl. btw                 84,71
Afronding                        -0,01
Te betalen                       84,70
${paid}`),
      );
      assert.deepEqual([fields.total?.value, fields.rounding], ['84.70', undefined], paid);
    }
  });
});

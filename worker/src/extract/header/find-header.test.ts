import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findFacts } from '../document-facts.ts';
import { findHeader } from './find-header.ts';
import { typedFacts, typedPage } from '../typed-page.fixture.ts';

function headerIn(template: string): Partial<Record<InvoiceFieldName, string>> {
  const fields = findHeader(typedFacts(template));
  return Object.fromEntries(Object.entries(fields).map(([name, { value }]) => [name, value]));
}

describe('the header of an invoice', () => {
  it('is read from labels followed by their values', () => {
    assert.deepEqual(
      headerIn(`
Factuur
Factuurnummer: 2026-0417
Factuurdatum: 03-11-2026
Vervaldatum: 03-12-2026
Leverdatum: 31-10-2026
Ordernummer: PO-77
Betalingskenmerk: 1234 5678 9012 3456`),
      {
        document_type: 'invoice',
        invoice_number: '2026-0417',
        invoice_date: '2026-11-03',
        due_date: '2026-12-03',
        supply_date: '2026-10-31',
        order_reference: 'PO-77',
        payment_reference: '1234 5678 9012 3456',
      },
    );
  });
  it('is read from a row of labels with their values in the row below', () => {
    assert.deepEqual(
      headerIn(`
Factuurnummer     Factuurdatum      Vervaldatum       Klantnummer
20260417          03-11-2026        03-12-2026        8877`),
      {
        document_type: 'invoice',
        invoice_number: '20260417',
        invoice_date: '2026-11-03',
        due_date: '2026-12-03',
      },
    );
  });
  it('is read from a title: number and date in one sentence', () => {
    const { invoice_number: number, invoice_date: date } = headerIn(
      'Rechnung Nr. 20260417 vom 03.11.2026',
    );
    assert.deepEqual([number, date], ['20260417', '2026-11-03']);
  });
});

describe('the number of an invoice', () => {
  it('is not that of the customer, the order or the page', () => {
    const { invoice_number: number } = headerIn(`
Klantnummer: 8877665
Ordernummer: 445566
Factuurnummer: 20260417
Pagina 1`);
    assert.equal(number, '20260417');
  });
  it('is not an amount below its label', () => {
    const { invoice_number: number } = headerIn(`
Factuurnummer
1.210,00`);
    assert.equal(number, undefined);
  });
  it('is left out rather than guessed', () => {
    assert.equal(headerIn('Nummer      12').invoice_number, undefined);
    assert.equal(headerIn('Wij leveren 20260417').invoice_number, undefined);
  });
  it('may be beside the title, without a label of its own', () => {
    assert.equal(headerIn('Factuur 20260417').invoice_number, '20260417');
  });
});

describe('the number in one word with its label', () => {
  it('is read whatever word for number it is', () => {
    const texts: Record<string, string> = {
      'Facture n°562044387': '562044387',
      'Facture N°562044387 du 12 mars 2026': '562044387',
      'Facture nº562044387': '562044387',
      'Facture №562044387': '562044387',
      'Rechnung Nr.2026-17': '2026-17',
      'RG-Nr.4711': '4711',
      'Handelsrechnung (380) Nr.471113 vom 13.06.2018': '471113',
      'Factuurnr.F20260012': 'F20260012',
      'Factuur#12345': '12345',
      'Invoice #12345': '12345',
      'Invoice no.INV-2026-7': 'INV-2026-7',
      'Avoir n°AV-2017-0005': 'AV-2017-0005',
    };
    for (const [text, number] of Object.entries(texts)) {
      assert.equal(headerIn(text).invoice_number, number, text);
    }
  });
});

describe('a title as the head of a column', () => {
  it('has the number below it', () => {
    for (const [title, date, customer] of [
      ['Factuur', 'Datum', 'Klantnr.'],
      ['Invoice', 'Date', 'Customer no.'],
      ['Rechnung', 'Datum', 'Kunden-Nr.'],
      ['Facture', 'Date', 'N° client'],
    ]) {
      const header = headerIn(`
${title}             ${date}             ${customer}
20260017          13-02-2026        1234`);
      assert.equal(header.invoice_number, '20260017', title);
    }
  });
  it('is no such head beside a label with its value, or above a list of invoices', () => {
    assert.equal(
      headerIn('Factuur             Datum: 13-02-2026\n88776655').invoice_number,
      undefined,
    );
    assert.equal(
      headerIn(`
Factuur           Datum             Bedrag
20260017          13-02-2026        12,50
20260018          14-02-2026        13,50`).invoice_number,
      undefined,
    );
  });
});

describe('a number that is unlikely', () => {
  it('is not that of an invoice: of a section, or of a version', () => {
    assert.equal(headerIn('Rechnungsnummer 2.2').invoice_number, undefined);
    assert.equal(headerIn('Rechnungsnummer 2.2\nRechnung Nr. 471113').invoice_number, '471113');
  });
  it('may look like a date when it counts within a year, but is then in doubt', () => {
    const { invoice_number: number } = findHeader(typedFacts('Factuurnummer: 2026-1-11'));
    assert.equal(number?.value, '2026-1-11');
    assert.ok(number.confidence < 0.8);
    assert.equal(headerIn('Factuurnummer: 2026-01-11').invoice_number, undefined);
  });
});

describe('the date of an invoice', () => {
  it('is the only date of a page without a label for it, with low confidence', () => {
    const { invoice_date: date } = findHeader(typedFacts('Bedankt en tot ziens\n03-11-2026'));
    assert.equal(date?.value, '2026-11-03');
    assert.ok(date.confidence < 0.8);
  });
  it('is not one that another label claims', () => {
    assert.equal(headerIn('Vervaldatum: 03-12-2026').invoice_date, undefined);
    assert.equal(headerIn('Orderdatum: 01-10-2026').invoice_date, undefined);
  });
  it('has a lower confidence when day and month could be swapped', () => {
    const sure = findHeader(typedFacts('Factuurdatum: 13/11/2026')).invoice_date;
    const doubtful = findHeader(typedFacts('Factuurdatum: 03/11/2026')).invoice_date;
    assert.ok(sure && doubtful && doubtful.confidence < sure.confidence);
  });
});

describe('the date of supply', () => {
  it('is the last day of a period', () => {
    assert.equal(headerIn('Periode: 01-10-2026 t/m 31-10-2026').supply_date, '2026-10-31');
    for (const sentence of [
      'De bijdrage voor de periode van 01-10-2026 tot en met 31-10-2026 bedraagt:',
      'The fee for the billing period from 1 October 2026 to 31 October 2026 is:',
      'Der Beitrag für den Zeitraum vom 01.10.2026 bis zum 31.10.2026 beträgt:',
      'La cotisation de la période du 01/10/2026 au 31/10/2026 est de :',
    ]) {
      assert.equal(headerIn(sentence).supply_date, '2026-10-31', sentence);
    }
  });
});

describe('a credit note', () => {
  it('says so in its title', () => {
    assert.equal(headerIn('Creditnota\nCreditnotanummer: C2026-17').document_type, 'credit_note');
    assert.equal(headerIn('Gutschrift Nr. 2026-17').document_type, 'credit_note');
    assert.equal(headerIn('Credit note 2026-17').document_type, 'credit_note');
  });
  it('says so in large type, anywhere on its line', () => {
    const page = typedPage(`Kroon B.V. Kade 1 1234 AB Edam aan de haven Creditnota

Nummer: 2026-17`);
    const words = page.words.map((word) =>
      word.text === 'Creditnota' ? { ...word, height: 1.6 * word.height } : word,
    );
    assert.equal(findHeader(findFacts([{ ...page, words }])).document_type?.value, 'credit_note');
    assert.equal(findHeader(findFacts([page])).document_type?.value, 'invoice');
  });
  it('is not one that only mentions another, in a sentence or at the foot', () => {
    const sentence =
      'Deze factuur kan niet met een creditnota worden verrekend volgens artikel vier';
    assert.equal(headerIn(`Factuur 2026-17\n${sentence}`).document_type, 'invoice');
    const foot = `Factuur 2026-17${'\n'.repeat(45)}Creditnota`;
    assert.equal(headerIn(foot).document_type, 'invoice');
  });
  it('has its number below its label', () => {
    assert.equal(headerIn('Creditnota\nCreditnotanummer: C2026-17').invoice_number, 'C2026-17');
  });
});

describe('references', () => {
  it('are not the number of the invoice itself', () => {
    const header = headerIn(`
Factuurnummer: 20260417
Betalingskenmerk: 20260417`);
    assert.equal(header.invoice_number, '20260417');
    assert.equal(header.payment_reference, undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { findParties, type OwnCompany } from './find-parties.ts';
import { typedFacts } from '../typed-page.fixture.ts';

const nobody: OwnCompany = { name: '', vatNumber: null, kvkNumber: null };
const reader: OwnCompany = {
  name: 'Bakkerij Duinzicht',
  vatNumber: 'NL002455799B11',
  kvkNumber: '12345678',
};

function partiesIn(
  template: string,
  own: OwnCompany = nobody,
): Partial<Record<InvoiceFieldName, string>> {
  const parties = findParties(typedFacts(template), own);
  return Object.fromEntries(Object.entries(parties).map(([name, { value }]) => [name, value]));
}

const letter = `
                                             Kroon Groothandel B.V.
                                             Kadelaan 1
                                             1234 AB Edam
                                             info@kroongroothandel.example
                                             KvK 27312345
                                             BTW NL004495445B01
                                             IBAN NL91 ABNA 0417 1643 00

Bakkerij Duinzicht
Zeeweg 12
4321 CD Zandvoort
BTW NL002455799B11

Factuurnummer: 2026-0417`;

describe('supplier and customer', () => {
  it('are found on a letter by its letterhead, its address window, and the place of their numbers', () => {
    assert.deepEqual(partiesIn(letter), {
      supplier_name: 'Kroon Groothandel B.V.',
      customer_name: 'Bakkerij Duinzicht',
      supplier_iban: 'NL91ABNA0417164300',
      supplier_vat_number: 'NL004495445B01',
      supplier_kvk_number: '27312345',
    });
  });
  it('are found in sections with headings, in any order', () => {
    const { supplier_name: supplier, customer_name: customer } = partiesIn(`
Factuuradres                  Leverancier
Bakkerij Duinzicht            Kroon Groothandel B.V.
Zeeweg 12                     Kadelaan 1
4321 CD Zandvoort             1234 AB Edam`);
    assert.deepEqual([supplier, customer], ['Kroon Groothandel B.V.', 'Bakkerij Duinzicht']);
  });
  it('are found in a form with labels for the names', () => {
    const { supplier_name: supplier, customer_name: customer } = partiesIn(`
Verkoper:
Naam:            Kroon Groothandel B.V.
Adres:           Kadelaan 1
Koper:
Naam:            Bakkerij Duinzicht
Adres:           Zeeweg 12`);
    assert.deepEqual([supplier, customer], ['Kroon Groothandel B.V.', 'Bakkerij Duinzicht']);
  });
  it('are found by the sender line above the address', () => {
    const { supplier_name: supplier, customer_name: customer } = partiesIn(`

Kroon GmbH · Kadestraße 1 · 80333 München

Bakkerij Duinzicht
Zeeweg 12
4321 CD Zandvoort`);
    assert.deepEqual([supplier, customer], ['Kroon GmbH', 'Bakkerij Duinzicht']);
  });
  it('are found by it, too, on a page of text that is as narrow as a receipt', () => {
    const { supplier_name: supplier, customer_name: customer } = partiesIn(`
Kroon GmbH, Kadestr. 1, 80333 München

Jan Duinzicht
Zeeweg 12
4321 CD Zandvoort

Factuur 2026-0417
Datum 03-11-2026
Advies         100,00
Totaal         100,00
Btw 21%         21,00`);
    assert.deepEqual([supplier, customer], ['Kroon GmbH', 'Jan Duinzicht']);
  });
});

describe('the own company', () => {
  const head = `
Bakkerij Duinzicht
Zeeweg 12
4321 CD Zandvoort

Kroon Groothandel B.V.
Kadelaan 1`;

  it('is never the supplier, even in the best position', () => {
    assert.equal(partiesIn(head, reader).supplier_name, 'Kroon Groothandel B.V.');
    assert.equal(partiesIn(head, reader).customer_name, 'Bakkerij Duinzicht');
  });
  it('is recognised with or without its legal form', () => {
    const own = { ...reader, name: 'Bakkerij Duinzicht B.V.' };
    assert.notEqual(partiesIn(head, own).supplier_name, 'Bakkerij Duinzicht');
  });
  it('has numbers that are not taken for the supplier’s', () => {
    const template = 'BTW NL002455799B11\nKvK 12345678';
    assert.deepEqual(partiesIn(template, reader), {});
    assert.deepEqual(partiesIn(template), {
      supplier_vat_number: 'NL002455799B11',
      supplier_kvk_number: '12345678',
    });
  });
});

describe('the account of the supplier', () => {
  it('is not the one that is debited', () => {
    assert.equal(
      partiesIn(`
Het bedrag wordt afgeschreven van NL91 ABNA 0417 1643 00



IBAN NL20 INGB 0001 2345 67`).supplier_iban,
      'NL20INGB0001234567',
    );
  });
  it('with wrong check digits is used when it has a label, with low confidence', () => {
    const wrong = findParties(typedFacts('IBAN NL91 ABNA 0417 1643 01'), nobody).supplier_iban;
    assert.equal(wrong?.value, 'NL91ABNA0417164301');
    assert.ok(wrong.confidence < 0.6);
    assert.equal(partiesIn('Ons kenmerk NL91ABNA0417164301').supplier_iban, undefined);
  });
  it('with wrong check digits may follow a label at the end of the line above', () => {
    const wrapped = 'Maak het bedrag over op onze rekening met IBAN';
    const number = 'NL91ABNA0417164301';
    assert.equal(partiesIn(`${wrapped}\n${number}, t.n.v. Kroon`).supplier_iban, number);
    assert.equal(partiesIn(`${wrapped} of per kaart\n${number}, Kroon`).supplier_iban, undefined);
    assert.equal(partiesIn(`${wrapped}\nkenmerk ${number}, Kroon`).supplier_iban, undefined);
  });
});

describe('the VAT number of the supplier', () => {
  it('is not the one that is labelled as the customer’s', () => {
    assert.equal(
      partiesIn(`
Uw btw-nummer: NL002455799B11
Btw-nummer: NL004495445B01`).supplier_vat_number,
      'NL004495445B01',
    );
  });
});

describe('the KvK number of the supplier', () => {
  it('needs a label: any eight digits could be one', () => {
    assert.equal(partiesIn('Ons kenmerk 27312345').supplier_kvk_number, undefined);
    assert.equal(partiesIn('KvK 27312345').supplier_kvk_number, '27312345');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLabels, type Label } from './find-labels.ts';
import { typedLayout } from './typed-page.fixture.ts';

/** @param confidence with which the words were read */
function labelsIn(text: string, confidence = 1): Label[] {
  return findLabels(typedLayout(text, { confidence }));
}

function namesIn(text: string, confidence = 1): string[] {
  return labelsIn(text, confidence).map(({ name }) => name);
}

describe('a label', () => {
  it('is found in Dutch, English, German and French, whatever its case, accents and punctuation', () => {
    const wordings: Record<string, string> = {
      'Factuurnummer:': 'invoice_number',
      'INVOICE NO.': 'invoice_number',
      'Rechnungs-Nr.': 'invoice_number',
      'N° de facture': 'invoice_number',
      Vervaldatum: 'due_date',
      'Due date': 'due_date',
      'Fällig am': 'due_date',
      "Date d'échéance": 'due_date',
      'Totaal excl. BTW': 'net_total',
      Zwischensumme: 'net_total',
      'Total HT': 'net_total',
      'Te betalen': 'total',
      'Total TTC': 'total',
      'KvK-nummer': 'kvk_number',
      'USt-IdNr.': 'vat_number',
    };
    for (const [text, name] of Object.entries(wordings))
      assert.deepEqual(namesIn(text), [name], text);
  });
  it('may contain any word for number, as a suffix or a separate word', () => {
    for (const text of ['Factuurnr', 'Factuur nr.', 'Factuur #', 'Factuur nummer', 'Factuurno']) {
      assert.deepEqual(namesIn(`${text} 12`), ['invoice_number'], text);
    }
  });
  it('is the longest phrase at its position', () => {
    assert.deepEqual(namesIn('Factuur'), ['invoice_title']);
    assert.deepEqual(namesIn('Factuurdatum'), ['invoice_date']);
    assert.deepEqual(namesIn('Totaal'), ['total']);
    assert.deepEqual(namesIn('Totaal excl. btw'), ['net_total']);
    assert.deepEqual(namesIn('Totaal incl. btw'), ['total']);
    assert.deepEqual(namesIn('Totaal btw'), ['vat_total']);
  });
  it('may have a currency between its words', () => {
    assert.deepEqual(namesIn('Totaal EUR incl. BTW'), ['total']);
  });
  it('does not extend over several cells', () => {
    assert.deepEqual(namesIn('Totaal      excl. btw'), ['total', 'vat_total']);
  });
});

describe('the extent of a label', () => {
  it('is that of the tokens of its words', () => {
    const [label] = labelsIn('Uw factuurnummer is 12');
    assert.deepEqual([label?.firstToken, label?.endToken, label?.text], [1, 2, 'factuurnummer']);
  });
});

describe('the weight of a label', () => {
  it('is lower for a word that may mean many things', () => {
    const weightOf = (text: string) => labelsIn(text)[0]?.weight ?? 0;
    assert.ok(weightOf('Factuurdatum') > weightOf('Datum'));
    assert.ok(weightOf('Factuurnummer') > weightOf('Nummer'));
    assert.ok(weightOf('Totaal incl. btw') > weightOf('Totaal'));
  });
});

describe('a misread label', () => {
  it('is accepted where recognition was unsure of its words, and nowhere else', () => {
    assert.deepEqual(namesIn('Factuumummer', 0.6), ['invoice_number']);
    assert.deepEqual(namesIn('Vervaldaturn', 0.6), ['due_date']);
    assert.deepEqual(namesIn('lnvoice nunber', 0.6), ['invoice_number']);
    assert.deepEqual(namesIn('Factuumummer', 0.95), []);
    assert.deepEqual(namesIn('Factuumummer'), []);
  });
  it('weighs less for each letter that has to be wrong', () => {
    const weightOf = (text: string) => labelsIn(text, 0.6)[0]?.weight ?? 0;
    assert.ok(weightOf('Factuurnummer') > weightOf('Factuumummer'));
    assert.ok(weightOf('Factuumummer') > weightOf('Factuuxnummer'));
  });
  it('is not made of a word of the language, however unsure its reading', () => {
    const words: Record<string, string> = {
      'Beispiel-Rechnungen 2.2': 'invoice_number',
      Belegsummen: 'invoice_number',
      Bestellungen: 'order_reference',
      binnen: 'tendered',
      bovenstaand: 'payable',
      Charge: 'change',
      Supplies: 'supplier',
      Montants: 'tendered',
    };
    for (const [text, name] of Object.entries(words)) {
      assert.ok(!namesIn(text, 0.5).includes(name), text);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typedFacts } from './typed-page.fixture.ts';
import { findHeader } from './header/find-header.ts';

function headerIn(template: string): (string | undefined)[] {
  const { invoice_number: number, invoice_date: date } = findHeader(typedFacts(template));
  return [number?.value, date?.value];
}

describe('a label that names several values', () => {
  it('gives number and date, whatever joins them', () => {
    const templates = [
      'Factuurnr./datum          80101911/26.06.2026',
      'Factuurnr. / datum:       80101911 / 26-06-2026',
      'Factuurnummer en -datum:  80101911, 26-06-2026',
      'Rechnungsnr./-datum       80101911 / 26.06.2026',
      'Rechnungsnummer und -datum: 80101911, 26.06.2026',
      'Invoice no./date          80101911/26 June 2026',
      'Facture n°/date           80101911/26-06-2026',
      'Factuurdatum/-nummer      26.06.2026/80101911',
      'Factuurnummer/datum\n80101911/26.06.2026',
    ];
    for (const text of templates)
      assert.deepEqual(headerIn(text), ['80101911', '2026-06-26'], text);
  });
  it('gives each of two numbers its part', () => {
    assert.equal(headerIn('Factuurnr./klantnr.       80101911/5512')[0], '80101911');
    assert.equal(headerIn('Kundennr./Rechnungsnr.    5512/80101911')[0], '80101911');
    assert.deepEqual(headerIn('Factuurnr./datum/klantnr.    80101911/26.06.2026/5512'), [
      '80101911',
      '2026-06-26',
    ]);
  });
  it('leaves a number with a slash whole where only one is named', () => {
    assert.equal(headerIn('Factuurnummer      2026/0417')[0], '2026/0417');
    assert.deepEqual(headerIn('Factuurnummer: 2026/0417   Datum: 26-06-2026'), [
      '2026/0417',
      '2026-06-26',
    ]);
  });
});

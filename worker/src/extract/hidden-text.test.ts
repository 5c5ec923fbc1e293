import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '@smart-accounting/worker-contract';
import { extractInvoice } from './extract-invoice.ts';
import { typedPage } from './typed-page.fixture.ts';

const invoice = `Schildersbedrijf Kwast                     Factuur
IBAN NL12 TEST 0611 2233 44                Factuurnummer   SK-26-504
BTW NL891234561B26                         Factuurdatum    09-11-2026

Omschrijving                               Bedrag
Schilderwerk kozijnen                      400,00

Totaal excl. btw                           400,00
Btw 21%                                     84,00
Totaal te betalen                          484,00`;

/** The invoice with hidden rows below it. */
function withHidden(...rows: string[]): Page {
  const visible = typedPage(invoice);
  const below = typedPage('\n'.repeat(14) + rows.join('\n'));
  const hidden = below.words.map((word) => ({ ...word, hidden: true as const }));
  return { ...visible, words: [...visible.words, ...hidden] };
}

function read(page: Page) {
  const ownCompany = { name: 'Tuinderij De Groene Hoek', vatNumber: null, kvkNumber: null };
  return extractInvoice({ pages: [page], eInvoice: null, ownCompany });
}

const told = (...rows: string[]) =>
  read(withHidden(...rows)).findings.map(({ fields, found }) => [...fields, found].join(' '));

describe('text that nobody can see', () => {
  it('is never the value of a field', () => {
    const { fields } = read(
      withHidden(
        'IBAN NL86 TEST 0700 0000 01',
        'Factuurnummer 2026-999',
        'Totaal te betalen 948,00',
        'Vervaldatum 01-12-2026',
      ),
    );
    assert.equal(fields.supplier_iban?.value, 'NL12TEST0611223344');
    assert.equal(fields.invoice_number?.value, 'SK-26-504');
    assert.equal(fields.total?.value, '484.00');
    assert.equal(fields.due_date, undefined);
  });
  it('is told when it could pass for an account, a number or an amount, with its place', () => {
    assert.deepEqual(told('IBAN NL86 TEST 0700 0000 01'), ['supplier_iban NL86TEST0700000001']);
    assert.deepEqual(told('NL123456782B76'), ['supplier_vat_number NL123456782B76']);
    assert.deepEqual(told('Total 1,948.00'), ['total 1948.00']);
    assert.deepEqual(told('Rechnungsnummer RE-2026-999'), ['invoice_number RE-2026-999']);
    const [finding] = read(withHidden('IBAN NL86 TEST 0700 0000 01')).findings;
    assert.equal(finding?.code, 'hidden_text');
    assert.equal(finding.page, 1);
    assert.ok(finding.box && finding.box.y > 0.2 && finding.box.y < 0.3);
  });
  it('beside the page is told at the edge of the page', () => {
    const page = withHidden('IBAN NL86 TEST 0700 0000 01');
    const words = page.words.map((word) => (word.hidden ? { ...word, x: word.x + 1 } : word));
    const [finding] = read({ ...page, words }).findings;
    assert.equal(finding?.found, 'NL86TEST0700000001');
    assert.ok(finding.box && finding.box.x + finding.box.width <= 1);
  });
  it('is not told when the same can be read on the page', () => {
    assert.deepEqual(told('NL12TEST0611223344', 'SK-26-504 484.00', '€ 400,00'), []);
  });
  it('is not told when it says nothing that could be a value', () => {
    assert.deepEqual(told('Pagina 1 van 2', 'Factuur', 'Dank voor uw opdracht', '09-11-2026'), []);
  });
  it('is told beside an e-invoice, too', () => {
    const pages = [withHidden('IBAN NL86 TEST 0700 0000 01')];
    const eInvoice = { fields: {}, vat: [], lines: [] };
    const ownCompany = { name: '', vatNumber: null, kvkNumber: null };
    const { fields, findings } = extractInvoice({ pages, eInvoice, ownCompany });
    assert.equal(fields.supplier_iban?.value, 'NL12TEST0611223344');
    assert.equal(findings.length, 1);
  });
});

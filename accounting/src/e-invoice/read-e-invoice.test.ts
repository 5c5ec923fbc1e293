import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sumMinor } from '../money.ts';
import type { ReadInvoice } from '../purchase-invoice/read-invoice.ts';
import { ciiInvoice, ublInvoice, ublSums } from './e-invoice.fixture.ts';
import { EInvoiceError, readEInvoice, type EInvoiceErrorReason } from './read-e-invoice.ts';

function valuesOf({ fields }: ReadInvoice): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
}

function refusal(xml: string): EInvoiceErrorReason {
  try {
    readEInvoice(xml);
  } catch (error) {
    assert.ok(error instanceof EInvoiceError);
    return error.reason;
  }
  return assert.fail('the text was read as an invoice');
}

const ublValues = {
  document_type: 'invoice',
  supplier_name: 'Waterland Advies & Zn. B.V.',
  supplier_vat_number: 'NL004495445B01',
  supplier_kvk_number: '12345678',
  supplier_iban: 'NL91ABNA0417164300',
  customer_name: 'Bakkerij Duinzicht',
  invoice_number: '2026-0417',
  invoice_date: '2026-11-03',
  supply_date: '2026-10-31',
  due_date: '2026-12-03',
  payment_reference: 'RF18539007547034',
  order_reference: 'PO-77',
  currency: 'EUR',
  net_total: '1100.00',
  vat_total: '207.00',
  total: '1307.00',
};

describe('a UBL invoice', () => {
  const invoice = readEInvoice(ublInvoice());

  it('has every header value in canonical form', () => {
    assert.deepEqual(valuesOf(invoice), ublValues);
  });
  it('is exact, and stands on no page', () => {
    for (const { confidence, source, page, box } of Object.values(invoice.fields)) {
      assert.deepEqual([confidence, source, page, box], [1, 'e_invoice', null, null]);
    }
  });
  it('has a row for each rate, in its own currency', () => {
    assert.deepEqual(
      invoice.vat.map(({ rateBp, category, baseMinor, vatMinor }) => [
        rateBp,
        category,
        baseMinor,
        vatMinor,
      ]),
      [
        [2100, 'S', 90000n, 18900n],
        [900, 'S', 20000n, 1800n],
      ],
    );
  });
  it('has lines that sum to the net total, the discount being one of them', () => {
    assert.deepEqual(
      invoice.lines.map((line) => [line.description, line.quantity, line.unitPrice, line.rateBp]),
      [
        ['Advies', '8', '125', 2100],
        ['Vakboek', '4', '50', 900],
        ['Korting', null, null, 2100],
      ],
    );
    assert.equal(sumMinor(invoice.lines.map(({ netMinor }) => netMinor)), 110_000n);
  });
});

describe('a UBL document that credits', () => {
  it('is a credit note by its root', () => {
    assert.deepEqual(valuesOf(readEInvoice(ublInvoice({ root: 'CreditNote' }))), {
      ...ublValues,
      document_type: 'credit_note',
    });
  });
  it('is a credit note by its type code', () => {
    for (const typeCode of ['381', '396', '261']) {
      const { fields } = readEInvoice(ublInvoice({ typeCode }));
      assert.equal(fields.document_type?.value, 'credit_note');
    }
  });
  it('is a credit note with positive amounts when its total is negative', () => {
    const xml = ublInvoice({ sums: ublSums('-1100.00', '-1307.00', '-1307.00') });
    const invoice = readEInvoice(
      xml.replaceAll(/>(\d+)\.00<\/cbc:(TaxAmount|TaxableA)/g, '>-$1.00</cbc:$2'),
    );
    assert.deepEqual(valuesOf(invoice), { ...ublValues, document_type: 'credit_note' });
    assert.deepEqual(
      invoice.lines.map(({ netMinor, quantity }) => [netMinor, quantity]),
      [
        [-100_000n, '-8'],
        [-20_000n, '-4'],
        [10_000n, null],
      ],
    );
  });
});

describe('older and thinner UBL', () => {
  it('takes what is to be paid when the total with tax is left at zero', () => {
    const { fields } = readEInvoice(ublInvoice({ sums: ublSums('1100.00', '0.00', '1307.00') }));
    assert.equal(fields.total?.value, '1307.00');
  });
  it('works the tax out from net and total when it is not stated', () => {
    const xml = ublInvoice().replaceAll(/<cac:TaxTotal>.*?<\/cac:TaxTotal>/gs, '');
    assert.equal(readEInvoice(xml).fields.vat_total?.value, '207.00');
  });
  it('takes the trade name when there is no registered one', () => {
    const xml = ublInvoice().replace(/<cbc:RegistrationName>Waterland.*?Name>/s, '');
    assert.equal(readEInvoice(xml).fields.supplier_name?.value, 'Waterland');
  });
  it('knows the trade register by the words of older Dutch UBL, and by form in the Netherlands', () => {
    const scheme = 'schemeID="0106"';
    for (const other of ['schemeAgencyName="KVK"', 'schemeID="NL:KVK"', '']) {
      const { fields } = readEInvoice(ublInvoice().replace(scheme, other));
      assert.equal(fields.supplier_kvk_number?.value, '12345678', other);
    }
    const oin = ublInvoice().replace(scheme, 'schemeID="0190"');
    assert.equal(readEInvoice(oin).fields.supplier_kvk_number, undefined);
  });
  it('takes the VAT number of a party that names no scheme', () => {
    const xml = ublInvoice().replace('<cbc:ID>VAT</cbc:ID>', '<cbc:ID/>');
    assert.equal(readEInvoice(xml).fields.supplier_vat_number?.value, 'NL004495445B01');
  });
  it('ignores values that are no dates, amounts or accounts', () => {
    const xml = ublInvoice()
      .replace('2026-12-03', '2026-02-31')
      .replace('nl91 abna 0417 1643 00', '888999')
      .replace('>50.00<', '>fifty<');
    const { fields, lines } = readEInvoice(xml);
    assert.equal(fields.due_date, undefined);
    assert.equal(fields.supplier_iban, undefined);
    assert.equal(lines[1]?.unitPrice, null);
  });
  it('does not mind prefixes', () => {
    const xml = ublInvoice().replaceAll('cbc:', 'a:').replaceAll('cac:', 'b:');
    assert.deepEqual(valuesOf(readEInvoice(xml)), ublValues);
  });
});

describe('a CII invoice', () => {
  for (const version of ['D13B', 'D16B'] as const) {
    it(`of ${version} has every header value`, () => {
      assert.deepEqual(valuesOf(readEInvoice(ciiInvoice(version))), {
        document_type: 'invoice',
        supplier_name: 'Regalbau Nord GmbH',
        supplier_vat_number: 'DE136695976',
        supplier_iban: 'DE89370400440532013000',
        customer_name: 'Bakkerij Duinzicht',
        invoice_number: 'RE-88',
        invoice_date: '2026-11-03',
        supply_date: '2026-10-31',
        due_date: '2026-12-03',
        payment_reference: 'RE-88',
        order_reference: 'PO-77',
        currency: 'EUR',
        net_total: '775.00',
        vat_total: '0.00',
        total: '775.00',
      });
    });
    it(`of ${version} keeps the reverse charge, and leaves out lines that only group others`, () => {
      const { vat, lines } = readEInvoice(ciiInvoice(version));
      assert.deepEqual(
        vat.map(({ rateBp, category, baseMinor }) => [rateBp, category, baseMinor]),
        [[0, 'AE', 77500n]],
      );
      assert.deepEqual(
        lines.map(({ description, quantity, netMinor, category }) => [
          description,
          quantity,
          netMinor,
          category,
        ]),
        [
          ['Regal', '10', 80000n, 'AE'],
          ['Rabatt', null, -5000n, 'AE'],
          ['Fracht', null, 2500n, 'AE'],
        ],
      );
    });
  }
  it('is a credit note by its type code', () => {
    const { fields } = readEInvoice(ciiInvoice('D16B', { typeCode: '381' }));
    assert.equal(fields.document_type?.value, 'credit_note');
  });
});

describe('what is no e-invoice', () => {
  const billionLaughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">${Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY lol${level} "${'&lol;'.repeat(10)}">`,
  ).join('')}]><Invoice>&lol8;</Invoice>`;

  it('is refused before any entity could be expanded', () => {
    assert.equal(refusal(billionLaughs), 'unsafe_xml');
    assert.equal(
      refusal('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><Invoice>&f;</Invoice>'),
      'unsafe_xml',
    );
    assert.equal(refusal(`<!doctype x SYSTEM "http://x/">${ublInvoice()}`), 'unsafe_xml');
  });
  it('is refused when it is enormous or endlessly deep', () => {
    assert.equal(refusal(`<a>${' '.repeat(11 * 1024 * 1024)}</a>`), 'document_too_complex');
    assert.equal(refusal('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'document_too_complex');
  });
  it('is malformed', () => {
    for (const xml of [
      '',
      'Factuur 12',
      '<Invoice>',
      '<Invoice/><Invoice/>',
      '<a>&unknown;</a>',
      '<a>&#0;</a>',
      '<a>&#xD800;</a>',
      '<a>\u0000</a>',
      ublInvoice().slice(0, -30),
    ]) {
      assert.equal(refusal(xml), 'malformed_xml', xml.slice(0, 40));
    }
  });
  it('is another kind of document', () => {
    assert.equal(refusal('<html><body/></html>'), 'unknown_xml');
    assert.equal(refusal('<Invoice><Header><Id>7</Id></Header></Invoice>'), 'unknown_xml');
    assert.equal(refusal('<toString/>'), 'unknown_xml');
    assert.equal(refusal('<__proto__/>'), 'unknown_xml');
  });
  it('never makes it throw anything else, however the text is mutilated', () => {
    const texts = [ublInvoice(), ciiInvoice('D16B')];
    const mutation = fc.tuple(
      fc.constantFrom(...texts),
      fc.nat(ublInvoice().length),
      fc.nat(40),
      fc.oneof(
        fc.constantFrom('<', '>', '&', '"', '</', '<![CDATA[', ']]>', '<!--', '&#', '<?', '/>'),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
    );
    fc.assert(
      fc.property(mutation, ([text, at, cut, insert]) => {
        try {
          readEInvoice(text.slice(0, at) + insert + text.slice(at + cut));
        } catch (error) {
          assert.ok(error instanceof EInvoiceError, String(error));
        }
      }),
      { numRuns: 1500 },
    );
  });
});

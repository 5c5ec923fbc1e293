import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { sumMinor } from '../money.ts';
import type { ReadInvoice } from '../purchase-invoice/read-invoice.ts';
import { ciiInvoice, ublInvoice, ublSums } from './e-invoice.fixture.ts';
import { minorOf } from './invoice-values.ts';
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
  supplier_country: 'NL',
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

describe('e-invoices as programs write them', () => {
  it('are read out of the envelope of Peppol', () => {
    const [declaration = '', invoice = ''] = ublInvoice().split('?>\n');
    const header =
      '<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion></StandardBusinessDocumentHeader>';
    const envelope = (inside: string) =>
      `${declaration}?><sh:StandardBusinessDocument xmlns:sh="urn:sh">${header}${inside}</sh:StandardBusinessDocument>`;
    assert.deepEqual(valuesOf(readEInvoice(envelope(invoice))), ublValues);
    assert.equal(refusal(envelope('')), 'unknown_xml');
    assert.equal(refusal(envelope('<Order><ID>1</ID></Order>')), 'unknown_xml');
    assert.equal(refusal(envelope(invoice + invoice)), 'unknown_xml');
  });
  it('may hold a web page in a note', () => {
    const note =
      '<cbc:Note><![CDATA[<!DOCTYPE html><html><body>Bedankt!</body></html>]]></cbc:Note>';
    assert.deepEqual(valuesOf(readEInvoice(ublInvoice({ extra: note }))), ublValues);
  });
  it('have amounts with what binary numbers leave behind', () => {
    const amountOf = (text: string) =>
      readEInvoice(ublInvoice({ sums: ublSums('1.00', text, text) })).fields.total?.value;
    for (const [text, value] of [
      ['170.92000000000002', '170.92'],
      ['170.91999999999999', '170.92'],
      ['1.00499999999999989', '1.01'],
      ['1.0049', '1.00'],
      ['1.7092E2', '170.92'],
      ['17092e-2', '170.92'],
      ['+.5', '0.50'],
    ] as const) {
      assert.equal(amountOf(text), value, text);
    }
    for (const text of ['1,50', '1.000,50', '1e99', 'NaN', 'INF', '0x10', '12 50']) {
      assert.equal(refusal(ublInvoice({ sums: ublSums('1.00', text, text) })), 'unknown_xml', text);
    }
  });
  it('have the amount that a sum of binary numbers stands for', () => {
    const cents = fc.array(fc.integer({ min: -99_999_999, max: 99_999_999 }), { maxLength: 20 });
    fc.assert(
      fc.property(cents, (parts) => {
        const inCents = parts.reduce((sum, part) => sum + part, 0);
        const inUnits = parts.reduce((sum, part) => sum + part / 100, 0);
        assert.equal(minorOf(String(inUnits)), BigInt(inCents));
        assert.equal(minorOf(inUnits.toFixed(14)), BigInt(inCents));
      }),
    );
  });
  it('say in any way of XML schema that a sum is charged', () => {
    for (const [written, amount] of [
      ['true', 10_000n],
      ['1', 10_000n],
      ['TRUE', 10_000n],
      ['false', -10_000n],
      ['0', -10_000n],
    ] as const) {
      const indicator = (tag: string) => [`<${tag}>false<`, `<${tag}>${written}<`] as const;
      const ubl = readEInvoice(ublInvoice().replace(...indicator('cbc:ChargeIndicator')));
      assert.equal(ubl.lines.at(-1)?.netMinor, amount, written);
      const cii = readEInvoice(ciiInvoice('D16B').replace(...indicator('udt:Indicator')));
      assert.equal(cii.lines[1]?.netMinor, amount / 2n, written);
    }
  });
  it('give an account number as people write it', () => {
    const ibanOf = (written: string) =>
      readEInvoice(ublInvoice().replace('nl91 abna 0417 1643 00', written)).fields.supplier_iban
        ?.value;
    for (const written of [
      'IBAN: NL91 ABNA 0417 1643 00',
      'iban nl91abna0417164300',
      'IBAN:NL91ABNA0417164300',
      'IBAN-NL91-ABNA-0417-1643-00',
      'Iban nr. NL91ABNA0417164300',
      'IBANNL91ABNA0417164300',
      'NL91ABNA0417164300 BIC ABNANL2A',
      'NL91 ABNA 0417 1643 00 / ABNANL2A',
      'NL91ABNA0417164300 (ABN AMRO)',
    ]) {
      assert.equal(ibanOf(written), 'NL91ABNA0417164300', written);
    }
    assert.equal(ibanOf('NL92ABNA0417164300'), 'NL92ABNA0417164300', 'for the checks to judge');
    for (const none of ['IBAN', 'IBAN: onbekend', '417164300'])
      assert.equal(ibanOf(none), undefined);
  });
});

describe('what is to be paid', () => {
  const sums = (prepaid: string, rounding: string, payable: string, total = '1307.00') => {
    const amount = (name: string, value: string) =>
      value === '' ? '' : `<cbc:${name} currencyID="EUR">${value}</cbc:${name}>`;
    return `<cbc:TaxExclusiveAmount>1100.00</cbc:TaxExclusiveAmount>${amount('TaxInclusiveAmount', total)}
      ${amount('PrepaidAmount', prepaid)}${amount('PayableRoundingAmount', rounding)}${amount('PayableAmount', payable)}`;
  };
  const read = (...stated: Parameters<typeof sums>) => {
    const {
      total,
      prepaid_total: prepaid,
      rounding,
    } = readEInvoice(ublInvoice({ sums: sums(...stated) })).fields;
    return [
      total?.value,
      prepaid?.value,
      rounding?.value,
      prepaid?.confidence ?? rounding?.confidence,
    ];
  };

  it('is the total less what was paid, with its rounding', () => {
    assert.deepEqual(read('1307.00', '', '0.00'), ['1307.00', '1307.00', undefined, 1]);
    assert.deepEqual(read('307.00', '', '1000.00'), ['1307.00', '307.00', undefined, 1]);
    assert.deepEqual(read('', '-0.02', '1306.98'), ['1307.00', undefined, '-0.02', 1]);
    assert.deepEqual(read('7.00', '0.05', '1300.05'), ['1307.00', '7.00', '0.05', 1]);
    assert.deepEqual(read('0.00', '0.00', '1307.00'), ['1307.00', undefined, undefined, undefined]);
  });
  it('tells what was paid where only what is left is stated', () => {
    assert.deepEqual(read('', '', '0.00'), ['1307.00', '1307.00', undefined, 1]);
    assert.deepEqual(read('0', '', '1000.00'), ['1307.00', '307.00', undefined, 1]);
    assert.deepEqual(read('', '', '1306.95'), ['1307.00', undefined, '-0.05', 1]);
    assert.deepEqual(read('307.00', '', '1000.00', ''), ['1307.00', '307.00', undefined, 1]);
  });
  it('is for a person to look at where the sums contradict each other', () => {
    assert.deepEqual(read('307.00', '', '1307.00'), ['1307.00', '307.00', undefined, 0.5]);
    assert.deepEqual(read('', '', '1407.00'), ['1307.00', '-100.00', undefined, 0.5]);
  });
  it('is stated in CII, too', () => {
    const xml = ciiInvoice('D16B').replace(
      '<ram:DuePayableAmount>775.00',
      '<ram:TotalPrepaidAmount>75.00</ram:TotalPrepaidAmount><ram:RoundingAmount>0.40</ram:RoundingAmount><ram:DuePayableAmount>700.40',
    );
    const { total, prepaid_total: prepaid, rounding } = readEInvoice(xml).fields;
    assert.deepEqual([total?.value, prepaid?.value, rounding?.value], ['775.00', '75.00', '0.40']);
    assert.equal(prepaid?.confidence, 1);
  });
  it('is positive on a credit note', () => {
    const stated = sums('-307.00', '', '-1000.00', '-1307.00');
    const { total, prepaid_total: prepaid } = readEInvoice(ublInvoice({ sums: stated })).fields;
    assert.deepEqual([total?.value, prepaid?.value], ['1307.00', '307.00']);
  });
});

describe('the due date', () => {
  const ublTerms = (terms: string) =>
    readEInvoice(ublInvoice({ extra: terms }).replace('<cbc:DueDate>2026-12-03</cbc:DueDate>', ''))
      .fields.due_date?.value;
  const ublTerm = (day: string, discount = '') =>
    `<cac:PaymentTerms>${discount}<cbc:PaymentDueDate>${day}</cbc:PaymentDueDate></cac:PaymentTerms>`;
  const ublDiscount = '<cbc:SettlementDiscountPercent>2</cbc:SettlementDiscountPercent>';
  const ciiTerms = (terms: string) =>
    readEInvoice(ciiInvoice('D16B').replace(/<ram:SpecifiedTradePaymentTerms>.*?Terms>/s, terms))
      .fields.due_date?.value;
  const ciiTerm = (day: string | null, discount = '') =>
    `<ram:SpecifiedTradePaymentTerms>${day === null ? '' : `<ram:DueDateDateTime><udt:DateTimeString format="102">${day}</udt:DateTimeString></ram:DueDateDateTime>`}${discount}</ram:SpecifiedTradePaymentTerms>`;
  const ciiDiscount =
    '<ram:ApplicableTradePaymentDiscountTerms><ram:CalculationPercent>2</ram:CalculationPercent></ram:ApplicableTradePaymentDiscountTerms>';

  it('is that of the last term', () => {
    assert.equal(ublTerms(ublTerm('2026-11-20') + ublTerm('2026-12-20')), '2026-12-20');
    assert.equal(ublTerms(ublTerm('2026-12-20') + ublTerm('2026-11-20')), '2026-12-20');
    assert.equal(ciiTerms(ciiTerm('20261120') + ciiTerm('20261220')), '2026-12-20');
    assert.equal(ciiTerms(ciiTerm('20261220') + ciiTerm('20261120')), '2026-12-20');
  });
  it('is not that of a discount, unless there is no other term', () => {
    assert.equal(
      ublTerms(ublTerm('2026-11-11', ublDiscount) + ublTerm('2026-12-03')),
      '2026-12-03',
    );
    assert.equal(ublTerms(ublTerm('2026-12-03', ublDiscount)), '2026-12-03');
    assert.equal(ciiTerms(ciiTerm('20261111', ciiDiscount) + ciiTerm('20261203')), '2026-12-03');
    assert.equal(ciiTerms(ciiTerm('20261203') + ciiTerm('20261111', ciiDiscount)), '2026-12-03');
    assert.equal(ciiTerms(ciiTerm('20261203', ciiDiscount)), '2026-12-03');
    assert.equal(ciiTerms(ciiTerm('20261111', ciiDiscount) + ciiTerm(null)), undefined);
  });
  it('of the invoice outranks its terms', () => {
    const { fields } = readEInvoice(ublInvoice({ extra: ublTerm('2027-01-01') }));
    assert.equal(fields.due_date?.value, '2026-12-03');
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
  it('says where its supplier is, and nothing by what is no country', () => {
    const from = (code: string) =>
      readEInvoice(
        ciiInvoice('D16B').replace(
          /(<ram:SellerTradeParty>.*?<ram:Name>[^<]*<\/ram:Name>)/s,
          `$1<ram:PostalTradeAddress><ram:CountryID>${code}</ram:CountryID></ram:PostalTradeAddress>`,
        ),
      ).fields.supplier_country?.value;
    assert.deepEqual(
      [from('US'), from('EL'), from('UK'), from('EU'), from('??')],
      ['US', 'GR', 'GB', undefined, undefined],
    );
  });
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

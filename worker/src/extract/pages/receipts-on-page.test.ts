import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '@smart-accounting/worker-contract';
import { extractInvoice } from '../extract-invoice.ts';
import { letterWidthPt, typedPage } from '../typed-page.fixture.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };
const receipt = (shop: string, date: string, total: string): string[] => [
  shop,
  'Dorpsstraat 5',
  '1135 AB Edam',
  `Datum ${date} 12:30`,
  'Koffie        2,50',
  'Broodje       4,00',
  `Totaal        ${total}`,
  'PIN           betaald',
  'Tot ziens bij ons',
];
const one = receipt('Bakker Bart', '03-11-2026', '6,50');
const other = receipt('Slager Kees', '04-11-2026', '9,75');
const third = receipt('Kapper Jan', '04-11-2026', '31,00');
const gap = ['', '', '', ''];
/** Its date, what was bought and what was paid are further apart than lines are. */
const spaced = (rows: string[]) => [
  ...[...rows.slice(0, 3), '', '', ''],
  ...[...rows.slice(3, 6), '', '', '', ...rows.slice(6)],
];
const beside = (...columns: string[][]) =>
  Array.from({ length: Math.max(...columns.map(({ length }) => length)) }, (_, at) =>
    columns.map((rows) => (rows[at] ?? '').padEnd(36)).join(''),
  );

function found(rows: readonly string[]): string | null {
  return foundOn(typedPage(rows.join('\n'), { source: 'recognised' }));
}

function foundOn(page: Page): string | null {
  const read = extractInvoice({ pages: [page], eInvoice: null, ownCompany: nobody });
  return read.findings.find(({ code }) => code === 'several_invoices')?.found ?? null;
}

describe('receipts on one page', () => {
  const several: Readonly<Record<string, [rows: string[], found: string]>> = {
    'beside each other': [beside(one, other), '2 x 1'],
    'beside each other, three of them': [beside(one, other, third), '3 x 1'],
    'beside each other, at different heights': [beside(one, ['', '', '', ...other]), '2 x 1'],
    'below each other': [[...one, ...gap, ...other], '2 x 1'],
    'below each other, with gaps of their own': [
      [...spaced(one), ...gap, ...spaced(other)],
      '2 x 1',
    ],
    'two beside each other and one below': [[...beside(one, other), ...gap, ...third], '3 x 1'],
    'that call themselves invoices': [
      beside(['TAX INVOICE', ...one], ['TAX INVOICE', ...other]),
      '2 x 1',
    ],
    'of one shop and day': [
      [...one, ...gap, ...receipt('Bakker Bart', '03-11-2026', '11,25')],
      '2 x 1',
    ],
  };
  for (const [name, [rows, expected]] of Object.entries(several)) {
    it(`are seen ${name}`, () => assert.equal(found(rows), expected));
  }

  it('are seen beside each other where each is askew by an angle of its own', () => {
    const page = typedPage(beside(one, other).join('\n'), { source: 'recognised' });
    const words = page.words.map((word) => {
      const isSecond = word.x * page.widthPt > 36 * letterWidthPt;
      return isSecond ? { ...word, y: word.y + 0.06 * (word.x - 0.3) * (595 / 842) } : word;
    });
    assert.equal(foundOn({ ...page, words }), '2 x 1');
  });

  const single: Readonly<Record<string, string[]>> = {
    'was photographed alone': one,
    'has wide gaps': spaced(one),
    'has the slip of a card below it': [
      ...one,
      ...gap,
      ...['Terminal 4711', 'Transactie 0815', '03-11-2026 12:31', 'Kaart xxxx1234', 'Merk V PAY'],
      ...['Totaal        6,50 EUR', 'Akkoord'],
    ],
    'has its slip beside it': beside(one, [
      ...['Kopie kaarthouder', 'Bakker Bart', '1135 AB Edam', '03-11-2026 12:31'],
      ...['Totaal        6,50', 'PIN           akkoord'],
    ]),
  };
  for (const [name, rows] of Object.entries(single)) {
    it(`are one where it ${name}`, () => assert.equal(found(rows), null));
  }
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '@smart-accounting/worker-contract';
import { findFacts } from '../document-facts.ts';
import { typedPage } from '../typed-page.fixture.ts';
import { findParties } from './find-parties.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };
const body = `
Bon 12345      03-11-2026
Brood                2,50
Koek                 1,50
Melk                 1,20
Totaal               5,20
Pin                  5,20`;

/** A receipt with this head. @param misread words that were recognised with little confidence */
function receipt(head: string, foot = '', misread: Readonly<Record<string, number>> = {}): Page {
  const page = typedPage(`${head}${body}\n${foot}`, { source: 'recognised', confidence: 0.95 });
  const words = page.words.map((word) => ({
    ...word,
    confidence: misread[word.text] ?? word.confidence,
  }));
  return { ...page, words };
}

function shopOf(page: Page): string | undefined {
  return findParties(findFacts([page]), nobody).supplier_name?.value;
}

describe('the shop of a till receipt', () => {
  const shops: Readonly<Record<string, [head: string, shop: string | undefined]>> = {
    'stands at its top': ['Bakkerij Duinzicht\nZeeweg 12\n4321 CD Zandvoort', 'Bakkerij Duinzicht'],
    'is the firm that stands there, too': [
      'De Gouden Korrel\nDuinzicht Brood B.V.\nZeeweg 12\n4321 CD Zandvoort',
      'Duinzicht Brood B.V.',
    ],
    'goes on in the next line': [
      'DUINZICHT BAKERY\nCO. (M) SDN BHD\n(Co. No. 113825-W)\nNo 8, Jalan Laut 7',
      'DUINZICHT BAKERY CO. (M) SDN BHD',
    ],
    'has its number in brackets taken off, however it was read': [
      'DUINZICHT BAKERY SDN BHD (1u75J69-P)\nNO. 128G JLN LAUT 21',
      'DUINZICHT BAKERY SDN BHD',
    ],
    'is known by its legal form where a letter of that was misread': [
      'KOFFIEHUIS\nDUINZICHT BAKERY SUN BHD\nLOT 12, JALAN LAUT',
      'DUINZICHT BAKERY SDN BHD',
    ],
    'is no place below the address': [
      '(GST Reg No. 001492992000)\nNo 8, Jalan Laut 7\n56000 Kuala Lumpur\nSUNWAY PLAZA',
      undefined,
    ],
    'is no town of its address': [
      'DUINZICHT BAKERY SDN BHD\n12, Jalan Laut 7/4\nLaut, 81200 Johor Bahru, Johor',
      'DUINZICHT BAKERY SDN BHD',
    ],
    'is whom the customer is welcomed by': [
      'Welkom bij Bakkerij Duinzicht\nZeeweg 12\n4321 CD Zandvoort',
      'Bakkerij Duinzicht',
    ],
  };
  for (const [name, [head, shop]] of Object.entries(shops)) {
    it(name, () => assert.equal(shopOf(receipt(head)), shop));
  }

  it('is not what could hardly be read above it', () => {
    const page = receipt('Vlekwerk\nBakkerij Duinzicht\nZeeweg 12', '', { Vlekwerk: 0.1 });
    assert.equal(shopOf(page), 'Bakkerij Duinzicht');
  });

  describe('that is named twice', () => {
    const head = 'Bakkerij Duinzlcht\nZeeweg 12\n4321 CD Zandvoort';
    const read = (misread: Readonly<Record<string, number>>) =>
      findParties(findFacts([receipt(head, 'Eigenaar Duinzicht', misread)]), nobody).supplier_name;

    it('is as it was read best', () => {
      assert.equal(read({ Duinzlcht: 0.8 })?.value, 'Bakkerij Duinzicht');
      assert.equal(read({ Duinzicht: 0.8 })?.value, 'Bakkerij Duinzlcht');
    });
    it('is not certain where the two differ', () => {
      assert.ok((read({ Duinzlcht: 0.9 })?.confidence ?? 1) < 0.8);
    });
  });

  it('is certain only where both readings of its head agreed', () => {
    const head = 'Bakkerij Duinzicht\nZeeweg 12\n4321 CD Zandvoort';
    const confidence = (misread: Readonly<Record<string, number>>) =>
      findParties(findFacts([receipt(head, '', misread)]), nobody).supplier_name?.confidence ?? 0;
    assert.ok(confidence({}) >= 0.8);
    assert.ok(confidence({ Duinzicht: 0.95 / 2 }) < 0.8);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTextBlocks, type PlacedCell } from '../layout/find-text-blocks.ts';
import {
  beginsWithLabel,
  hasOwnDetails,
  isAddress,
  isSenderLine,
  nameKey,
  leadingName,
  looksLikeName,
  nameOfLine,
  senderLineName,
} from './party-names.ts';
import { typedFacts, typedLayout } from '../typed-page.fixture.ts';

function cellOf(text: string): PlacedCell {
  const cell = findTextBlocks(typedLayout(text))[0]?.cells[0];
  return cell ?? assert.fail('the text makes no cell');
}

describe('a text that may be a name', () => {
  it('begins with a capital or a digit, or has a legal form', () => {
    for (const text of ['Kroon Groothandel B.V.', '4Energy', 'bol.com B.V.', 'Jan Jansen', 'ING']) {
      assert.equal(looksLikeName(text), true, text);
    }
  });
  it('is not an address, a contact line, a sentence or a number', () => {
    for (const text of [
      'Dorpsstraat 12',
      '1234 AB Edam',
      'info@kroon.example',
      'Tel. 020-1234567',
      'wij danken u voor uw opdracht',
      'Factuurdatum: 3 november',
      'Wanneer betaalt u?',
      'Totaal 12,50',
      'NL91ABNA0417164300',
      'AB',
      'Een zin die met een hoofdletter begint maar veel meer dan negen woorden heeft',
    ]) {
      assert.equal(looksLikeName(text), false, text);
    }
  });
});

describe('the name at the start of a cell', () => {
  it('ends before the address or number that follows it', () => {
    const nameIn = (text: string) => leadingName(cellOf(text))?.name;
    assert.equal(nameIn('Kroon B.V. | Kade 1 | 1234 AB Edam'), 'Kroon B.V.');
    assert.equal(nameIn('Kroon B.V. - 1234 AB Edam'), 'Kroon B.V.');
    assert.equal(nameIn('Kroon, Bos en Zonen B.V.'), 'Kroon, Bos en Zonen B.V.');
    assert.equal(nameIn('Kroon Trading Sdn Bhd (123456-X)'), 'Kroon Trading Sdn Bhd');
    assert.equal(nameIn('"Kroon B.V."'), 'Kroon B.V.');
  });
  it('has the place of its letters', () => {
    const name = leadingName(cellOf('Kroon B.V. | Kade 1 | 1234 AB Edam'));
    assert.equal(Math.round((name?.right ?? 0) - (name?.left ?? 0)), 10 * 5);
  });
});

describe('a sender line as in a window envelope', () => {
  it('contains a whole address in one line', () => {
    for (const text of [
      'Kroon B.V. · Kade 1 · 1234 AB Edam',
      'Kroon B.V. - Kadelaan 1 - 1234 AB Edam',
      'Kroon B.V., Kadelaan 1, 1234 AB Edam',
      'Kroon GmbH Kadestr. 1 80333 München',
    ]) {
      assert.equal(isSenderLine(cellOf(text)), true, text);
    }
    for (const text of [
      'Kroon B.V.',
      'Kadelaan 1',
      'Drukwerk, papier, inkt',
      '12 dozen papier',
      'Betaal voor July 19, 2026 to account',
      'Betaal op BE07 0012 1453 3966 ten name van',
      'Betaal op BE07 0012 1453 3966 Den Haag',
    ]) {
      assert.equal(isSenderLine(cellOf(text)), false, text);
    }
  });
  it('begins with the name, even when its separators were not recognised', () => {
    assert.equal(senderLineName(cellOf('Kroon · Kade 1 · 1234 AB Edam'))?.name, 'Kroon');
    assert.equal(senderLineName(cellOf('Kroon GmbH Kadestr. 1 80333 München'))?.name, 'Kroon GmbH');
    assert.equal(senderLineName(cellOf('Kroon Kadestr. 1 80333 München')), null);
  });
});

describe('a line of a till receipt that is a name', () => {
  it('may have wide gaps', () => {
    const nameIn = (text: string) => nameOfLine(typedLayout(text).lines[0] ?? assert.fail())?.name;
    assert.equal(nameIn('   BAKKERIJ      DUINZICHT   '), 'BAKKERIJ DUINZICHT');
    assert.equal(nameIn('   Bakkerij Duinzicht   '), 'Bakkerij Duinzicht');
    assert.equal(nameIn('Totaal: 12,50'), undefined);
  });
});

describe('a name compared with others', () => {
  it('is the same whatever its punctuation, spaces and accents', () => {
    assert.equal(nameKey('Société Générale'), nameKey('SOCIETE-GENERALE'));
    assert.equal(nameKey('B.V. De Kroon'), 'bvdekroon');
  });
});

describe('a cell that begins with a label', () => {
  const begins = (text: string) => {
    const facts = typedFacts(text);
    const [cell] = findTextBlocks(facts.layout)[0]?.cells ?? [];
    return beginsWithLabel(cell ?? assert.fail(), facts);
  };

  it('is not a name, except for a company that is named like a label', () => {
    assert.equal(begins('Klantnummer: 12'), true);
    assert.equal(begins('Factuur'), true);
    assert.equal(begins('Kroon B.V.'), false);
    assert.equal(begins('Transport Kroon B.V.'), false);
  });
});

describe('a block', () => {
  const blockOf = (template: string) => findTextBlocks(typedLayout(template))[0] ?? assert.fail();

  it('is an address when there is a postcode below its first line', () => {
    assert.equal(isAddress(blockOf('Bakkerij Duinzicht\nZeeweg 12\n4321 CD Zandvoort')), true);
    assert.equal(isAddress(blockOf('4321 CD Zandvoort')), false);
    assert.equal(isAddress(blockOf('Bakkerij Duinzicht\nZeeweg 12')), false);
  });
  it('has own details when it says how to contact or pay the company', () => {
    const own = (template: string) => {
      const facts = typedFacts(template);
      const blocks = findTextBlocks(facts.layout);
      return hasOwnDetails(blocks[0] ?? assert.fail(), blocks, facts);
    };
    assert.equal(own('Kroon B.V.\nKadelaan 1\ninfo@kroon.example'), true);
    assert.equal(own('Kroon B.V.\nNL91 ABNA 0417 1643 00'), true);
    assert.equal(own('Kroon B.V.\nKvK 27312345'), true);
    assert.equal(own('Kroon B.V.\n27312345'), false);
    assert.equal(own('Bakkerij Duinzicht\nZeeweg 12\n4321 CD Zandvoort'), false);
  });
});

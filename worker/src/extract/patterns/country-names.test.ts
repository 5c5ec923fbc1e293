import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { countryAtEnd, countryOfPostalLine } from './country-names.ts';

describe('the name of a country', () => {
  it('is known in four languages, and as addresses shorten it', () => {
    for (const [text, code] of [
      ['België', 'BE'],
      ['BELGIQUE', 'BE'],
      ['Lexington KY 40507, USA', 'US'],
      ['Verenigde Staten', 'US'],
      ['Vereinigtes Königreich', 'GB'],
      ['London, England', 'GB'],
      ['Belfast, Northern Ireland', 'XI'],
      ['1010 Wien, Österreich', 'AT'],
      ['75001 Paris FRANCE', 'FR'],
      ['Dublin 2, Republic of Ireland', 'IE'],
      ['Schweiz', 'CH'],
      ['Hong Kong', 'HK'],
    ] as const)
      assert.equal(countryAtEnd(text)?.code, code, text);
  });
  it('is not a part of another word or name', () => {
    for (const text of ['Trenton, New Jersey', 'Atlanta, Georgia', 'Franken', 'Polderweg 1', ''])
      assert.equal(countryAtEnd(text), null, text);
  });
});

describe('a postcode', () => {
  it('tells the country where only one writes it so', () => {
    for (const [text, code] of [
      ['2678 AB De Lier', 'NL'],
      ['1234AB Edam', 'NL'],
      ['Mountain View, CA 94043', 'US'],
      ['Austin TX 78701-1234', 'US'],
      ['London SW1A 1AA', 'GB'],
      ['Toronto ON M5V 2T6', 'CA'],
      ['D-80333 München', 'DE'],
      ['BE-2000 Antwerpen', 'BE'],
      ['Rue 1 · F-75001 Paris', 'FR'],
      ['CH-8001 Zürich', 'CH'],
      ['L-1234 Luxembourg', 'LU'],
    ] as const)
      assert.equal(countryOfPostalLine(text), code, text);
  });
  it('tells nothing where several do', () => {
    for (const text of ['2300 Turnhout', '80333 München', '75001 Paris', 'Factuur 2026 AB-12'])
      assert.equal(countryOfPostalLine(text), null, text);
  });
});

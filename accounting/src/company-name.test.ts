import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compareNames, nameWords } from './company-name.ts';

describe('the name of a company', () => {
  it('is compared without legal form, punctuation, accents and capitals', () => {
    for (const [one, other] of [
      ['Bakkerij de Zon B.V.', 'BAKKERIJ DE ZON BV'],
      ['Bakkerij de Zón b. v.', 'Bakkerij de Zon'],
      ['Müller & Söhne GmbH & Co. KG', 'Muller Sohne'],
      ['S.A.R.L. Dupont', 'Dupont SARL'],
      ['Stichting Het Veer', 'Het Veer'],
      ['Glas-Net N.V.', 'Glasnet'],
      ['Coöperatie Noord U.A.', 'Cooperatie Noord U.A.'],
      ["L'Atelier S.A.S.", 'LAtelier'],
      ['Elaia Lesvou E.P.E.', 'Elaia Lesvou'],
      ['Pinebark Cloud, Inc.', 'Pinebark Cloud'],
      ['Großhandel Weiß AG', 'Grosshandel Weiss'],
    ] as const)
      assert.equal(compareNames(one, other), 'equal', `${one} | ${other}`);
  });
  it('contains another one by whole words', () => {
    assert.equal(compareNames('Transport Wielewaal B.V.', 'Wielewaal'), 'contained');
    assert.equal(compareNames('Mol', 'Inkthandel Mol B.V.'), 'contained');
    assert.equal(compareNames('Bol B.V.', 'Bolwerk Advies B.V.'), 'different');
    assert.equal(compareNames('Jansen Bouw', 'Jansen Sloop'), 'different');
  });
  it('is like no other when it is nothing but a legal form', () => {
    assert.deepEqual(nameWords('B.V.'), []);
    assert.equal(compareNames('B.V.', 'Jansen B.V.'), 'different');
    assert.equal(compareNames('', ''), 'different');
  });
  it('stays a name whatever is in it', () => {
    assert.deepEqual(nameWords('Smit & Co'), ['smit', 'co']);
    assert.equal(compareNames('Firma X B.V.', 'Firma X'), 'equal');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const plain = nameWords(name).join('');
        return plain === '' || nameWords(`${name} GmbH`).join('') === plain;
      }),
    );
  });
});

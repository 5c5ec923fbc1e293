import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toWinAnsi } from './win-ansi.ts';

describe('text in the characters of the standard fonts', () => {
  it('stays as it is where the fonts have its characters', () => {
    for (const text of ['Totaal € 12,50', 'Café Döner — “Œuvre”', 'Straße', 'ÀÉÎÕÜ ñ ø']) {
      assert.equal(toWinAnsi(text), text);
    }
  });
  it('loses accents, strokes and ligatures that they lack', () => {
    assert.equal(toWinAnsi('Łódź'), 'Lódz');
    assert.equal(toWinAnsi('Đurđa Kıvanç'), 'Durda Kivanç');
    assert.equal(toWinAnsi('ﬁnanciën'), 'financiën');
    assert.equal(toWinAnsi('−12'), '-12');
  });
  it('has a question mark for a character without a counterpart', () => {
    assert.equal(toWinAnsi('東京'), '??');
    assert.equal(toWinAnsi('a\u202Eb'), 'a?b');
    assert.equal(toWinAnsi('😀'), '?');
  });
  it('always consists of characters that the fonts have, and is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = toWinAnsi(text);
        assert.equal(toWinAnsi(shown), shown);
        assert.ok(!/[\u0000-\u001F]/.test(shown));
      }),
    );
  });
});

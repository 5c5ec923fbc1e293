import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toWinAnsi } from './win-ansi.ts';

describe('text in the characters of the standard fonts', () => {
  it('stays as it is where they have it', () => {
    for (const text of ['Totaal € 12,50', 'Café Döner — “Œuvre”', 'Straße', 'ÀÉÎÕÜ ñ ø']) {
      assert.equal(toWinAnsi(text), text);
    }
  });
  it('loses accents, strokes and ligatures they do not have', () => {
    assert.equal(toWinAnsi('Łódź'), 'Lódz');
    assert.equal(toWinAnsi('Đurđa Kıvanç'), 'Durda Kivanç');
    assert.equal(toWinAnsi('ﬁnanciën'), 'financiën');
    assert.equal(toWinAnsi('−12'), '-12');
  });
  it('has a question mark for what has no likeness', () => {
    assert.equal(toWinAnsi('東京'), '??');
    assert.equal(toWinAnsi('a\u202Eb'), 'a?b');
    assert.equal(toWinAnsi('😀'), '?');
  });
  it('is always something that a font can show, and settled after once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const shown = toWinAnsi(text);
        assert.equal(toWinAnsi(shown), shown);
        assert.ok(!/[\u0000-\u001F]/.test(shown));
      }),
    );
  });
});

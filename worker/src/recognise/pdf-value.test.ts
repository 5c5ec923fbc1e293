import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parsePdfValue } from './pdf-value.ts';

describe('a value in a PDF', () => {
  it('is read with what is in it', () => {
    assert.deepEqual(
      parsePdfValue('<< /F (a\\(1\\)\\056xml) /UF <FEFF00E9> /EF<</F 9 0 R>>/Rect[0 1.5 true] >>'),
      new Map<string, unknown>([
        ['F', { text: 'a(1).xml' }],
        ['UF', { text: 'é' }],
        ['EF', new Map([['F', { object: 9 }]])],
        ['Rect', ['0', '1.5', 'true']],
      ]),
    );
    assert.deepEqual(parsePdfValue('% a comment\n[7 0 R /Name]'), [{ object: 7 }, '/Name']);
  });
  it('that never ends, or is deeper than any, is none', () => {
    for (const text of ['', '<<', '<< /A', '<< 1 2 >>', '['.repeat(100), '<< /A '.repeat(100)]) {
      assert.equal(parsePdfValue(text), null, text);
    }
  });
  it('is read or is none, whatever the bytes', () => {
    const token = fc.constantFrom(
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '/A',
      '1 0 R',
      '\\',
      '%',
    );
    const text = fc.array(fc.oneof(token, fc.string({ maxLength: 4 })), { maxLength: 40 });
    fc.assert(fc.property(text, (parts) => void parsePdfValue(parts.join(' '))));
  });
});

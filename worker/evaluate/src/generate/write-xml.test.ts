import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '@smart-accounting/accounting/e-invoice/parse-xml';
import { writeXml } from './write-xml.ts';

describe('written XML', () => {
  it('is read back exactly, whatever characters its text contains', () => {
    const printable = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(printable, (text) => {
        const root = parseXml(writeXml(['a', [['b', text], null, ['c', '', 'd="1"']]]));
        assert.equal(root.children[0]?.text, text);
        assert.deepEqual(
          root.children.map(({ name }) => name),
          ['b', 'c'],
        );
        assert.equal(root.children[1]?.attributes['d'], '1');
      }),
    );
  });
});

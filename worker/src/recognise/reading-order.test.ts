import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Word } from '@smart-accounting/worker-contract';
import { groupLines, inReadingOrder } from './reading-order.ts';

function word(text: string, x: number, y: number, height = 0.01): Word {
  return { text, x, y, width: 0.05, height, confidence: 1 };
}

const page: readonly Word[] = [
  word('Kroon', 0.1, 0.1),
  word('Factuur', 0.6, 0.101),
  word('Kade', 0.1, 0.12),
  word('1', 0.16, 0.122),
  word('Edam', 0.1, 0.14),
];

describe('words', () => {
  it('are read line by line from the top, each line from the left', () => {
    const shuffled = fc.shuffledSubarray([...page], { minLength: page.length });
    fc.assert(
      fc.property(shuffled, (words) => {
        assert.deepEqual(
          inReadingOrder(words).map(({ text }) => text),
          ['Kroon', 'Factuur', 'Kade', '1', 'Edam'],
        );
      }),
    );
  });
  it('are neither lost nor duplicated, wherever they are', () => {
    const anywhere = fc.record({
      text: fc.string(),
      x: fc.double({ min: 0, max: 1, noNaN: true }),
      y: fc.double({ min: 0, max: 1, noNaN: true }),
      width: fc.double({ min: 0, max: 1, noNaN: true }),
      height: fc.double({ min: 0, max: 0.2, noNaN: true }),
      confidence: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(anywhere), (words) => {
        const ordered = inReadingOrder(words);
        assert.equal(ordered.length, words.length);
        assert.deepEqual(new Set(ordered), new Set(words));
      }),
    );
  });
});

describe('a line', () => {
  const linesOf = (words: readonly Word[]) =>
    groupLines(words, ({ x, y, height }) => ({ left: x, top: y, bottom: y + height })).map((line) =>
      line.map(({ text }) => text),
    );

  it('includes words that are a little higher or lower', () => {
    assert.deepEqual(linesOf([word('b', 0.2, 0.103), word('a', 0.1, 0.1)]), [['a', 'b']]);
    assert.deepEqual(linesOf([word('b', 0.2, 0.106), word('a', 0.1, 0.1)]), [['a'], ['b']]);
  });
  it('does not swallow small print beside large type', () => {
    const large = word('FACTUUR', 0.1, 0.1, 0.04);
    const small = word('blad 1', 0.6, 0.1, 0.01);
    assert.deepEqual(linesOf([large, small]), [['blad 1'], ['FACTUUR']]);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Word } from '@smart-accounting/worker-contract';
import { gapTolerance, joinLetterspaced } from './letterspaced-words.ts';

const page = { width: 600, height: 800 };

/** Words in a row: each as wide as its letters (6 points each, 10 high), with the gap before it in points. */
function row(...parts: readonly (string | number)[]): Word[] {
  const words: Word[] = [];
  let left = 40;
  for (const part of parts) {
    if (typeof part === 'number') {
      left += part;
      continue;
    }
    const width = 6 * part.length;
    const box = {
      x: left / page.width,
      y: 0.1,
      width: width / page.width,
      height: 10 / page.height,
    };
    words.push({ ...box, text: part, confidence: 1 });
    left += width;
  }
  return words;
}

/** The characters of a text, this many points apart. */
const spaced = (text: string, gap = 4) =>
  [...text].flatMap((letter, index) => (index === 0 ? [letter] : [gap, letter]));

const joined = (words: readonly Word[], tolerance: number = gapTolerance.ofTextLayer) =>
  joinLetterspaced(words, page, tolerance).map(({ text }) => text);

describe('letters set apart', () => {
  it('are one word', () => {
    for (const text of ['FACTUUR', 'INVOICE', 'Rechnung', 'Créditnota', 'BTW', 'FACTURE:']) {
      assert.deepEqual(joined(row(...spaced(text))), [text]);
    }
  });
  it('are one word when they are digits and signs, too', () => {
    for (const text of ['1.210,00', '2026-0417', 'NL12TEST0611223344', '02-11-2026']) {
      assert.deepEqual(joined(row(...spaced(text))), [text]);
    }
  });
  it('are two words where the gap is wider', () => {
    assert.deepEqual(joined(row(...spaced('FACTUUR'), 8, ...spaced('2026-0417'))), [
      'FACTUUR',
      '2026-0417',
    ]);
    assert.deepEqual(joined(row(...spaced('UW'), 8, ...spaced('FACTUUR'))), ['U', 'W', 'FACTUUR']);
  });
  it('keep their place, and leave the words around them alone', () => {
    const words = row('Betreft', 6, ...spaced('FACTUUR'), 30, '12,50');
    const all = joinLetterspaced(words, page, gapTolerance.ofTextLayer);
    assert.deepEqual(
      all.map(({ text }) => text),
      ['Betreft', 'FACTUUR', '12,50'],
    );
    const [, factuur] = all;
    assert.ok(factuur && Math.abs(factuur.x - 88 / page.width) < 1e-9);
    assert.ok(Math.abs(factuur.width - (7 * 6 + 6 * 4) / page.width) < 1e-9);
  });
  it('may have uneven gaps once they were recognised', () => {
    const uneven = row('F', 3, 'A', 5, 'C', 4, 'T', 3, 'U', 5, 'U', 4, 'R');
    assert.deepEqual(joined(uneven, gapTolerance.ofRecognised), ['FACTUUR']);
  });
});

describe('single characters', () => {
  it('in columns, sums and lists are no word', () => {
    const cases = [
      row('1', 40, '2', 40, '3', 40, '4', 40, '5', 40, '6'),
      row('A', 14, 'B', 14, 'C', 14, 'D'),
      row('1', 3, 'x', 3, '5', 3, '=', 3, '5'),
      row('3', 3, 'x', 3, '4', 3, 'm'),
      row('à', 3, '5', 3, 'u'),
      row('B', 3, 'V', 3, 'Kroon'),
    ];
    for (const words of cases) {
      assert.deepEqual(
        joined(words),
        words.map(({ text }) => text),
      );
    }
  });
  it('that nobody can see do not join those that are seen', () => {
    const words = row(...spaced('1.210,00')).map((word, index): Word =>
      index < 3 ? { ...word, hidden: true } : word,
    );
    assert.ok(!joined(words).includes('1.210,00'));
  });
});

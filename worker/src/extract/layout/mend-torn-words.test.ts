import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Token } from './layout.ts';
import { joinTornNumbers, mendColons } from './mend-torn-words.ts';

const token = (text: string, left: number, right: number, confidence = 0.9): Token => ({
  ...{ text, left, right, confidence },
  ...{ top: 100, bottom: 108, page: 1 },
});
const textsOf = (tokens: readonly Token[]) => tokens.map(({ text }) => text);

describe('a number that recognition tore apart', () => {
  it('is one again where hardly anything is between its parts', () => {
    const [joined] = joinTornNumbers([
      token('003.2026.9', 60, 104.7),
      token('44', 105.7, 113.6, 0.8),
    ]);
    assert.deepEqual(
      [joined?.text, joined?.left, joined?.right, joined?.confidence],
      ['003.2026.944', 60, 113.6, 0.8],
    );
  });
  it('is none where a space is between them, or where they are words', () => {
    const groups = [token('1438', 60, 80), token('7135', 82.5, 102)];
    assert.deepEqual(textsOf(joinTornNumbers(groups)), ['1438', '7135']);
    const words = [token('Nr', 60, 70), token('7135', 70.5, 90)];
    assert.deepEqual(textsOf(joinTornNumbers(words)), ['Nr', '7135']);
  });
});

describe('a colon that was taken for a digit', () => {
  const column = [token(':10.', 200, 212), token(':24.', 200.4, 212)];
  it('is a colon where others of the column begin with one', () => {
    assert.deepEqual(textsOf(mendColons([...column, token('122.', 199.8, 212, 0.4)])), [
      ...[':10.', ':24.', ':22.'],
    ]);
  });
  it('stays a digit where it was read clearly, elsewhere, or where there is no such column', () => {
    const clear = token('122.', 200, 212, 0.9);
    const elsewhere = token('122.', 205, 217, 0.4);
    assert.deepEqual(textsOf(mendColons([...column, clear, elsewhere])).slice(2), ['122.', '122.']);
    assert.deepEqual(textsOf(mendColons([token('122.', 200, 212, 0.4)])), ['122.']);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Word } from '@smart-accounting/worker-contract';
import { drawnRaster } from './drawn-raster.fixture.ts';
import type { GreyRaster } from './raster.ts';
import { agreed, readHeadAgain } from './read-head-again.ts';

/** Words of lines, `text` or `text/confidence`, the lines below each other from the top. */
function wordsOf(...lines: string[]): Word[] {
  return lines.flatMap((line, row) =>
    line.split(' ').map((word, column): Word => {
      const [text = '', confidence = '0.9'] = word.split('/');
      const box = { x: 0.1 + 0.2 * column, y: 0.05 + 0.05 * row, width: 0.15, height: 0.02 };
      return { text, confidence: Number(confidence), ...box };
    }),
  );
}
const textsOf = (words: readonly Word[]) =>
  words.map(({ text, confidence }) => `${text}/${confidence.toFixed(2)}`).join(' ');

describe('two readings of the head of a receipt', () => {
  it('that agree keep the better confidence of each word, whatever its case', () => {
    const words = agreed(wordsOf('SLAGER/0.85 KEES/0.9'), wordsOf('Slager/0.95 Kees/0.7'));
    assert.equal(textsOf(words), 'SLAGER/0.95 KEES/0.90');
  });
  it('that differ keep the better one, of which what differs is never certain', () => {
    const words = agreed(wordsOf('SLAGFR/0.8 KEES/0.9'), wordsOf('SLAGER/0.95 KEES/0.9'));
    assert.equal(textsOf(words), 'SLAGER/0.47 KEES/0.90');
  });
  it('doubt what only one of them has, and add what the first one missed', () => {
    const words = agreed(wordsOf('handschrift', 'KEES'), [
      ...wordsOf('leeg', 'KEES', 'Dorpsstraat 5').filter(({ text }) => text !== 'leeg'),
    ]);
    assert.equal(textsOf(words), 'handschrift/0.45 KEES/0.90 Dorpsstraat/0.45 5/0.45');
  });
  it('add no dirt', () => {
    const words = agreed(wordsOf('KEES'), wordsOf('KEES', 'il/0.2 oe/0.3'));
    assert.equal(textsOf(words), 'KEES/0.90');
  });
});

describe('the head of a receipt', () => {
  const receipt = drawnRaster(1000, 3000, []);
  const lines = Array.from({ length: 12 }, (_, index) => `regel${index}`);

  it('is read again enlarged, down to its sixth line, and placed where it was', async () => {
    const seen: GreyRaster[] = [];
    const words = await readHeadAgain(receipt, wordsOf(...lines), (raster) => {
      seen.push(raster);
      const again = wordsOf('regel0').map((word) => ({ ...word, y: 0.05 / 0.324, height: 0.06 }));
      return Promise.resolve({ words: again, confidence: 0.9 });
    });
    assert.deepEqual(
      seen.map(({ width, height }) => [width, height]),
      [[1500, 1458]],
    );
    assert.equal(words.length, 12);
    assert.deepEqual(
      words.map(({ confidence }) => confidence),
      [0.9, ...Array<number>(5).fill(0.45), ...Array<number>(6).fill(0.9)],
    );
  });
  it('without any text is not read again', async () => {
    const never = () => assert.fail('there is nothing to read');
    assert.deepEqual(await readHeadAgain(receipt, [], never), []);
  });
});

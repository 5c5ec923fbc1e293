import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordsOfTsv } from './tsv-words.ts';

/** A row of Tesseract's TSV: level, page, block, paragraph, line, word, box, confidence, text. */
function row(text: string, confidence = 96, level = 5): string {
  return [level, 1, 1, 1, 1, 1, 100, 200, 50, 20, confidence, text].join('\t');
}

describe('the rows of a TSV page', () => {
  it('that are words have boxes in fractions of the raster, and a confidence up to 1', () => {
    assert.deepEqual(wordsOfTsv(row('Totaal', 87.5), 1000, 2000), [
      { text: 'Totaal', confidence: 0.875, x: 0.1, y: 0.1, width: 0.05, height: 0.01 },
    ]);
  });
  it('that are blocks, lines or empty are skipped', () => {
    const tsv = [row('', -1, 1), row('', -1, 4), row('  '), 'level\tpage_num', ''].join('\n');
    assert.deepEqual(wordsOfTsv(tsv, 1000, 2000), []);
  });
  it('have a confidence between 0 and 1, whatever Tesseract says', () => {
    const words = wordsOfTsv([row('a', -1), row('b', 120)].join('\n'), 1, 1);
    assert.deepEqual(
      words.map(({ confidence }) => confidence),
      [0, 1],
    );
  });
});

describe('specks, rules and borders', () => {
  it('are not words, but a single dash or colon is', () => {
    const dirt = ['|', '——', '~', '°', '“”', '...', '[', '=', '«', '-_'];
    assert.deepEqual(wordsOfTsv(dirt.map((text) => row(text)).join('\n'), 1, 1), []);
    const kept = ['-', ':', '€', '%', '50,-', '|12', '+', '#'];
    assert.deepEqual(
      wordsOfTsv(kept.map((text) => row(text)).join('\n'), 1, 1).map(({ text }) => text),
      kept,
    );
  });
});

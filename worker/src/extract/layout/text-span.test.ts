import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Line } from './layout.ts';
import { spanOf, spanOfCell, startOfToken } from './text-span.ts';
import { letterWidthPt, typedLayout, typedPage } from '../typed-page.fixture.ts';
import { buildLayout } from './layout.ts';

function lineOf(text: string): Line {
  const line = typedLayout(text).lines[0];
  return line ?? assert.fail('the text yields no line');
}

describe('a part of a cell', () => {
  const line = lineOf('Totaal € 12,50 te betalen');

  it('has the place of its letters, even for a part of a word', () => {
    const span = spanOf(line, 0, 9, 14);
    assert.equal(span?.text, '12,50');
    assert.deepEqual(
      [Math.round(span.left), Math.round(span.right)],
      [9 * letterWidthPt, 14 * letterWidthPt],
    );
    const part = spanOf(line, 0, 11, 14);
    assert.equal(part?.text, ',50');
    assert.equal(Math.round(part.left), 11 * letterWidthPt);
    assert.deepEqual(
      part.tokens.map(({ text }) => text),
      ['12,50'],
    );
  });
  it('includes the words it touches', () => {
    const span = spanOf(line, 0, 7, 14);
    assert.deepEqual(
      span?.tokens.map(({ text }) => text),
      ['€', '12,50'],
    );
  });
  it('is null where there is no text: in a gap, outside, in a cell that does not exist', () => {
    assert.equal(spanOf(line, 0, 6, 7), null);
    assert.equal(spanOf(line, 0, 90, 95), null);
    assert.equal(spanOf(line, 3, 0, 5), null);
  });
});

describe('a whole cell', () => {
  it('is the span of all its text', () => {
    const line = lineOf('Factuur      Datum vandaag');
    assert.equal(spanOfCell(line, 1)?.text, 'Datum vandaag');
    assert.equal(spanOfCell(line, 2), null);
  });
  it('has each of its words at its position in the text', () => {
    const cell = lineOf('Wij leveren graag').cells[0] ?? assert.fail();
    assert.deepEqual(
      [0, 1, 2].map((token) => startOfToken(cell, token)),
      [0, 4, 12],
    );
  });
});

describe('the confidence of a span', () => {
  it('is that of its least certain word', () => {
    const page = typedPage('Totaal 12,50');
    const words = page.words.map((word, index) => ({
      ...word,
      confidence: index === 0 ? 0.9 : 0.4,
    }));
    const line = buildLayout([{ ...page, words }]).lines[0] ?? assert.fail();
    assert.equal(spanOfCell(line, 0)?.confidence, 0.4);
    assert.equal(spanOf(line, 0, 0, 6)?.confidence, 0.9);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildLayout, type Layout } from './layout.ts';
import { letterWidthPt, typedLayout, typedPage } from '../typed-page.fixture.ts';

function cellsOf({ lines }: Layout): string[][] {
  return lines.map(({ cells }) => cells.map(({ text }) => text));
}

describe('the words of a page', () => {
  it('become lines from the top, and cells that are separated by wide gaps', () => {
    const layout = typedLayout(`
Waterland Advies B.V.            Factuur

Omschrijving      Aantal   Bedrag`);
    assert.deepEqual(cellsOf(layout), [
      ['Waterland Advies B.V.', 'Factuur'],
      ['Omschrijving', 'Aantal', 'Bedrag'],
    ]);
    assert.deepEqual(
      layout.lines.map(({ index }) => index),
      [0, 1],
    );
  });
  it('keep their place, in points', () => {
    const layout = typedLayout('\n   Totaal');
    const [line] = layout.lines;
    assert.equal(Math.round(line?.left ?? 0), 3 * letterWidthPt);
    assert.equal(Math.round((line?.right ?? 0) - (line?.left ?? 0)), 6 * letterWidthPt);
    assert.equal(Math.round((line?.bottom ?? 0) - (line?.top ?? 0)), 10);
    assert.deepEqual(layout.pages.get(1), { width: 595, height: 842 });
  });
  it('are one cell across bullets, even if further apart: an address in one line', () => {
    assert.deepEqual(cellsOf(typedLayout('Kroon B.V.   •   Kade 1   •   1234 AB Edam')), [
      ['Kroon B.V. • Kade 1 • 1234 AB Edam'],
    ]);
  });
});

describe('a word that contains a colon', () => {
  it('is split into a label and its value, each with its share of the width', () => {
    const [line] = typedLayout('Factuurnr.:2026').lines;
    const tokens = line?.cells[0]?.tokens ?? [];
    assert.deepEqual(
      tokens.map(({ text, left, right }) => [text, Math.round(left), Math.round(right)]),
      [
        ['Factuurnr.:', 0, 55],
        ['2026', 55, 75],
      ],
    );
  });
  it('stays whole when it is a time or a web address, or ends with the colon', () => {
    for (const text of ['12:30', 'https://kroon.example', 'Datum:']) {
      assert.equal(typedLayout(text).lines[0]?.cells[0]?.tokens.length, 1, text);
    }
  });
});

describe('several pages', () => {
  it('follow each other, and a recognised one marks the layout as recognised', () => {
    const layout = buildLayout([
      typedPage('Factuur'),
      typedPage('Bijlage', { number: 2, source: 'recognised' }),
    ]);
    assert.deepEqual(
      layout.lines.map(({ page, index }) => [page, index]),
      [
        [1, 0],
        [2, 1],
      ],
    );
    assert.equal(layout.recognised, true);
    assert.equal(typedLayout('Factuur').recognised, false);
  });
  it('without words have no lines', () => {
    assert.deepEqual(buildLayout([typedPage('')]).lines, []);
    assert.deepEqual(buildLayout([]).lines, []);
  });
});

describe('recognised words', () => {
  it('get the height of their line, which those of a text layer already have', () => {
    const [written] = typedLayout('Totaal').lines;
    const [recognised] = typedLayout('Totaal', { source: 'recognised' }).lines;
    assert.ok(written && recognised);
    assert.ok(Math.abs(recognised.top - written.top) < 1);
    assert.ok(Math.abs(recognised.bottom - written.bottom) < 1);
  });
});

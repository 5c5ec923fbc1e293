import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findTextBlocks } from './find-text-blocks.ts';
import { buildLayout } from './layout.ts';
import { typedLayout, typedPage } from '../typed-page.fixture.ts';

function blocksOf(template: string): string[][] {
  return findTextBlocks(typedLayout(template)).map(({ cells }) => cells.map(({ text }) => text));
}

describe('cells below each other', () => {
  it('with a common left edge are one block, beside another one', () => {
    assert.deepEqual(
      blocksOf(`
Kroon Groothandel B.V.        Bakkerij Duinzicht
Kade 1                        Zeeweg 12
1234 AB Edam                  4321 CD Zandvoort`),
      [
        ['Kroon Groothandel B.V.', 'Kade 1', '1234 AB Edam'],
        ['Bakkerij Duinzicht', 'Zeeweg 12', '4321 CD Zandvoort'],
      ],
    );
  });
  it('with a common right edge are one block, too', () => {
    assert.deepEqual(
      blocksOf(`
              100,00
            1.210,00`),
      [['100,00', '1.210,00']],
    );
  });
  it('begin a new block after an empty row, and when no edge is aligned', () => {
    assert.equal(
      blocksOf(`
Kroon B.V.

Factuur`).length,
      2,
    );
    assert.equal(
      blocksOf(`
Kroon B.V.
      Edam aan de kade`).length,
      2,
    );
  });
});

describe('pages', () => {
  it('have blocks of their own', () => {
    const layout = buildLayout([typedPage('Kroon B.V.'), typedPage('Kroon B.V.', { number: 2 })]);
    assert.deepEqual(
      findTextBlocks(layout).map(({ page }) => page),
      [1, 2],
    );
  });
});

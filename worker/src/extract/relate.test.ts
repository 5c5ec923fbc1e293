import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLabels } from './find-labels.ts';
import { findReferences } from './find-references.ts';
import { isBeside, relate, type Relation } from './relate.ts';
import { typedLayout } from './typed-page.fixture.ts';

/** How the last number of a page stands to the first label on it. */
function relationIn(template: string): Relation | null {
  const layout = typedLayout(template);
  const label = findLabels(layout)[0] ?? assert.fail('no label');
  const value = findReferences(layout).at(-1) ?? assert.fail('no number');
  return relate(label, value);
}

describe('a value', () => {
  it('follows its label in the same cell', () => {
    assert.equal(relationIn('Factuurnummer: 20261234')?.kind, 'after');
  });
  it('stands right of it, however wide the gap', () => {
    assert.equal(relationIn('Factuurnummer:            20261234')?.kind, 'right');
  });
  it('stands below it with an edge in line, or overlapping it', () => {
    assert.equal(relationIn('Factuurnummer\n20261234')?.kind, 'below');
    assert.equal(relationIn('Factuurnummer\n     20261234')?.kind, 'below');
    assert.equal(relationIn('Factuurnummer\n       123456789')?.kind, 'below');
  });
  it('has nothing to do with a label before it, too far above, or beside its column', () => {
    assert.equal(relationIn('20261234      Factuurnummer'), null);
    assert.equal(relationIn('Factuurnummer\n\n\n\n20261234'), null);
    assert.equal(relationIn('Factuurnummer\n                  20261234'), null);
  });
});

describe('how likely a label speaks of a value', () => {
  const scoreIn = (template: string) => relationIn(template)?.score ?? 0;

  it('is highest in the same cell, lower beside it, lowest below', () => {
    const after = scoreIn('Factuurnummer: 20261234');
    const right = scoreIn('Factuurnummer:     20261234');
    const below = scoreIn('Factuurnummer\n20261234');
    assert.ok(after > right && right > below, `${after} ${right} ${below}`);
  });
  it('falls with the distance and with the words between', () => {
    assert.ok(
      scoreIn('Factuurnummer    20261234') > scoreIn(`Factuurnummer${' '.repeat(60)}20261234`),
    );
    assert.ok(scoreIn('Factuurnummer: 20261234') > scoreIn('Factuurnummer: is nu 20261234'));
    assert.ok(scoreIn('Factuurnummer\n20261234') > scoreIn('Factuurnummer\n\n20261234'));
    assert.ok(scoreIn('Factuurnummer\n20261234') > scoreIn('Factuurnummer\n       123456789'));
  });
});

describe('being beside each other', () => {
  it('is to stand at the same height, by the smaller of the two', () => {
    const rect = (top: number, bottom: number) => ({ left: 0, right: 1, top, bottom });
    assert.equal(isBeside(rect(0, 10), rect(2, 12)), true);
    assert.equal(isBeside(rect(0, 10), rect(9, 19)), false);
    assert.equal(isBeside(rect(0, 40), rect(0, 10)), false);
  });
});

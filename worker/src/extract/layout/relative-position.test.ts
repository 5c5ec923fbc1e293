import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findLabels } from '../find-labels.ts';
import { findReferences } from '../header/find-references.ts';
import { relativePosition, type RelativePosition } from './relative-position.ts';
import { typedLayout } from '../typed-page.fixture.ts';

/** The position of the last number on a page relative to its first label. */
function positionIn(template: string): RelativePosition | null {
  const layout = typedLayout(template);
  const label = findLabels(layout)[0] ?? assert.fail('no label');
  const value = findReferences(layout).at(-1) ?? assert.fail('no number');
  return relativePosition(label, value);
}

describe('the position of a value', () => {
  it('is after its label in the same cell', () => {
    assert.equal(positionIn('Factuurnummer: 20261234')?.kind, 'after');
  });
  it('is to the right of its label, however wide the gap', () => {
    assert.equal(positionIn('Factuurnummer:            20261234')?.kind, 'right');
  });
  it('is below its label with an edge aligned, or overlapping it', () => {
    assert.equal(positionIn('Factuurnummer\n20261234')?.kind, 'below');
    assert.equal(positionIn('Factuurnummer\n     20261234')?.kind, 'below');
    assert.equal(positionIn('Factuurnummer\n       123456789')?.kind, 'below');
  });
  it('is null when it is before the label, too far below it, or beside its column', () => {
    assert.equal(positionIn('20261234      Factuurnummer'), null);
    assert.equal(positionIn('Factuurnummer\n\n\n\n20261234'), null);
    assert.equal(positionIn('Factuurnummer\n                  20261234'), null);
  });
});

describe('how likely a label belongs to a value', () => {
  const scoreIn = (template: string) => positionIn(template)?.score ?? 0;

  it('is highest in the same cell, lower to the right, lowest below', () => {
    const after = scoreIn('Factuurnummer: 20261234');
    const right = scoreIn('Factuurnummer:     20261234');
    const below = scoreIn('Factuurnummer\n20261234');
    assert.ok(after > right && right > below, `${after} ${right} ${below}`);
  });
  it('falls with the distance and with the number of words between them', () => {
    assert.ok(
      scoreIn('Factuurnummer    20261234') > scoreIn(`Factuurnummer${' '.repeat(60)}20261234`),
    );
    assert.ok(scoreIn('Factuurnummer: 20261234') > scoreIn('Factuurnummer: is nu 20261234'));
    assert.ok(scoreIn('Factuurnummer\n20261234') > scoreIn('Factuurnummer\n\n20261234'));
    assert.ok(scoreIn('Factuurnummer\n20261234') > scoreIn('Factuurnummer\n       123456789'));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainLetters, plainWords } from './plain-letters.ts';

describe('plain letters', () => {
  it('have no accents, ligatures or capitals', () => {
    assert.equal(plainLetters('Échéance'), 'echeance');
    assert.equal(plainLetters('Größe'), 'grosse');
    assert.equal(plainLetters('Cœur, Œuvre, Ænima'), 'coeur, oeuvre, aenima');
    assert.equal(plainLetters('ﬁnanciële'), 'financiele');
  });
});

describe('plain words', () => {
  it('are separated by punctuation; # and % are words', () => {
    assert.deepEqual(plainWords("Factuur-nr.: d'Or #12 / 21%"), [
      'factuur',
      'nr',
      'd',
      'or',
      '#',
      '12',
      '21',
      '%',
    ]);
    assert.deepEqual(plainWords('· — €'), []);
  });
});

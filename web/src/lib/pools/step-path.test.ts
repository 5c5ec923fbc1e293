import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { areaPath, stepPath } from './step-path.ts';

const plot = { width: 100, height: 40, slots: 4, top: 8 };

describe('a line of steps', () => {
  it('ends at the right edge, however few values there are', () => {
    assert.equal(stepPath([4, 8], plot), 'M50 20H75V0H100');
  });
  it('breaks where nothing is known', () => {
    assert.equal(stepPath([8, null, 0, 0], plot), 'M0 0H25M50 40H75V40H100');
  });
  it('lies on the base when all is zero', () => {
    assert.equal(stepPath([0], { ...plot, top: 0 }), 'M75 40H100');
  });
  it('is nothing without values', () => {
    assert.equal(stepPath([], plot), '');
    assert.equal(areaPath([], plot), '');
  });
  it('is closed at the base to be filled', () => {
    assert.equal(areaPath([4, null], plot), 'M50 20H75V40H100V40H50Z');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onLine, onPage } from './position-index.ts';
import type { Line } from './layout.ts';

const lineOf = (index: number): Line => ({
  left: 0,
  top: 0,
  right: 0,
  bottom: 0,
  page: 1,
  index,
  cells: [],
});

describe('items by position', () => {
  const [first, second] = [lineOf(0), lineOf(1)];
  const items = [
    { name: 'a', line: second, page: 2 },
    { name: 'b', line: first, page: 1 },
    { name: 'c', line: second, page: 2 },
  ];
  const names = (found: readonly { name: string }[]) => found.map(({ name }) => name).join('');

  it('are those on a line and on a page, in the order of the list', () => {
    assert.equal(names(onLine(items, second)), 'ac');
    assert.equal(names(onPage(items, 2)), 'ac');
    assert.equal(names(onPage(items, 3)), '');
  });

  it('are indexed separately for each list', () => {
    assert.equal(names(onLine(items.slice(1), second)), 'c');
    assert.equal(names(onLine(items, second)), 'ac');
  });
});

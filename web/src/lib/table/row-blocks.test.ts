import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rowBlocks } from './row-blocks.ts';

const numbers = Array.from({ length: 250 }, (_, at) => at);

describe('the blocks of a table', () => {
  it('are of at most a hundred rows, and hold each row once, in order', () => {
    const blocks = rowBlocks(numbers, undefined);
    assert.deepEqual(
      blocks.map(({ from, rows }) => [from, rows.length]),
      [
        [0, 100],
        [100, 100],
        [200, 50],
      ],
    );
    assert.deepEqual(
      blocks.flatMap(({ rows }) => rows),
      numbers,
    );
    assert.deepEqual(rowBlocks([], undefined), []);
  });

  it('stay within their group, whose head stands once', () => {
    const blocks = rowBlocks(numbers, (n) => ({ key: n < 120 ? 'a' : 'b', label: '' }));
    assert.deepEqual(
      blocks.map(({ key, rows, group }) => [key, rows.length, group?.key ?? null]),
      [
        ['a/0', 100, 'a'],
        ['a/100', 20, null],
        ['b/0', 100, 'b'],
        ['b/100', 30, null],
      ],
    );
  });
});

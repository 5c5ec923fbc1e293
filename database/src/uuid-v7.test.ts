import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { randomUuidV7 } from './uuid-v7.ts';

const many = (): string[] => Array.from({ length: 20_000 }, randomUuidV7);

describe('a UUID of version 7', () => {
  it('is one by its form, and holds the time', () => {
    const before = Date.now();
    const id = randomUuidV7();
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ms = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
    assert.ok(ms >= before && ms <= Date.now());
  });
  it('comes after all that were made before it, however many in a millisecond', () => {
    const ids = many();
    assert.deepEqual(ids, [...ids].sort());
    assert.equal(new Set(ids).size, ids.length);
  });
  it('comes after them though the clock goes back', () => {
    const ahead = many();
    const clock = mock.method(Date, 'now', () => 1_700_000_000_000);
    const back = many();
    clock.mock.restore();
    assert.ok((ahead.at(-1) ?? '') < (back[0] ?? ''));
    assert.deepEqual(back, [...back].sort());
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doEach } from './do-each.ts';

const halve = (n: number) =>
  n % 2 === 0 ? Promise.resolve(n / 2) : Promise.reject(new Error(`${n} is odd`));

describe('doing the same to several rows', () => {
  it('goes on past what fails, and tells what was done and the first problem', async () => {
    const { done, problem } = await doEach([2, 3, 4, 5], halve);
    assert.deepEqual(done, [
      { row: 2, answer: 1 },
      { row: 4, answer: 2 },
    ]);
    assert.match(String(problem), /3 is odd/);
    assert.equal((await doEach([2], halve)).problem, null);
  });

  it('fails when nothing could be done', async () => {
    await assert.rejects(doEach([1, 3], halve), /1 is odd/);
    assert.deepEqual(await doEach([], halve), { done: [], problem: null });
  });
});

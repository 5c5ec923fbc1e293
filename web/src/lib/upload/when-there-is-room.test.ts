import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ApiProblem, type ProblemCode } from '#lib/api/problem.ts';
import { whenThereIsRoom } from './when-there-is-room.ts';

/** Sends that are refused with these codes, one after the other, and then succeed. */
function played(...codes: readonly ProblemCode[]) {
  const left = [...codes];
  const paused: number[] = [];
  const send = (): Promise<string> => {
    const code = left.shift();
    if (!code) return Promise.resolve('kept');
    return Promise.reject(new ApiProblem(code, 429, undefined, { retry_after: 2 }));
  };
  const answer = whenThereIsRoom(send, (ms) => {
    paused.push(ms);
    return Promise.resolve();
  });
  return { answer, paused };
}

describe('a file for which there is no place at once', () => {
  it('is sent again after the time that the API tells', async () => {
    const { answer, paused } = played('too_many_uploads', 'too_many_requests');
    assert.equal(await answer, 'kept');
    assert.deepEqual(paused, [2_000, 2_000]);
  });

  it('is not sent again for what waiting does not change', async () => {
    for (const code of ['document_quota_reached', 'file_too_large'] as const) {
      const { answer, paused } = played(code);
      await assert.rejects(answer, (problem: unknown) => problem instanceof ApiProblem);
      assert.deepEqual(paused, []);
    }
  });
});

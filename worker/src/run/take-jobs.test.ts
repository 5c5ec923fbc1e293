import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queuesInTurn } from './take-jobs.ts';

describe('the order in which a worker asks its queues', () => {
  const queues = ['work.v1', 'work.bulk.v1', 'ocr.v1', 'ocr.bulk.v1'];

  it('is the order of service, and every fourth time the bulk lanes come first', () => {
    for (const turn of [1, 2, 3, 5, 6, 7]) assert.deepEqual(queuesInTurn(queues, turn), queues);
    for (const turn of [4, 8, 400])
      assert.deepEqual(queuesInTurn(queues, turn), [
        'work.bulk.v1',
        'ocr.bulk.v1',
        'work.v1',
        'ocr.v1',
      ]);
  });
});

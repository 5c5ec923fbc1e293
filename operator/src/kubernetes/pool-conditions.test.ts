import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ScalingReason } from '@smart-accounting/operator-contract';
import type { Observation } from '../autoscaler.ts';
import { QueueMissing } from '../broker/queue-reader.ts';
import { ApiError } from './api-client.ts';
import { failureOf, conditionsFrom } from './pool-conditions.ts';
import { NoImage } from './worker-deployment.ts';

function observation(reason: ScalingReason, readError: unknown = null): Observation {
  const none = { everySeconds: 30, until: '2026-11-26T10:00:00Z', wanted: [], ready: [] };
  return {
    state: {
      pool: 'ocr',
      tenant: null,
      queues: ['ocr.v1'],
      at: '2026-11-26T10:00:00Z',
      ...{ minReplicas: 0, maxReplicas: 10, wanted: 3, ready: 3, busy: 1, draining: 0 },
      backlog: readError === null ? 0 : null,
      reason,
      message: 'so it is',
      decision: null,
      history: { ...none, busy: [], backlog: [] },
    },
    readError,
    change: null,
  };
}

const shown = (...args: Parameters<typeof conditionsFrom>) =>
  conditionsFrom(...args).map(({ type, status, reason }) => `${type}=${status} ${reason}`);

describe('the conditions of a pool', () => {
  it('say that it serves and follows the work', () => {
    assert.deepEqual(shown(observation('Steady'), null, 4), [
      'Ready=True Serving',
      'Scaling=True Steady',
    ]);
    assert.deepEqual(
      conditionsFrom(observation('Steady'), null, 4).map(
        ({ observedGeneration }) => observedGeneration,
      ),
      [4, 4],
    );
  });
  it('say what its pods suffer from, in the word of Kubernetes', () => {
    const trouble = { reason: 'ImagePullBackOff', message: 'pod a: no such image' };
    assert.equal(shown(observation('Steady'), trouble, 1)[0], 'Ready=False ImagePullBackOff');
  });
  it('call a pool ready for which a full cluster has room for some workers, and not for none', () => {
    const trouble = { reason: 'Unschedulable', message: 'pod b: 2 Insufficient cpu' };
    assert.equal(shown(observation('Steady'), trouble, 1)[0], 'Ready=True Unschedulable');
    const [ready] = conditionsFrom(observation('Steady'), trouble, 1);
    assert.match(ready?.message ?? '', /room for 3 workers and no more: pod b/);
    const { state, ...rest } = observation('Steady');
    const alone = { ...rest, state: { ...state, ready: 0 } };
    assert.equal(shown(alone, trouble, 1)[0], 'Ready=False Unschedulable');
    const unread = observation('QueueUnreachable', new Error('no connection'));
    assert.equal(shown(unread, trouble, 1)[0], 'Ready=Unknown QueueUnreachable');
  });
  it('tell a queue that is missing from one that cannot be read', () => {
    const missing = observation('QueueUnreachable', new QueueMissing('ocr.v1'));
    assert.equal(shown(missing, null, 1)[0], 'Ready=False QueueMissing');
    const unread = observation('QueueUnreachable', new Error('no connection'));
    assert.deepEqual(shown(unread, null, 1), [
      'Ready=Unknown QueueUnreachable',
      'Scaling=False QueueUnreachable',
    ]);
  });
  it('say when its size does not follow the work', () => {
    for (const reason of ['Paused', 'Pinned', 'PoisonSuspected', 'Fallback'] as const)
      assert.equal(shown(observation(reason), null, 1)[1], `Scaling=False ${reason}`);
  });
  it('give a failure the word that tells what to do', () => {
    assert.equal(failureOf(new NoImage(), 1).reason, 'NoImage');
    assert.equal(failureOf(new ApiError(403, 'Forbidden', 'no'), 1).reason, 'Forbidden');
    assert.equal(failureOf(new Error('what'), 1).reason, 'ReconcileFailed');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { poolSamples } from '@smart-accounting/operator-contract';
import { PoolHistory } from './pool-history.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23, 12) + seconds * 1000);
const sample = (busy: number, backlog: number | null = 0) => ({
  wanted: 4,
  ready: 4,
  busy,
  backlog,
});

describe('the history of a pool', () => {
  it('shows the highest of each half minute, so that a short burst is seen', () => {
    const history = new PoolHistory();
    history.add(at(0), sample(1));
    history.add(at(10), sample(4, 60));
    history.add(at(29), sample(0));
    history.add(at(31), sample(2, null));
    const { busy, backlog, until, everySeconds } = history.present();
    assert.deepEqual([busy, backlog, everySeconds], [[4, 2], [60, null], 30]);
    assert.equal(until, at(60).toISOString());
  });
  it('fills what was not reconciled with what was before', () => {
    const history = new PoolHistory();
    history.add(at(0), sample(3));
    history.add(at(95), sample(1));
    assert.deepEqual(history.present().busy, [3, 3, 3, 1]);
  });
  it('is an hour long', () => {
    const history = new PoolHistory();
    for (let n = 0; n < 400; n++) history.add(at(n * 20), sample(n));
    assert.equal(history.present().busy.length, poolSamples);
    assert.equal(history.present().busy.at(-1), 399);
  });
});

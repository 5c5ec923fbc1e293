import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { after, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { V1MicroTime } from '@kubernetes/client-node/dist/types.js';
import { ApiError } from '../../src/kubernetes/api-client.ts';
import {
  Elector,
  type ElectorTiming,
  type Lease,
  leaseResource,
} from '../../src/kubernetes/lease.ts';
import type { ResourceClient } from '../../src/kubernetes/resource-client.ts';
import { describeOnCluster, until } from './test-cluster.ts';

const timing: ElectorTiming = { durationMs: 3_000, renewWithinMs: 2_000, retryMs: 300 };

/** An elector that notes what it was told. */
function runner(leases: ResourceClient<Lease>, identity: string) {
  const told: string[] = [];
  const errors: unknown[] = [];
  const elector = new Elector({
    leases,
    name: 'operator',
    identity,
    timing,
    onGained: () => told.push('gained'),
    onLost: () => told.push('lost'),
    onError: (error) => errors.push(error),
  });
  elector.start();
  return { elector, told, errors };
}

const children: ChildProcess[] = [];
after(() => children.forEach((child) => child.kill('SIGKILL')));

describeOnCluster('a Lease', (cluster) => {
  const leases = async (namespace: string) =>
    cluster.client(leaseResource, await cluster.namespace(namespace));

  it('has one leader among two, and the other one soon after it is given back', async () => {
    const client = await leases('released');
    const first = runner(client, 'first');
    await until(() => first.elector.leading, 'the first leads');
    const second = runner(client, 'second');
    await pause(2 * timing.retryMs);
    assert.deepEqual([first.elector.leading, second.elector.leading], [true, false]);
    await first.elector.close();
    assert.deepEqual([first.told, first.elector.leading], [['gained'], false]);
    const closedMs = performance.now();
    await until(() => second.elector.leading, 'the second leads');
    assert.ok(performance.now() - closedMs < 1_000, 'it need not wait for the Lease to run out');
    assert.equal((await client.get('operator')).spec?.leaseTransitions, 1);
    await second.elector.close();
    assert.deepEqual([...first.errors, ...second.errors], []);
  });

  it('of a leader that was killed is taken when it has run out, and not before', async () => {
    const client = await leases('killed');
    const child = spawn(
      process.execPath,
      [new URL('lease-holder.ts', import.meta.url).pathname, cluster.server.kubeconfig, 'killed'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    children.push(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const second = runner(client, 'second');
    await pause(2 * timing.retryMs);
    assert.equal(second.elector.leading, false);
    child.kill('SIGKILL');
    const killedMs = performance.now();
    await until(() => second.elector.leading, 'the second leads');
    const afterMs = performance.now() - killedMs;
    assert.ok(afterMs > timing.durationMs - 700, `not before it ran out: ${afterMs}`);
    assert.ok(afterMs < timing.durationMs + 1_500, `soon after it ran out: ${afterMs}`);
    await second.elector.close();
  });

  it('is lost by who is cut off from the API server, before another can have it', async () => {
    const client = await leases('cut-off');
    const { elector, told, errors } = runner(client, 'first');
    await until(() => elector.leading, 'it leads');
    await cluster.server.kill();
    const killedMs = performance.now();
    await until(() => told.includes('lost'), 'it is told');
    assert.ok(performance.now() - killedMs <= timing.renewWithinMs + 500);
    assert.equal(elector.leading, false);
    assert.ok(errors.length > 0);
    await cluster.server.startAgain();
    await until(() => elector.leading, 'it leads again: nobody else wanted to');
    assert.deepEqual(told, ['gained', 'lost', 'gained']);
    await elector.close();
  });

  it('is lost by who finds that another one holds it', async () => {
    const client = await leases('taken');
    const { elector, told } = runner(client, 'first');
    await until(() => elector.leading, 'it leads');
    await client.patch('operator', { spec: { holderIdentity: 'somebody' } });
    await until(() => told.includes('lost'), 'it is told');
    await elector.close();
    assert.equal((await client.get('operator')).spec?.holderIdentity, 'somebody');
  });

  it('is only accepted with times of exactly six digits', async () => {
    const client = await leases('times');
    const at = new Date('2026-11-26T10:00:00.120Z');
    const renewTime = new V1MicroTime(at);
    assert.equal(JSON.stringify(renewTime), '"2026-11-26T10:00:00.120000Z"');
    const { spec } = await client.create({ metadata: { name: 'a' }, spec: { renewTime } });
    assert.deepEqual(spec?.renewTime, renewTime);
    await assert.rejects(
      client.create({ metadata: { name: 'b' }, spec: { renewTime: at } }),
      (error) => error instanceof ApiError && error.status === 400,
    );
  });
});

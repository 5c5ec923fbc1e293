import assert from 'node:assert/strict';
import { it } from 'node:test';
import { conditionSchema } from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { ApiError } from '../../src/kubernetes/api-client.ts';
import { conditionsOf, StatusWriter } from '../../src/kubernetes/apply-status.ts';
import { eventResource, EventRecorder } from '../../src/kubernetes/events.ts';
import { metadataSchema, type Resource } from '../../src/kubernetes/resource-client.ts';
import { configMaps, describeOnCluster } from './test-cluster.ts';

const claimSchema = z.object({
  metadata: metadataSchema,
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z.array(conditionSchema).optional(),
    })
    .optional(),
});
/** A kind with a status that nobody else writes here. */
const claims: Resource<z.infer<typeof claimSchema>> = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  schema: claimSchema,
};
const claim = {
  metadata: { name: 'a' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

describeOnCluster('what is told of an object', (cluster) => {
  it('by an event that is told again raises its count, and makes no other', async () => {
    const namespace = await cluster.namespace('events');
    const { metadata } = await cluster.client(configMaps, namespace).create({
      metadata: { name: 'a' },
    });
    const errors: unknown[] = [];
    const events = cluster.client(eventResource, namespace);
    const recorder = new EventRecorder({
      events,
      component: 'test',
      instance: 'one',
      onError: (error) => errors.push(error),
    });
    const target = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: metadata.uid };
    for (let time = 0; time < 5; time++) recorder.tell(target, 'Normal', 'Scaled', '0 to 4');
    recorder.tell(target, 'Warning', 'QueueMissing', 'ocr.v1 is not there');
    await recorder.close();
    const { items } = await events.list({});
    const seen = items.map((item) => eventResource.schema.parse(item));
    assert.deepEqual(
      seen.map(({ type, reason, message, count }) => [type, reason, message, count]).sort(),
      [
        ['Normal', 'Scaled', '0 to 4', 5],
        ['Warning', 'QueueMissing', 'ocr.v1 is not there', 1],
      ],
    );
    const [first] = seen;
    assert.ok(first);
    recorder.tell(target, 'Normal', 'Scaled', '0 to 4');
    for (const { metadata: written } of seen) await events.delete(written.name);
    await recorder.close();
    assert.equal(
      (await events.list({})).items.length,
      1,
      'one that the server forgot is told anew',
    );
    assert.deepEqual(errors, []);
  });

  it('by an event that cannot be told is reported, and holds nothing up', async () => {
    const errors: unknown[] = [];
    const recorder = new EventRecorder({
      events: cluster.client(eventResource, 'nowhere'),
      component: 'test',
      instance: 'one',
      onError: (error) => errors.push(error),
    });
    const target = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'none' };
    recorder.tell(target, 'Normal', 'Scaled', '0 to 4');
    await recorder.close();
    assert.match(String(errors[0]), /nowhere/);
  });

  it('by its status is written when it differs, and only then', async () => {
    const client = cluster.client(claims, await cluster.namespace('statuses'));
    const created = await client.create(claim);
    const writer = new StatusWriter(client);
    const status = { phase: 'Bound' };
    assert.equal(await writer.apply(created, created.status, status), true);
    const { resourceVersion } = (await client.get('a')).metadata;
    assert.equal(await writer.apply(created, created.status, { phase: 'Bound' }), false);
    const standing = await client.get('a');
    assert.equal(standing.metadata.resourceVersion, resourceVersion);
    const another = new StatusWriter(client);
    assert.equal(await another.apply(standing, standing.status, status), false, 'a new process');
    assert.equal(await another.apply(standing, standing.status, { phase: 'Lost' }), true);
  });

  it('by the status of an object that was made anew meanwhile is refused', async () => {
    const client = cluster.client(claims, await cluster.namespace('anew'));
    const old = await client.create(claim);
    await client.patch('a', { metadata: { finalizers: null } });
    await client.delete('a');
    await client.create(claim);
    await assert.rejects(
      new StatusWriter(client).apply(old, undefined, { phase: 'Bound' }),
      (error) => error instanceof ApiError && /metadata\.uid/.test(error.message),
    );
  });

  it('by conditions keeps the time of their last change', () => {
    const ready = { type: 'Ready', status: 'True', reason: 'Fine', message: '' } as const;
    const [first] = conditionsOf([ready], [], new Date('2026-11-26T10:00:00.5Z'));
    assert.ok(first);
    assert.equal(first.lastTransitionTime, '2026-11-26T10:00:00Z');
    const later = new Date('2026-11-26T11:00:00Z');
    assert.deepEqual(conditionsOf([{ ...ready, reason: 'Better' }], [first], later), [
      { ...ready, reason: 'Better', lastTransitionTime: '2026-11-26T10:00:00Z' },
    ]);
    const [turned] = conditionsOf([{ ...ready, status: 'False' }], [first], later);
    assert.equal(turned?.lastTransitionTime, '2026-11-26T11:00:00Z');
  });

  it('in fields that another owns is refused, unless it is taken by force', async () => {
    const client = cluster.client(configMaps, await cluster.namespace('conflicts'));
    const body = (is: string) => ({ metadata: { name: 'a' }, data: { is } });
    await client.apply('a', body('theirs'), { manager: 'them' });
    await assert.rejects(
      client.apply('a', body('ours'), { manager: 'us' }),
      (error) =>
        error instanceof ApiError && error.reason === 'Conflict' && /them/.test(error.message),
    );
    const taken = await client.apply('a', body('ours'), { manager: 'us', force: true });
    assert.equal(taken.data?.['is'], 'ours');
    const stale = { metadata: { name: 'a', resourceVersion: '1' }, data: { is: 'stale' } };
    await assert.rejects(
      client.replace('a', stale),
      (error) => error instanceof ApiError && error.status === 409,
    );
  });
});

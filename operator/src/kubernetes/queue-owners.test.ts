import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { processingJobs } from './processing-jobs.ts';
import { QueueOwners } from './queue-owners.ts';

const job = (name: string, creationTimestamp: string, ...queues: string[]) =>
  processingJobs.schema.parse({
    metadata: { name, uid: name, resourceVersion: '1', creationTimestamp },
    spec: { queues },
  });

describe('a queue that two resources name', () => {
  it('belongs to the older one, whoever was heard of first', () => {
    const owners = new QueueOwners();
    owners.set(job('young', '2026-11-26T10:00:01Z', 'ocr.v1', 'ocr.bulk.v1'));
    assert.equal(owners.conflictOf('young'), null);
    owners.set(job('old', '2026-11-26T10:00:00Z', 'ocr.bulk.v1'));
    assert.deepEqual(owners.conflictOf('young'), { queue: 'ocr.bulk.v1', owner: 'old' });
    assert.equal(owners.conflictOf('old'), null);
    assert.deepEqual(owners.rivalsOf('old'), ['young']);
  });
  it('belongs to the first by name when they are as old', () => {
    const owners = new QueueOwners();
    for (const name of ['b', 'a']) owners.set(job(name, '2026-11-26T10:00:00Z', 'ocr.v1'));
    assert.deepEqual(owners.conflictOf('b'), { queue: 'ocr.v1', owner: 'a' });
    assert.equal(owners.conflictOf('a'), null);
  });
  it('is free again when its owner is gone', () => {
    const owners = new QueueOwners();
    owners.set(job('old', '2026-11-26T10:00:00Z', 'ocr.v1'));
    owners.set(job('young', '2026-11-26T10:00:01Z', 'ocr.v1'));
    owners.delete('old');
    assert.equal(owners.conflictOf('young'), null);
    assert.deepEqual(owners.rivalsOf('young'), []);
  });
});

import assert from 'node:assert/strict';
import { it } from 'node:test';
import { connectBroker, Publisher } from '@smart-accounting/database/broker';
import { declareTopology } from '@smart-accounting/database/jobs/topology';
import { testVhost } from '@smart-accounting/database/testing';
import { createLogger } from '@smart-accounting/monitoring';
import { processingJobSchema } from '@smart-accounting/operator-contract';
import {
  dedicatedBindingKey,
  exchanges,
  jobRoutingKey,
  tenantIdSchema,
} from '@smart-accounting/worker-contract';
import { DedicatedQueues } from '../src/broker/dedicated-queues.ts';
import { QueueReader } from '../src/broker/queue-reader.ts';

const tenant = tenantIdSchema.parse('abcdefghijkl');
const own = `work.${tenant}.v1`;
const job = processingJobSchema.parse({
  apiVersion: 'smart-accounting.io/v1alpha1',
  kind: 'ProcessingJob',
  metadata: { name: 'own' },
  spec: { queues: [own], tenant },
});

it("the binding of a tenant's own queue that somebody removed is made again after its time, not at once", async () => {
  const broker = connectBroker(await testVhost(), 'test', createLogger('test', 'silent'));
  const reader = new QueueReader(broker);
  const publisher = new Publisher(broker);
  const often = new DedicatedQueues(broker, reader, { bindAgainMs: 0 });
  const rarely = new DedicatedQueues(broker, reader);
  try {
    await declareTopology(broker);
    const key = dedicatedBindingKey('work', tenant);
    const toTenant = {
      exchange: exchanges.jobs,
      routingKey: jobRoutingKey('work', 'normal', tenant),
    };
    /** A job of the tenant is published: how many wait in its queue then. */
    const publish = async (): Promise<number> => {
      await publisher.send(toTenant, {});
      return reader.waitingIn([own]);
    };
    await rarely.ensure(job);
    assert.equal(await publish(), 1);
    await broker.use((channel) => channel.unbindQueue(own, exchanges.jobs, key));
    await rarely.ensure(job);
    assert.equal(await publish(), 1);
    await often.ensure(job);
    await broker.use((channel) => channel.unbindQueue(own, exchanges.jobs, key));
    assert.equal(await publish(), 1);
    await often.ensure(job);
    assert.equal(await publish(), 2);
  } finally {
    for (const part of [often, rarely, publisher, reader, broker]) await part.close();
  }
});

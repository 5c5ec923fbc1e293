import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KubernetesSection } from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { processingJobs } from './processing-jobs.ts';
import { NoImage, poolLabel, workerDeployment } from './worker-deployment.ts';

const podSchema = z.object({
  template: z.object({
    metadata: z.object({
      labels: z.record(z.string(), z.string()),
      annotations: z.record(z.string(), z.string()),
    }),
    spec: z.looseObject({
      terminationGracePeriodSeconds: z.number(),
      containers: z.array(
        z.looseObject({
          image: z.string(),
          env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
        }),
      ),
    }),
  }),
});

/** The Deployment of a pool whose ProcessingJob says this of its pods. */
function deployment(
  kubernetes: KubernetesSection,
  defaults: KubernetesSection = {},
  queues: readonly string[] = ['ocr.v1', 'ocr.bulk.v1'],
) {
  const job = processingJobs.schema.parse({
    metadata: { name: 'ocr', uid: 'uid', resourceVersion: '1', generation: 1 },
    spec: { queues, maxJobSeconds: 60, kubernetes },
  });
  const { body, hash } = workerDeployment(job, defaults);
  return { ...podSchema.parse(body.spec).template, hash };
}

describe('the Deployment of a pool', () => {
  it('needs an image from somewhere', () => {
    assert.throws(() => deployment({}), NoImage);
    const [container] = deployment({}, { image: 'worker:1' }).spec.containers;
    assert.equal(container?.image, 'worker:1');
  });
  it('has the pool’s own words before the defaults', () => {
    const { spec, metadata } = deployment(
      { image: 'worker:2', environment: { LOG_LEVEL: 'debug' }, podAnnotations: { team: 'books' } },
      { image: 'worker:1', environment: { LOG_LEVEL: 'warn', NODE_OPTIONS: '--trace-gc' } },
    );
    const [container] = spec.containers;
    const env = Object.fromEntries((container?.env ?? []).map(({ name, value }) => [name, value]));
    assert.equal(container?.image, 'worker:2');
    assert.equal(env['LOG_LEVEL'], 'debug');
    assert.equal(env['NODE_OPTIONS'], '--trace-gc');
    assert.equal(env['QUEUES'], 'ocr.v1,ocr.bulk.v1');
    assert.deepEqual(metadata.annotations, { team: 'books' });
  });
  it('lets pods be labelled, but never as those of another pool', () => {
    const { metadata } = deployment({
      image: 'worker:1',
      podLabels: { 'example.com/cost-centre': 'books', [poolLabel]: 'another' },
    });
    assert.equal(metadata.labels['example.com/cost-centre'], 'books');
    assert.equal(metadata.labels[poolLabel], 'ocr');
  });
  it('labels pods by the class of their work, whatever the pool says', () => {
    const component = (queue: string) => {
      const podLabels = { 'app.kubernetes.io/component': 'worker' };
      const { metadata } = deployment({ image: 'worker:1', podLabels }, {}, [queue]);
      return metadata.labels['app.kubernetes.io/component'];
    };
    assert.equal(component('ocr.abcdefghijkl.v1'), 'reader');
    assert.equal(component('work.v1'), 'worker');
  });
  it('kills nobody before its job’s longest time is over', () => {
    assert.ok(deployment({ image: 'worker:1' }).spec.terminationGracePeriodSeconds > 60 + 30);
  });
  it('is another one as soon as anything of its pods changed', () => {
    const same = [deployment({ image: 'worker:1' }), deployment({ image: 'worker:1' })];
    assert.equal(same[0]?.hash, same[1]?.hash);
    const other = deployment({ image: 'worker:1', podLabels: { team: 'books' } });
    assert.notEqual(other.hash, same[0]?.hash);
  });
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import {
  kubernetesSpecSchema,
  pruned,
  specStructure,
  statusStructure,
  type StructuralSchema,
} from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { ApiError } from '../../src/kubernetes/api-client.ts';
import {
  customResourceFile,
  customResourceText,
} from '../../src/kubernetes/custom-resource-file.ts';
import { processingJobs } from '../../src/kubernetes/processing-jobs.ts';
import { Reflector } from '../../src/kubernetes/reflector.ts';
import { accepted, acceptedPods, refused, refusedPods } from '../processing-job-cases.ts';
import { establish } from './establish.ts';
import { describeOnCluster } from './test-cluster.ts';

describe('the CRD', () => {
  it('in the chart is what the contract says (npm run crd -w @smart-accounting/operator)', () => {
    assert.equal(readFileSync(customResourceFile, 'utf8'), customResourceText());
  });
  it('describes every field, for kubectl explain', () => {
    const without = (place: string, schema: StructuralSchema): string[] => [
      ...(schema.description ? [] : [place]),
      ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
        without(`${place}.${key}`, inner),
      ),
      ...Object.entries(schema.items?.properties ?? {}).flatMap(([key, inner]) =>
        without(`${place}[].${key}`, inner),
      ),
    ];
    assert.deepEqual(
      [...without('spec', specStructure), ...without('status', statusStructure)],
      [],
    );
  });
  it('lets an operator read what a later one wrote', () => {
    const later = {
      queues: ['ocr.v1'],
      flavour: 'new',
      scaling: { maxReplicas: 3, mood: 'good' },
      kubernetes: { environment: { ANY: 'thing' }, tolerations: [{ key: 'a', since: 'now' }] },
    };
    const spec = kubernetesSpecSchema.parse(pruned(later, specStructure));
    assert.equal(spec.scaling.maxReplicas, 3);
    assert.deepEqual(spec.kubernetes, {
      environment: { ANY: 'thing' },
      tolerations: [{ key: 'a', operator: 'Equal' }],
    });
  });
});

describeOnCluster('the API server', (cluster) => {
  let namespace = '';
  let number = 0;
  before(async () => {
    await establish(cluster);
    namespace = await cluster.namespace('pools');
  });
  const jobs = () => cluster.client(processingJobs, namespace);
  /** As `kubectl apply` does, which refuses keys it does not know. */
  const create = (spec: unknown, name = `pool-${(number += 1)}`) =>
    cluster.api.request(
      {
        method: 'POST',
        path: `/apis/smart-accounting.io/v1alpha1/namespaces/${namespace}/processingjobs`,
        query: { fieldValidation: 'Strict' },
        body: {
          apiVersion: processingJobs.apiVersion,
          kind: processingJobs.kind,
          metadata: { name },
          spec,
        },
      },
      processingJobs.schema,
    );
  const isRefused = (asked: Promise<unknown>, says: RegExp) =>
    assert.rejects(asked, (error) => {
      assert.ok(error instanceof ApiError, String(error));
      assert.match(error.message, says);
      return [400, 422].includes(error.status);
    });

  for (const [name, spec] of Object.entries({ ...accepted, ...acceptedPods }))
    it(`accepts ${name}`, async () => {
      const { spec: read } = await create(spec);
      assert.deepEqual(read, kubernetesSpecSchema.parse(spec), 'with the defaults of the contract');
    });
  for (const [name, { spec, says }] of Object.entries({ ...refused, ...refusedPods }))
    it(`refuses ${name}, and says why`, () => isRefused(create(spec), says));

  it('refuses a misspelt key', () =>
    isRefused(create({ queues: ['ocr.v1'], scaling: { maxReplica: 3 } }), /maxReplica"/));
  it('refuses a name too long for those of pods, or with dots', async () => {
    await isRefused(create({ queues: ['ocr.v1'] }, 'a'.repeat(49)), /48 characters/);
    await isRefused(
      create({ queues: ['ocr.v1'] }, 'a.b'),
      /lower-case letters, digits and hyphens/,
    );
  });

  it('lets neither queues nor tenant be changed, and all else', async () => {
    const tenant = 'k3v9x2m8qa4d';
    const queues = [`ocr.${tenant}.v1`];
    const own = (await create({ queues, tenant })).metadata.name;
    const all = (await create({ queues: ['ocr.v1'] })).metadata.name;
    const changed = /cannot change: make another ProcessingJob/;
    await isRefused(jobs().patch(all, { spec: { queues: ['work.v1'] } }), changed);
    await isRefused(jobs().patch(own, { spec: { tenant: null } }), changed);
    await isRefused(jobs().patch(all, { spec: { tenant, queues: ['ocr.v1'] } }), changed);
    const { spec } = await jobs().patch(own, {
      spec: { pause: 'All', scaling: { maxReplicas: 2 } },
    });
    assert.deepEqual([spec.pause, spec.scaling.maxReplicas], ['All', 2]);
  });

  it('has /scale move the ceiling, and shows replicas and pods', async () => {
    const { metadata } = await create({ queues: ['ocr.v1'] });
    const path = `/apis/smart-accounting.io/v1alpha1/namespaces/${namespace}/processingjobs/${metadata.name}/scale`;
    const scale = z.object({
      spec: z.object({ replicas: z.int().optional() }),
      status: z.object({ replicas: z.int(), selector: z.string().optional() }),
    });
    const status = { replicas: 3, selector: 'pool=a' };
    await jobs().apply(
      metadata.name,
      { metadata: { name: metadata.name }, status },
      { manager: 'test', subresource: 'status' },
    );
    assert.deepEqual(await cluster.api.request({ method: 'GET', path }, scale), {
      spec: { replicas: 10 },
      status,
    });
    await jobs().scale(metadata.name, 25);
    assert.equal((await jobs().get(metadata.name)).spec.scaling.maxReplicas, 25);
  });

  it('finds the pools of one tenant', async () => {
    const tenant = 'a23456789abc';
    const { metadata } = await create({ queues: [`ocr.${tenant}.v1`], tenant });
    const { items } = await jobs().list({ fieldSelector: `spec.tenant=${tenant}` });
    assert.deepEqual(
      items.map((item) => processingJobs.schema.parse(item).metadata.name),
      [metadata.name],
    );
  });

  it('gives them to a reflector', async () => {
    const errors: unknown[] = [];
    const reflector = new Reflector({
      client: jobs(),
      onChange: () => {},
      onError: (error) => errors.push(error),
    });
    reflector.start();
    await reflector.synced;
    assert.ok(reflector.all().length >= Object.keys(accepted).length);
    assert.deepEqual(errors, []);
    await reflector.close();
  });
});

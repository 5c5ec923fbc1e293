import assert from 'node:assert/strict';
import { customResourceDefinition } from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { type TestCluster, until } from './test-cluster.ts';

/** Has the API server know ProcessingJobs. */
export async function establish(cluster: TestCluster): Promise<void> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  await cluster.api.request(
    { method: 'POST', path, body: customResourceDefinition() },
    z.unknown(),
  );
  const conditions = z.object({
    status: z.object({
      conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string() })),
    }),
  });
  const name = 'processingjobs.smart-accounting.io';
  await until(async () => {
    const read = conditions.safeParse(
      await cluster.api.request({ method: 'GET', path: `${path}/${name}` }, z.unknown()),
    );
    const found = read.success ? read.data.status.conditions : [];
    const wrong = found.find(
      ({ type, status }) => type === 'NonStructuralSchema' && status === 'True',
    );
    assert.equal(wrong, undefined);
    return found.some(({ type, status }) => type === 'Established' && status === 'True');
  }, 'ProcessingJobs are known');
}

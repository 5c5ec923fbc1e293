import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { processingJobSchema, processingJobSpecSchema } from '@smart-accounting/operator-contract';
import { z } from 'zod';
import { accepted, refused } from './processing-job-cases.ts';

describe('a ProcessingJob', () => {
  for (const [name, spec] of Object.entries(accepted))
    it(`with ${name} is accepted`, () => {
      processingJobSpecSchema.parse(spec);
    });
  for (const [name, { spec, says }] of Object.entries(refused))
    it(`with ${name} is refused, and it says why`, () => {
      const { error } = processingJobSpecSchema.safeParse(spec);
      assert.ok(error);
      assert.match(z.prettifyError(error), says);
    });
  it('has defaults for all but its queues', () => {
    const { scaling, share, pause } = processingJobSpecSchema.parse({ queues: ['ocr.v1'] });
    assert.deepEqual([scaling.minReplicas, scaling.maxReplicas], [0, 10]);
    assert.deepEqual(scaling.fallback, { afterFailures: 5, mode: 'Hold' });
    assert.deepEqual([share.weight, pause], [100, 'None']);
  });
  it('with a misspelt key is refused', () => {
    const job = {
      apiVersion: 'smart-accounting.io/v1alpha1',
      kind: 'ProcessingJob',
      metadata: { name: 'ocr' },
      spec: { queues: ['ocr.v1'], scaling: { maxReplica: 3 } },
    };
    assert.match(String(processingJobSchema.safeParse(job).error), /maxReplica/);
  });
});

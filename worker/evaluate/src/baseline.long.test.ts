import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { measure, storeBaseline, storedBaseline, whatIsWorse } from './baseline.ts';
import { pixelKinds } from './generate/generate-document.ts';

after(() => stopRecognition());

describe('thousands of generated documents', () => {
  it('are read no worse than before', async () => {
    const now = await measure((kind) => (pixelKinds.has(kind) ? 2 : 60));
    if (process.env['WRITE_BASELINE'] === 'yes') storeBaseline('baseline.long', now);
    assert.deepEqual(
      whatIsWorse(storedBaseline('baseline.long'), now),
      [],
      'When this is as it should be, store what is read now: ' +
        'WRITE_BASELINE=yes npm test -- worker/evaluate/src/baseline.long.test.ts',
    );
  });
});

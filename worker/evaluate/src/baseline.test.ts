import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { stopRecognition } from '@smart-accounting/worker/recognise/engines';
import { measure, storeBaseline, storedBaseline, whatIsWorse, type Figures } from './baseline.ts';
import { pixelKinds, type DocumentKind } from './generate/generate-document.ts';

after(() => stopRecognition());

/** Pixels take seconds each: one of those that differ most. */
const pictured: ReadonlySet<DocumentKind> = new Set<DocumentKind>([
  'scan',
  'degraded-scan',
  'receipt',
  'letterhead-picture',
  'faint-scan',
]);
const ordinary: ReadonlySet<DocumentKind> = new Set<DocumentKind>(['clean-pdf', 'ubl', 'factur-x']);

function countOf(kind: DocumentKind): number {
  if (pixelKinds.has(kind)) return pictured.has(kind) ? 1 : 0;
  return ordinary.has(kind) ? 8 : 3;
}

describe('about 150 generated documents', () => {
  it('are read no worse than before', async (test) => {
    const now = await measure(countOf);
    if (process.env['WRITE_BASELINE'] === 'yes') storeBaseline('baseline', now);
    const stored = storedBaseline('baseline');
    assert.deepEqual(
      whatIsWorse(stored, now),
      [],
      'When this is as it should be, store what is read now: ' +
        'WRITE_BASELINE=yes npm test -- worker/evaluate/src/baseline.test.ts',
    );
    if (whatIsWorse(now, stored).length > 0)
      test.diagnostic('some are read better than before: store that by WRITE_BASELINE=yes');
  });
});

describe('figures', () => {
  const figures: Figures = {
    documents: 3,
    ready: 2,
    readyWrong: 1,
    right: 40,
    wrong: 1,
    silentlyWrong: 0,
    findings: 3,
  };
  const worse = (changes: Partial<Figures>, kind = 'clean-pdf') =>
    whatIsWorse({ [kind]: figures }, { [kind]: { ...figures, ...changes } });

  it('are worse when less is right, ready or found, or more is wrong', () => {
    assert.deepEqual(worse({}), []);
    assert.deepEqual(worse({ right: 41, ready: 3, readyWrong: 0, wrong: 0 }), []);
    assert.deepEqual(worse({ right: 39 }), ['clean-pdf: right was 40, is 39']);
    assert.deepEqual(worse({ silentlyWrong: 1 }), ['clean-pdf: silentlyWrong was 0, is 1']);
    assert.equal(worse({ ready: 1, readyWrong: 2, findings: 2 }).length, 3);
  });

  it('must be stored for every kind, and for as many documents', () => {
    assert.match(worse({ documents: 4 })[0] ?? '', /no figures are stored/);
    assert.match(whatIsWorse({}, { scan: figures })[0] ?? '', /scan: no figures/);
  });

  it('of recognised pixels may differ by one value between processors', () => {
    assert.deepEqual(worse({ right: 39 }, 'scan'), []);
    assert.equal(worse({ right: 38 }, 'scan').length, 1);
  });
});

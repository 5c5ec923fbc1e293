import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { documentLimits } from '@smart-accounting/worker-contract';
import {
  type DocumentKind,
  generateDocument,
} from '@smart-accounting/worker-evaluate/generate/generate-document';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { fuzzUploads } from './fuzz/fuzz-uploads.ts';
import { mutateFile, type Specimen } from './fuzz/mutate-file.ts';
import { UploadTally } from './fuzz/upload-tally.ts';
import { Workshop } from './running-worker.ts';

/** A short run; `npm run fuzz -- --uploads DIR` is the long one. The seed is fixed: what it finds, it finds again. */
const run = { count: 40, seed: 20_261_129 };
const kinds: readonly DocumentKind[] = ['ubl', 'cii', 'factur-x', 'clean-pdf', 'receipt', 'fax'];

let workshop: Workshop;
let files: Specimen[];
before(async () => {
  workshop = await Workshop.open();
  files = await Promise.all(
    kinds.map(async (kind, seed) => {
      const { bytes } = await generateDocument(kind, seed, { maxLines: 3 });
      return { name: kind, bytes: Buffer.from(bytes) };
    }),
  );
});
after(() => workshop.close());

describe('documents changed by chance', () => {
  it('are read or refused for a reason, at the first attempt, within the memory of a worker', async () => {
    const outcomes: string[] = [];
    const tally = await fuzzUploads(workshop, files, run, ({ reason, attempts, name }) => {
      outcomes.push(reason);
      assert.equal(attempts, 1, name);
    });
    assert.deepEqual(tally.complaints, [], tally.toString());
    assert.ok(outcomes.length > run.count);
    assert.ok(outcomes.filter((reason) => reason === 'read').length >= kinds.length);
    assert.ok(new Set(outcomes).size > 3, tally.toString());
  });
});

describe('a change of a file', () => {
  it('is the same for the same chance, and never larger than a file may be', () => {
    const changes = new Set<string>();
    for (let seed = 0; seed < 300; seed++) {
      const [file] = files;
      assert.ok(file);
      const changed = mutateFile(file, new Random(seed), files);
      assert.deepEqual(mutateFile(file, new Random(seed), files), changed);
      assert.ok(changed.bytes.length <= documentLimits.fileBytes);
      changes.add(changed.name);
    }
    assert.ok(changes.size > 30);
  });
});

describe('the tally', () => {
  const outcome = {
    name: 'a.pdf',
    reason: 'read',
    attempts: 1,
    megabytes: 300,
    seconds: 1,
    deaths: 0,
  };

  it('has nothing against what was read or refused for a reason', () => {
    const tally = new UploadTally();
    for (const reason of ['read', 'damaged_pdf']) tally.add({ ...outcome, reason });
    assert.deepEqual(tally.complaints, []);
  });
  it('complains of what nobody can explain, of too much memory and of the dead', () => {
    for (const wrong of [
      { reason: 'internal' },
      { reason: 'worker_died' },
      { megabytes: 451 },
      { deaths: 1 },
    ]) {
      const tally = new UploadTally();
      tally.add({ ...outcome, ...wrong });
      assert.equal(tally.complaints.length, 1, JSON.stringify(wrong));
    }
  });
});

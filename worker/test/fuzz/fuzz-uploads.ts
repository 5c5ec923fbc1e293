import { createHash } from 'node:crypto';
import { detectMediaType } from '@smart-accounting/worker-contract';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import type { Workshop } from '../running-worker.ts';
import { mutateFile, type Specimen } from './mutate-file.ts';
import { ReadingWorkers } from './reading-workers.ts';
import { type UploadOutcome, UploadTally } from './upload-tally.ts';

/**
 * Has workers read every file as it is, then so many that are changed by chance, and counts what became of them. The
 * same files and seed give the same changes, and the change of a number is the same however many come before it.
 * @param report told of each file at once
 */
export async function fuzzUploads(
  workshop: Workshop,
  files: readonly Specimen[],
  { count, seed }: { readonly count: number; readonly seed: number },
  report: (outcome: UploadOutcome) => void = () => undefined,
): Promise<UploadTally> {
  const tally = new UploadTally();
  const workers = new ReadingWorkers(workshop);
  const seen = new Set<string>();
  try {
    for (const { specimen, original } of specimensOf(files, count, seed)) {
      const hash = createHash('sha256').update(specimen.bytes).digest('hex');
      const mediaType = detectMediaType(original.bytes);
      if (mediaType === null || seen.has(hash)) continue; // refused at the door, or the same document again
      seen.add(hash);
      const outcome = await workers.read(specimen, mediaType);
      tally.add(outcome);
      report(outcome);
    }
  } finally {
    await workers.stop();
  }
  return tally;
}

function* specimensOf(
  files: readonly Specimen[],
  count: number,
  seed: number,
): Generator<{ specimen: Specimen; original: Specimen }> {
  for (const file of files) yield { specimen: file, original: file };
  const readable = files.filter(({ bytes }) => detectMediaType(bytes) !== null);
  for (let number = 1; number <= count; number++) {
    const random = new Random(seed * 1_000_003 + number);
    const original = random.oneOf(readable);
    const { name, bytes } = mutateFile(original, random, readable);
    yield { specimen: { name: `#${number} ${name}`, bytes }, original };
  }
}

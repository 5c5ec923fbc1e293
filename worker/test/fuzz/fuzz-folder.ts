import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { documentLimits } from '@smart-accounting/worker-contract';
import { Workshop } from '../running-worker.ts';
import { fuzzUploads } from './fuzz-uploads.ts';
import type { Specimen } from './mutate-file.ts';

/**
 * Reads all files below a folder, and `count` changed ones, in workers of its own, and prints what became of them.
 * Needs the servers of the tests. @returns whether all was well
 */
export async function fuzzFolder(
  folder: string,
  wish: { readonly count: number; readonly seed: number },
): Promise<boolean> {
  const workshop = await Workshop.open();
  try {
    const files = await filesBelow(folder);
    console.log(`${files.length} files, ${wish.count} changes of them, seed ${wish.seed}`);
    const tally = await fuzzUploads(workshop, files, wish, ({ name, ...outcome }) => {
      const { reason, megabytes, seconds, attempts } = outcome;
      const again = attempts > 1 ? `, ${attempts} attempts` : '';
      console.log(
        `${reason}${again}, ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB: ${name}`,
      );
    });
    console.log(tally.toString());
    for (const complaint of tally.complaints) console.log(`wrong: ${complaint}`);
    console.log(`${tally.complaints.length} wrong (again with --seed ${wish.seed})`);
    return tally.complaints.length === 0;
  } finally {
    await workshop.close();
  }
}

async function filesBelow(folder: string): Promise<Specimen[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .sort();
  const files = await Promise.all(
    paths.map(async (file) => ({ name: path.relative(folder, file), bytes: await readFile(file) })),
  );
  return files.filter(({ bytes }) => bytes.length <= documentLimits.fileBytes);
}

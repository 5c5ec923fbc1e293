// CPU seconds a page from the picture to its words, second try and all, as a ratio to the native tesseract binary on the
// same grey images with the same models and page segmentation: node worker/bench/recognition.ts
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { workerThrift } from '@smart-accounting/worker-contract';
import {
  type DocumentKind,
  generateDocument,
} from '@smart-accounting/worker-evaluate/generate/generate-document';
import { stopRecognition, warmUpRecognition } from '../src/recognise/engines.ts';
import { languages } from '../src/recognise/language-models.ts';
import { openDocument } from '../src/recognise/open-document.ts';
import { type GreyRaster, toGreyRaster } from '../src/recognise/raster.ts';
import { recognitionSizeOfPicture } from '../src/recognise/raster-size.ts';

const goal = { residentMiB: 450, readyMs: 1000 };
/**
 * Pages that are read once, and pages that are read again. As many as make the compiler’s second tier, which the first
 * ones pay for, what it is to a worker: little.
 */
const sets = [
  { kind: 'scan', pages: 24, ratio: 1.3 },
  { kind: 'faint-scan', pages: 8, ratio: 3 },
] as const satisfies { kind: DocumentKind; pages: number; ratio: number }[];
const folder = mkdtempSync(path.join(tmpdir(), 'bench-recognition-'));
try {
  const readyMs = await milliseconds(warmUpRecognition);
  console.log(`ready after ${readyMs.toFixed(0)} ms (goal ≤ ${goal.readyMs})`);
  for (const { kind, pages, ratio } of sets) {
    const pictures = await picturesOf(kind, pages);
    await cpuSecondsOfOurs(pictures.slice(0, 1));
    const ours = (await cpuSecondsOfOurs(pictures)) / pages;
    const native = cpuSecondsOfNative(await Promise.all(pictures.map(asRead)));
    console.log(`${kind}: ours ${ours.toFixed(2)} CPU s a page`);
    if (native === null)
      console.log('\n!!! No native tesseract: there is nothing to compare with.\n');
    else
      console.log(
        `${kind}: native ${(native / pages).toFixed(2)} CPU s a page; ratio ${((ours * pages) / native).toFixed(2)} (goal ≤ ${ratio})`,
      );
  }
  const residentMiB = mostResidentMiB();
  console.log(`resident at most ${residentMiB.toFixed(0)} MiB (goal ≤ ${goal.residentMiB})`);
} finally {
  await stopRecognition();
  rmSync(folder, { recursive: true, force: true });
}

/** Invented invoices as pictures, which are also written to the folder of their kind. */
async function picturesOf(kind: DocumentKind, pages: number): Promise<Uint8Array[]> {
  mkdirSync(path.join(folder, kind));
  const pictures: Uint8Array[] = [];
  for (let seed = 0; seed < pages; seed++) {
    const { bytes } = await generateDocument(kind, 100 + seed);
    writeFileSync(path.join(folder, kind, `${seed}.jpg`), bytes);
    pictures.push(bytes);
  }
  return pictures;
}

/** What the engine is given of a page that is read once. */
async function asRead(picture: Uint8Array): Promise<GreyRaster> {
  const { width, height } = await sharp(picture).metadata();
  const size = recognitionSizeOfPicture({ width, height });
  return toGreyRaster(sharp(picture).resize(size.width, size.height, { fit: 'fill' }));
}

/** Of a process that does nothing but read these pages, set up as the operator starts workers. */
function mostResidentMiB(): number {
  const reader = path.join(import.meta.dirname, 'read-scans.ts');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [reader, path.join(folder, 'scan')],
    {
      encoding: 'utf8',
      env: { ...process.env, ...workerThrift },
    },
  );
  if (status !== 0) throw new Error(`reading the pages failed: ${stderr}`);
  return Number(stdout);
}

async function cpuSecondsOfOurs(pictures: readonly Uint8Array[]): Promise<number> {
  const before = process.cpuUsage();
  for (const picture of pictures) {
    const document = await openDocument(picture, 'image/jpeg');
    await document.readPage(1);
    await document.close();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** All pages in one process, on one thread; null where there is no such program. */
function cpuSecondsOfNative(rasters: readonly GreyRaster[]): number | null {
  if (spawnSync('tesseract', ['--version'], { stdio: 'ignore' }).status !== 0) return null;
  const files = rasters.map(({ width, height, pixels }, index) => {
    const file = path.join(folder, `${index}.pgm`);
    writeFileSync(file, Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), pixels]));
    return file;
  });
  const list = path.join(folder, 'list.txt');
  writeFileSync(list, files.join('\n'));
  const options = `-l ${languages.join('+')} --psm 3 tsv`;
  const script = `TIMEFORMAT='%U %S'; time tesseract '${list}' '${path.join(folder, 'out')}' ${options} 2>/dev/null`;
  const { stderr } = spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, OMP_THREAD_LIMIT: '1', LC_ALL: 'C' },
  });
  if (!readFileSync(path.join(folder, 'out.tsv'), 'utf8').includes('\n')) return null;
  const [user = 0, system = 0] = stderr.trim().split(' ').map(Number);
  return user + system;
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

process.exit(0);

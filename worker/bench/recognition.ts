// CPU seconds a page of our recogniser, as a ratio to the native tesseract binary on the same grey images with the same
// models and page segmentation: node worker/bench/recognition.ts
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { workerThrift } from '@smart-accounting/worker-contract';
import { generateDocument } from '@smart-accounting/worker-evaluate/generate/generate-document';
import { languages } from '../src/recognise/language-models.ts';
import { type GreyRaster, toGreyRaster } from '../src/recognise/raster.ts';
import { TextRecogniser } from '../src/recognise/text-recogniser.ts';

const goal = { ratio: 1.3, residentMiB: 450, readyMs: 1000 };
/** As many as make the compiler’s second tier, which the first ones pay for, what it is to a worker: little. */
const pages = 24;
const folder = mkdtempSync(path.join(tmpdir(), 'bench-recognition-'));
const recogniser = new TextRecogniser();
try {
  const rasters = await scans();
  const readyMs = await milliseconds(() => recogniser.warmUp());
  await recogniser.recognise(first(rasters), 'page');
  const ours = await cpuSecondsOfOurs(rasters);
  const native = cpuSecondsOfNative(rasters);
  const residentMiB = mostResidentMiB();
  console.log(`ready after ${readyMs.toFixed(0)} ms (goal ≤ ${goal.readyMs})`);
  console.log(`resident at most ${residentMiB.toFixed(0)} MiB (goal ≤ ${goal.residentMiB})`);
  console.log(`ours   ${(ours / pages).toFixed(2)} CPU s a page`);
  if (native === null)
    console.log('\n!!! No native tesseract: there is nothing to compare with.\n');
  else
    console.log(
      `native ${(native / pages).toFixed(2)} CPU s a page; ratio ${(ours / native).toFixed(2)} (goal ≤ ${goal.ratio})`,
    );
} finally {
  await recogniser.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Invented invoices as scanned. */
function scans(): Promise<GreyRaster[]> {
  return Promise.all(
    Array.from({ length: pages }, async (_, seed) => {
      const { bytes } = await generateDocument('scan', 100 + seed);
      writeFileSync(path.join(folder, `${seed}.jpg`), bytes);
      return toGreyRaster(sharp(bytes));
    }),
  );
}

/** Of a process that does nothing but read these pages, set up as the operator starts workers. */
function mostResidentMiB(): number {
  const reader = path.join(import.meta.dirname, 'read-scans.ts');
  const { stdout, stderr, status } = spawnSync(process.execPath, [reader, folder], {
    encoding: 'utf8',
    env: { ...process.env, ...workerThrift },
  });
  if (status !== 0) throw new Error(`reading the pages failed: ${stderr}`);
  return Number(stdout);
}

async function cpuSecondsOfOurs(rasters: readonly GreyRaster[]): Promise<number> {
  const before = process.cpuUsage();
  for (const raster of rasters) await recogniser.recognise(raster, 'page');
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

function first(rasters: readonly GreyRaster[]): GreyRaster {
  for (const raster of rasters) return raster;
  throw new Error('there are pages');
}

process.exit(0);

// From the last byte of an upload to the proposal in the API, on a warm product: node api/bench/upload-to-proposal.ts
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startTemporaryProduct } from '../../start/temporary-product.mjs';
import { type Company, signUp } from './sign-up.ts';

const count = 12;
const product = await startTemporaryProduct();
const { folder } = product;
try {
  const client = await signUp(product.url);
  const clean = await measure(client, documents('clean-pdf'));
  const scan = await measure(client, documents('scan'));
  const recognition = bareRecognition();
  console.log(
    `one-page PDF with text layer: p50 ${clean.p50} ms, p95 ${clean.p95} ms (goal p50 ≤ 1000 ms)`,
  );
  console.log(`scanned A4:                   p50 ${scan.p50} ms, p95 ${scan.p95} ms`);
  console.log(
    `bare recognition of the same: p50 ${recognition} ms; ratio ${(scan.p50 / recognition).toFixed(2)} (goal ≤ 2.5)`,
  );
} finally {
  await product.stop();
}

function documents(kind: string): string[] {
  const out = path.join(folder, kind);
  const args = [
    'worker/evaluate/src/generate/generate-documents.ts',
    '--out',
    out,
    '--seed',
    '11',
    '--count',
    String(count),
    '--kind',
    kind,
  ];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return readdirSync(out)
    .filter((file) => !file.endsWith('.json'))
    .map((file) => path.join(out, file));
}

/** One at a time, the first two not counted: the engines are warm then. */
async function measure(
  client: Company,
  files: readonly string[],
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (const file of files) {
    const id = await client.upload(path.basename(file), new Uint8Array(readFileSync(file)));
    const begun = performance.now();
    while (
      z.object({ state: z.string() }).parse(await client.get(`/documents/${id}`)).state !== 'read'
    )
      await pause(10);
    times.push(performance.now() - begun);
    await pause(1_500); // the pictures of this one do not burden the next
  }
  const sorted = times.slice(2).sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95) };
}

/** What recognition alone costs for the same scans, in a process that does nothing else. */
function bareRecognition(): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['worker/bench/recognise-files.ts', path.join(folder, 'scan')],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  return Number(stdout.trim());
}

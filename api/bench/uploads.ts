// What the API's process grows by while sixteen files of 20 MB come in at once: node api/bench/uploads.ts
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { documentLimits } from '@smart-accounting/worker-contract';
import { startTemporaryProduct } from '../../start/temporary-product.mjs';
import { signUp } from './sign-up.ts';

const goalMiB = 100;
const atOnce = 16;
const rounds = 3;

const product = await startTemporaryProduct();
let sampling: NodeJS.Timeout | undefined;
try {
  const company = await signUp(product.url);
  const api = product.processes.pids()['api'] ?? 0;
  await company.upload('first.pdf', newFile()); // what the first upload loads is no growth
  await pause(3_000);
  const before = residentMiB(api);
  let highest = before;
  sampling = setInterval(() => (highest = Math.max(highest, residentMiB(api))), 20);
  const begun = performance.now();
  for (let round = 0; round < rounds; round++)
    await Promise.all(Array.from({ length: atOnce }, () => company.upload('big.pdf', newFile())));
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = (rounds * atOnce * documentLimits.fileBytes) / 1_000_000;
  console.log(
    `${rounds} × ${atOnce} uploads of ${documentLimits.fileBytes} bytes: ${(megabytes / seconds).toFixed(0)} MB/s`,
  );
  console.log(
    `memory of the API's process: ${before.toFixed(0)} MiB before, ${highest.toFixed(0)} at the highest; growth ${(highest - before).toFixed(0)} MiB, ratio to the goal of ${goalMiB} MiB: ${((highest - before) / goalMiB).toFixed(2)}`,
  );
} finally {
  clearInterval(sampling);
  await product.stop();
}

/** A PDF by its first bytes, like no other; what the workers make of it is not the matter. */
function newFile(): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(documentLimits.fileBytes);
  bytes.write(`%PDF-1.7 ${randomBytes(16).toString('hex')}`);
  return bytes;
}

function residentMiB(pid: number): number {
  const text = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
}

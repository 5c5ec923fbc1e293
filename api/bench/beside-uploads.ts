// What others wait while one person hands in two hundred files at once: node api/bench/beside-uploads.ts
import { randomBytes } from 'node:crypto';
import { startTemporaryProduct } from '../../start/temporary-product.mjs';
import { measure } from './http-load.ts';
import { type Company, signUp } from './sign-up.ts';

const goal = 2;
const files = 200;
const fileBytes = 1_000_000;
const seconds = 15;

const product = await startTemporaryProduct();
try {
  const [busy, other] = [await signUp(product.url, 'busy'), await signUp(product.url, 'other')];
  await p95(other, 5); // every connection has met its books
  const idle = await p95(other, seconds);
  const uploads = Promise.all(
    Array.from({ length: files }, (_, at) => busy.upload(`${at}.pdf`, newFile())),
  );
  const beside = await p95(other, seconds);
  await uploads;
  console.log(
    `p95 of reading: ${idle.toFixed(1)} ms idle, ${beside.toFixed(1)} ms beside ${files} uploads of another company; ratio ${(beside / idle).toFixed(2)} (goal ≤ ${goal})`,
  );
} finally {
  await product.stop();
}

/** Of a person who looks at their books, ten requests a second. */
async function p95({ url, cookie }: Company, lasting: number): Promise<number> {
  const urls = ['/ledger-accounts', '/contacts', '/documents', '/dashboard'].map(
    (one) => url + one,
  );
  const load = { urls, headers: { cookie }, connections: 4, seconds: lasting, perSecond: 10 };
  const { p95Ms, failed } = await measure(load);
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return p95Ms;
}

/** A PDF by its first bytes, like no other; what the workers make of it is not the matter. */
function newFile(): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(fileBytes);
  bytes.write(`%PDF-1.7 ${randomBytes(16).toString('hex')}`);
  return bytes;
}

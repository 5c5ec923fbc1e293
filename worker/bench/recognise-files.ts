// Prints the median milliseconds of reading the first page of each picture in a folder, engines warm.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { detectMediaType } from '@smart-accounting/worker-contract';
import { openDocument } from '../src/recognise/open-document.ts';

const folder = process.argv[2] ?? '.';
const times: number[] = [];
for (const file of readdirSync(folder).filter((name) => !name.endsWith('.json'))) {
  const bytes = readFileSync(path.join(folder, file));
  const mediaType = detectMediaType(bytes);
  if (!mediaType) continue;
  const document = await openDocument(bytes, mediaType);
  const begun = performance.now();
  await document.readPage(1);
  times.push(performance.now() - begun);
  await document.close();
}
const sorted = times.slice(2).sort((a, b) => a - b);
console.log(Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0));
process.exit(0);

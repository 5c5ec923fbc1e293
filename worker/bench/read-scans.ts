// Reads each scan of a folder three times, words and pictures, as the job does; prints the most memory in MiB it had.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import '@smart-accounting/books/models'; // a worker has it loaded, too
import { pageImageWidths } from '@smart-accounting/worker-contract';
import { openDocument } from '../src/recognise/open-document.ts';

const [, , folder = '.'] = process.argv;
const scans = readdirSync(folder).filter((name) => name.endsWith('.jpg'));
for (const scan of [...scans, ...scans, ...scans]) {
  const document = await openDocument(readFileSync(path.join(folder, scan)), 'image/jpeg');
  await document.readPage(1);
  for (const width of pageImageWidths) await document.pageImage(1, width);
  await document.close();
}
// Not `process.resourceUsage().maxRSS`: that begins with the memory of who started us.
const [, peakKiB] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
console.log(Math.round(Number(peakKiB) / 1024));
process.exit(0);

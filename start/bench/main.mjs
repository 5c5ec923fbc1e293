// npm run bench [-- NAME …]: each measurement in its turn, or those named; each prints its goals and ratios.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { root } from '../installed.mjs';

const measurements = [
  'books/bench/posting.ts',
  'books/bench/thousand-tenants.ts',
  'books/bench/archive.ts',
  'worker/bench/recognition.ts',
  'api/bench/upload-to-proposal.ts',
  'api/bench/read-routes.ts',
  'api/bench/tenants-by-http.ts',
  'api/bench/uploads.ts',
  'api/bench/beside-uploads.ts',
  'operator/bench/burst.ts',
  'operator/bench/on-paper.ts',
  'operator/bench/thousand-jobs.ts',
  'operator/bench/failures.ts',
  'start/bench/idle.ts',
  'start/bench/memory.ts',
];

const wanted = process.argv.slice(2);
const nameOf = (file) => path.basename(file, '.ts');
const unknown = wanted.filter((name) => !measurements.some((file) => nameOf(file) === name));
if (unknown.length > 0) {
  console.error(
    `There is no measurement ${unknown.join(', ')}: ${measurements.map(nameOf).join(', ')}`,
  );
  process.exit(2);
}
const failed = measurements
  .filter((file) => wanted.length === 0 || wanted.includes(nameOf(file)))
  .filter((file) => {
    console.log(`── ${nameOf(file)}`);
    return spawnSync(process.execPath, [file], { cwd: root, stdio: 'inherit' }).status !== 0;
  });
if (failed.length > 0) console.error(`could not be measured: ${failed.map(nameOf).join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);

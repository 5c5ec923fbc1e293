import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';

/** One invoice of each way of coming in; in the last one a digit was misread on paper, which review must find. */
const wanted = [
  { kind: 'clean-pdf', seed: 80 },
  { kind: 'ubl', seed: 51 },
  { kind: 'scan', seed: 84 },
  { kind: 'wrong-digit-scan', seed: 54 },
];

/**
 * Makes invented invoices to the demo company, for a first look at the inbox. Made at the first start only.
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} folder the data folder
 * @returns {Promise<string>} the folder they are in
 */
export async function demoDocuments(processes, folder) {
  const out = path.join(folder, 'demo-documents');
  if (existsSync(out)) return out;
  const unfinished = `${out}.new`;
  const day = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
  const generate = ({ kind, seed }) => {
    const options = {
      out: unfinished,
      kind,
      seed,
      language: 'nl',
      date: day,
      customer: 'Bakkerij De Korenaar',
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return processes.run(
      'The demo invoices',
      'worker/evaluate/src/generate/generate-documents.ts',
      args,
      {},
    );
  };
  await Promise.all(wanted.map(generate));
  renameSync(unfinished, out);
  return out;
}

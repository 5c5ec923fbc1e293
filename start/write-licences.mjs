// npm run licences: writes LICENCES.md. With --check (part of `npm run lint`) it only tells whether that is up to date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './installed.mjs';
import { refusals } from './licences/accepted.mjs';
import { licencesDocument } from './licences/document.mjs';
import { shippedPackages } from './licences/shipped-packages.mjs';

const file = path.join(root, 'LICENCES.md');
const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));

const packages = shippedPackages(
  read('package-lock.json'),
  read('web/bundled-packages.json'),
  root,
);
const complaints = refusals(packages);
const document = licencesDocument(packages, root);
if (!process.argv.includes('--check')) writeFileSync(file, document);
else if (!existsSync(file) || readFileSync(file, 'utf8') !== document)
  complaints.push('LICENCES.md is not up to date: run "npm run licences"');
for (const complaint of complaints) console.error(complaint);
console.log(`licences: ${packages.length} packages ship, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 ? 1 : 0;

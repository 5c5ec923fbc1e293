// Part of `npm run lint`: what a reader is promised of every file we track, and no linter checks.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './installed.mjs';

const limits = { source: 400, test: 600 };
const emptyNames = /(^|\/)(utils?|helpers?|common|misc|shared|managers?)(\/|\.|-|$)/i;
const left = /\b(TODO|FIXME|XXX)\b|@ts-ignore|@ts-expect-error|eslint-disable|\.only\(/;

process.chdir(root);
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
}).split('\n');
const files = tracked.filter(
  (file) => /\.(ts|mjs|svelte|sql)$/.test(file) && !file.endsWith('check-tidiness.mjs'),
);
const documents = tracked.filter((file) => file.endsWith('.md'));
const topFolders = new Set(tracked.map((file) => file.split('/')[0]));

const complaints = files.flatMap((file) => {
  const lines = read(file)?.split('\n') ?? [];
  const isTest = /\.test\.ts$|\/test\/|\/testing\/|\/bench\/|\/load\//.test(file);
  const found = [];
  if (emptyNames.test(file))
    found.push(`${file}: a name that says nothing; give the thing its noun`);
  const limit = isTest ? limits.test : limits.source;
  if (lines.length > limit)
    found.push(`${file}: ${lines.length} lines (at most ${limit}); is it one thing?`);
  lines.forEach((line, index) => {
    if (left.test(line)) found.push(`${file}:${index + 1}: left undone or forced past a check`);
  });
  return found;
});
for (const document of documents)
  for (const [, target] of (read(document) ?? '').matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
    if (!existsSync(path.join(path.dirname(document), target)))
      complaints.push(`${document}: ${target} is not there`);
// The map names places; one that moved without it sends readers astray.
for (const [, place] of read('ARCHITECTURE.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g))
  if (topFolders.has(place.split('/')[0]) && !existsSync(place))
    complaints.push(`ARCHITECTURE.md: ${place} is not there`);
if (JSON.parse(read('package.json')).allowScripts?.['@scarf/scarf'] !== false)
  complaints.push('package.json: allowScripts must have "@scarf/scarf": false, which reports home');
for (const complaint of complaints) console.error(complaint);
console.log(`tidiness: ${files.length + documents.length} files, ${complaints.length} complaints`);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** Null for a file that is deleted in the working tree. */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

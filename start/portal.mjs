import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './installed.mjs';

const sources = [
  'web/src',
  'web/static',
  'web/vite.config.ts',
  'web/bundled-packages.json',
  'web/package.json',
  'api/contract/src',
  'package-lock.json',
];

/** Builds the portal when its sources changed since the last time; gives the path of its handler. */
export function builtPortal(say) {
  const handler = path.join(root, 'web/build/handler.js');
  const stamp = path.join(root, 'web/build/.built-from');
  const hash = hashOfSources();
  if (existsSync(handler) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash)
    return handler;
  say('building the portal (once, about half a minute)');
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['run', '--silent', 'build', '-w', '@smart-accounting/web'],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${path.dirname(process.execPath)}${path.delimiter}${process.env.PATH}`,
      },
    },
  );
  if (status !== 0) throw new Error(`The portal could not be built:\n${stdout}${stderr}`);
  writeFileSync(stamp, hash);
  return handler;
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const source of sources) {
    const full = path.join(root, source);
    if (!existsSync(full)) continue;
    for (const file of filesBelow(full))
      hash.update(path.relative(root, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesBelow(full) {
  if (statSync(full).isFile()) return [full];
  const entries = readdirSync(full, { recursive: true, withFileTypes: true, encoding: 'utf8' });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

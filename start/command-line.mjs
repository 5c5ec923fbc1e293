// npm run command-line -- <noun> <verb> …: the command line of platform operators on the product of this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root } from './installed.mjs';
import { readSettings } from './settings.mjs';

const fileOf = (folder) => path.join(folder, 'operations.json');

/**
 * Keeps what the command line needs, for this machine's operator alone: it has a login of its own.
 * @param {string} folder DATA_DIR
 * @param {Record<string, string>} environment
 */
export function writeOperationsEnvironment(folder, environment) {
  writeFileSync(fileOf(folder), JSON.stringify(environment, null, 2), { mode: 0o600 });
}

if (process.argv[1] === import.meta.filename) process.exit(run(process.argv.slice(2)));

function run(args) {
  const file = fileOf(readSettings().DATA_DIR.text);
  if (!existsSync(file)) {
    console.error(
      `There is no ${file}: has the product been started (npm start), with this DATA_DIR?`,
    );
    return 2;
  }
  const environment = JSON.parse(readFileSync(file, 'utf8'));
  const script = path.join(root, 'api/src/command-line/main.ts');
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status ?? 1;
}

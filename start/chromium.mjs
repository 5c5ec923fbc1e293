import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

/**
 * The Chromium of the browser tests: `CHROMIUM_PATH`, else Debian's, installed when it is missing and we may.
 * Null when there is none; the caller says so loudly.
 * @returns {string | null}
 */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  const packaged = '/usr/bin/chromium';
  if (!existsSync(packaged) && process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('Installing Chromium (once) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
    ]) {
      spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  return existsSync(packaged) ? packaged : null;
}

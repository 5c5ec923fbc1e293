import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';

/**
 * Installs one of Debian's packages without starting the service in it: a temporary policy-rc.d answers 101
 * (forbidden). For root.
 * @param {string} name
 */
export function installDebianPackage(name) {
  const policy = '/usr/sbin/policy-rc.d';
  const mine = !existsSync(policy);
  if (mine) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '--no-install-recommends', name],
    ]) {
      const { status } = spawnSync('apt-get', args, {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      if (status !== 0)
        throw new Error(`${name} could not be installed: "apt-get ${args.join(' ')}" failed.`);
    }
  } finally {
    if (mine) rmSync(policy, { force: true });
  }
}

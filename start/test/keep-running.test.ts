import assert from 'node:assert/strict';
import { chownSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { end, freePort, spawnBound } from '../child.mjs';
import { growingPauses, KeptProgram } from '../keep-running.mjs';
import { startPostgres, systemUser } from '../postgres.mjs';
import { temporaryFolder } from '../temporary-product.mjs';
import { until } from './start-script.ts';

describe('the pauses before another start', () => {
  it('double up to fifteen seconds, and begin anew after as long of good work', () => {
    const next = growingPauses();
    const pauses = Array.from({ length: 10 }, () => next(0));
    assert.deepEqual(pauses, [500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000, 15_000]);
    assert.equal(next(14_000), 15_000);
    assert.equal(next(15_000), 500);
  });
});

describe('a program that dies again and again', () => {
  it('is tried with pauses, one line each, until it is stopped', async () => {
    const said: string[] = [];
    const kept = new KeptProgram({
      name: 'the failing one',
      log: '/nowhere',
      say: (text: string) => said.push(text),
      launch: () => {
        const child = spawnBound('sh', ['-c', 'exit 3'], { stdio: 'ignore' });
        return Promise.resolve({ child, stop: () => end(child, 'SIGTERM', 1_000) });
      },
    });
    kept.startInBackground();
    await until(() => deaths(said).length === 3);
    assert.deepEqual(deaths(said), [
      'the failing one ended (code 3); next start in 0.5 s. Its log: /nowhere',
      'the failing one ended (code 3); next start in 1 s. Its log: /nowhere',
      'the failing one ended (code 3); next start in 2 s. Its log: /nowhere',
    ]);
    await kept.stop();
    await pause(3_000);
    assert.equal(deaths(said).length, 3);
    assert.equal(kept.child, null);
  });
  it('that cannot even be started says why, and a first start that is waited for rejects', async () => {
    const said: string[] = [];
    const program = {
      name: 'the missing one',
      log: '/nowhere',
      say: (text: string) => said.push(text),
      launch: () => Promise.reject(new Error('no such program:\nand more')),
    };
    await assert.rejects(new KeptProgram(program).start(), /no such program/);
    const kept = new KeptProgram(program);
    kept.startInBackground();
    await until(() => said.length > 0);
    await kept.stop();
    assert.match(said[0] ?? '', /could not be started: no such program; next start in 0\.5 s/);
  });
});

function deaths(said: readonly string[]): string[] {
  return said.filter((line) => line.includes('ended'));
}

describe('PostgreSQL on a folder where one was before', () => {
  let folder: string;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is not started a second time while the first one runs', async () => {
    const options = { folder, password: 'test' };
    const first = await startPostgres({ ...options, port: await freePort() });
    const second = startPostgres({
      ...options,
      port: await freePort(),
      signal: AbortSignal.timeout(5_000),
    });
    await assert.rejects(second, { name: 'AbortError' });
    assert.equal(first.child.exitCode, null);
    first.child.kill('SIGKILL');
    const third = await startPostgres({ ...options, port: await freePort() });
    await third.stop();
  });
  it('is started although its lock names a process, when that is another program', async () => {
    const user = process.getuid?.() === 0 ? systemUser() : null;
    const stranger = spawnBound('sleep', ['600'], { user, stdio: 'ignore' });
    const lock = path.join(folder, 'data/postmaster.pid');
    writeFileSync(lock, `${stranger.pid ?? 0}\n`);
    if (user) chownSync(lock, user.uid, user.gid);
    const postgres = await startPostgres({ folder, password: 'test', port: await freePort() });
    await postgres.stop();
    assert.equal(stranger.exitCode, null);
    await end(stranger, 'SIGTERM', 5_000);
  });
});

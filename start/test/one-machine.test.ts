import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { portInUse } from '../child.mjs';
import { Machine, ready, until } from './start-script.ts';

let machine: Machine;

before(async () => {
  machine = await Machine.create();
});
after(() => machine.remove());

describe('npm start', () => {
  it('brings everything up, prints address and login, and Ctrl-C leaves nothing running', async () => {
    const first = machine.start();
    await ready(first);
    assert.match(first.output(), new RegExp(`Open +${machine.url}`));
    assert.match(first.output(), /Sign in demo@korenaar\.example {2}\S+/);
    assert.equal((await fetch(`${machine.url}/readyz`)).status, 200);
    assert.deepEqual(readableByOthers(machine.data), []);
    assert.match(await (await fetch(machine.url)).text(), /<html/);
    const metrics = Number(machine.environment['METRICS_PORT']);
    for (const port of [metrics, metrics + 1, metrics + 2, metrics + 3])
      assert.ok(await portInUse(port));
    first.child.kill('SIGINT');
    assert.equal(await first.ended, 0);
    await machine.nothingLeft();
  });
  it('has the data of last time, starts what dies again, and ends with its children when it is killed', async () => {
    const second = machine.start();
    await ready(second);
    const login = /Sign in (\S+) {2}(\S+)/.exec(second.output());
    const body = JSON.stringify({ email: login?.[1], password: login?.[2] });
    const signedIn = await fetch(`${machine.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(signedIn.status, 200, await signedIn.text());
    // With another PORT it does not look as if it ran.
    const reset = machine.start('reset.mjs', { PORT: '1' });
    assert.equal(await reset.ended, 1);
    assert.match(reset.output(), /is in use by postgres \(process \d+\): stop Smart Accounting/);
    const provisioners = () =>
      machine.processes().filter(({ command }) => command.includes('provisioner.ts'));
    assert.equal(provisioners().length, 1);
    spawnSync('pkill', ['-KILL', '-P', String(second.child.pid), '-f', 'provisioner.ts']);
    await until(() => second.output().includes('provisioner is back'), second.output);
    assert.equal(provisioners().length, 1);
    second.child.kill('SIGKILL');
    await second.ended;
    await machine.nothingLeft();
  });
  it('says what to do when its port is taken', async () => {
    const server = createServer().listen(Number(machine.environment['PORT']), '127.0.0.1');
    const refused = machine.start();
    assert.equal(await refused.ended, 1);
    assert.match(
      refused.output(),
      /Port \d+ is in use: stop what listens there, or set PORT to another one/,
    );
    server.close();
  });
  it('says at once where PostgreSQL may not go, when it runs as another user', async (test) => {
    if (process.getuid?.() !== 0) {
      test.skip('only for root PostgreSQL runs as another user');
      return;
    }
    const closed = path.join(machine.folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const refused = machine.start('start.mjs', { DATA_DIR: path.join(closed, 'data') });
    assert.equal(await refused.ended, 1);
    assert.match(refused.output(), new RegExp(`may not enter ${closed}: set DATA_DIR`));
    assert.deepEqual(readdirSync(closed), []);
  });
  it('names every setting that is wrong', async () => {
    const refused = machine.start('start.mjs', {
      HOST: '300.1.1.1',
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      AMQP_URL: 'http://x',
      DATA_DIR: 'here',
      DEMO: 'maybe',
      TRUST_PROXY: '10.0.0.0/8',
      RABBITMQ_PATH: 'bin',
    });
    assert.equal(await refused.ended, 2);
    for (const name of [
      'HOST',
      'PORT',
      'LOG_LEVEL',
      'AMQP_URL',
      'DATA_DIR',
      'DEMO',
      'TRUST_PROXY',
      'RABBITMQ_PATH',
    ])
      assert.match(refused.output(), new RegExp(`^${name}=`, 'm'));
  });
});

/** Logs and what lets people in, as far as others than the owner may read it. */
function readableByOthers(data: string): string[] {
  const logs = readdirSync(path.join(data, 'log')).map((name) => path.join('log', name));
  return ['log', ...logs, 'secrets.json', 'demo.json', 'objects'].filter(
    (name) => (statSync(path.join(data, name)).mode & 0o077) !== 0,
  );
}

describe('npm run reset', () => {
  it('removes only a folder that npm start made', async () => {
    const stranger = machine.start('reset.mjs', { DATA_DIR: tmpdir() });
    assert.equal(await stranger.ended, 1);
    assert.match(stranger.output(), /was not made by npm start/);
    const reset = machine.start('reset.mjs');
    assert.equal(await reset.ended, 0);
    assert.equal(existsSync(path.join(machine.folder, 'data')), false);
  });
});

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort, portInUse } from '../child.mjs';

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let environment: NodeJS.ProcessEnv;
let url: string;
const children: ChildProcess[] = [];

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'one-machine-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  environment = {
    ...process.env,
    DATA_DIR: path.join(folder, 'data'),
    PORT: String(port),
    POSTGRES_PORT: String(await freePort()),
    AMQP_PORT: String(await freePort()),
    METRICS_PORT: String(await freePort()),
  };
});
after(() => {
  for (const child of children) child.kill('SIGKILL'); // one that a failed test left, and with it all it started
  rmSync(folder, { recursive: true, force: true });
});

interface Start {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly output: () => string;
}

function start(script = 'start.mjs', extra: NodeJS.ProcessEnv = {}): Start {
  const child = spawn(process.execPath, [path.join(root, 'start', script)], {
    env: { ...environment, ...extra },
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, ended, output: () => text };
}

async function ready({ output, child }: Start): Promise<void> {
  while (!output().includes('Ctrl-C')) {
    assert.equal(child.exitCode, null, output());
    await pause(100);
  }
}

/** Processes that belong to this test's data folder: their command line or environment names it. */
function leftovers(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) =>
        readQuietly(`/proc/${pid}/${file}`).includes(path.join(folder, 'data')),
      ),
    )
    .map((pid) => readQuietly(`/proc/${pid}/cmdline`).replaceAll('\0', ' '))
    .filter((command) => command !== '' && !command.includes('start.mjs'));
}

function readQuietly(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended while we looked
  }
}

async function nothingLeft(): Promise<void> {
  for (let n = 0; n < 100 && leftovers().length > 0; n++) await pause(100);
  assert.deepEqual(leftovers(), []);
}

describe('npm start', () => {
  it('brings everything up, prints address and login, and Ctrl-C leaves nothing running', async () => {
    const first = start();
    await ready(first);
    assert.match(first.output(), new RegExp(`Open +${url}`));
    assert.match(first.output(), /Sign in demo@korenaar\.example {2}\S+/);
    assert.equal((await fetch(`${url}/readyz`)).status, 200);
    assert.match(await (await fetch(url)).text(), /<html/);
    const metrics = Number(environment['METRICS_PORT']);
    for (const port of [metrics, metrics + 1, metrics + 2, metrics + 3])
      assert.ok(await portInUse(port));
    first.child.kill('SIGINT');
    assert.equal(await first.ended, 0);
    await nothingLeft();
  });
  it('has the data of last time, starts what dies again, and ends with its children when it is killed', async () => {
    const second = start();
    await ready(second);
    const login = /Sign in (\S+) {2}(\S+)/.exec(second.output());
    const body = JSON.stringify({ email: login?.[1], password: login?.[2] });
    const signedIn = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    assert.equal(signedIn.status, 200, await signedIn.text());
    const provisioners = () => leftovers().filter((command) => command.includes('provisioner.ts'));
    assert.equal(provisioners().length, 1);
    spawnSync('pkill', ['-KILL', '-P', String(second.child.pid), '-f', 'provisioner.ts']);
    while (!second.output().includes('starting it again')) await pause(50);
    for (let n = 0; n < 100 && provisioners().length === 0; n++) await pause(100);
    assert.equal(provisioners().length, 1);
    second.child.kill('SIGKILL');
    await second.ended;
    await nothingLeft();
  });
  it('says what to do when its port is taken', async () => {
    const server = createServer().listen(Number(environment['PORT']), '127.0.0.1');
    const refused = start();
    assert.equal(await refused.ended, 1);
    assert.match(
      refused.output(),
      /Port \d+ is in use: stop what listens there, or set PORT to another one/,
    );
    server.close();
  });
  it('names every setting that is wrong', async () => {
    const refused = start('start.mjs', {
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      AMQP_URL: 'http://x',
      DATA_DIR: 'here',
      DEMO: 'maybe',
    });
    assert.equal(await refused.ended, 2);
    for (const name of ['PORT', 'LOG_LEVEL', 'AMQP_URL', 'DATA_DIR', 'DEMO'])
      assert.match(refused.output(), new RegExp(`^${name}=`, 'm'));
  });
});

describe('npm run reset', () => {
  it('removes only a folder that npm start made', async () => {
    const stranger = start('reset.mjs', { DATA_DIR: tmpdir() });
    assert.equal(await stranger.ended, 1);
    assert.match(stranger.output(), /was not made by npm start/);
    const reset = start('reset.mjs');
    assert.equal(await reset.ended, 0);
    assert.equal(existsSync(path.join(folder, 'data')), false);
  });
});

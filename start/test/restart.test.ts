import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Machine, ready, type Start, until } from './start-script.ts';

const readiness = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.string()) });
const session = z.object({ tenants: z.array(z.object({ id: z.string() })) });
const document = z.object({ id: z.string(), purchase_invoice: z.object({}).nullable() });

let machine: Machine;
let running: Start;
let cookie: string;
let documents: string;

before(async () => {
  machine = await Machine.create();
  running = machine.start('start.mjs', { TRUST_PROXY: '1' });
  await ready(running);
  const [, email, password] = /Sign in (\S+) {2}(\S+)/.exec(running.output()) ?? [];
  const answer = await fetch(`${machine.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const [tenant] = session.parse(await answer.json()).tenants;
  documents = `${machine.url}/api/v1/tenants/${tenant?.id ?? ''}/documents`;
});
after(() => machine.remove());

/** Hands in an invoice that differs from all before it in its last bytes; gives its id when it has been read. */
async function handIn(mark: string): Promise<string> {
  const folder = path.join(machine.data, 'demo-documents');
  const invoice = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.xml'),
  );
  const text = readFileSync(path.join(folder, invoice ?? ''), 'utf8');
  const answer = await fetch(`${documents}?file_name=invoice.xml`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body: `${text}<!-- ${mark} -->`,
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  const { id } = z.object({ document }).parse(await answer.json()).document;
  await until(
    () => isRead(id),
    () => `document ${mark} was not read`,
  );
  return id;
}

async function isRead(id: string): Promise<boolean> {
  const answer = await fetch(`${documents}/${id}`, { headers: { cookie } });
  return answer.ok && document.parse(await answer.json()).purchase_invoice !== null;
}

/** What `/readyz` tells; null when the API does not answer. */
async function dependencies(): Promise<{ status: number; checks: Record<string, string> } | null> {
  try {
    const answer = await fetch(`${machine.url}/readyz`);
    return { status: answer.status, checks: readiness.parse(await answer.json()).checks };
  } catch {
    return null;
  }
}

/** Kills a process and waits until `/readyz` has told so, and until everything is well again. */
async function killed(
  pid: number,
  isRed: (told: Awaited<ReturnType<typeof dependencies>>) => boolean,
): Promise<void> {
  process.kill(pid, 'SIGKILL');
  await until(async () => isRed(await dependencies()));
  await until(async () => {
    const told = await dependencies();
    return told?.status === 200 && Object.values(told.checks).every((check) => check === 'ok');
  }, running.output);
}

/** How often the terminal has told of a death and of a return. */
function lines(name: string): { deaths: number; returns: number } {
  const count = (pattern: RegExp) => running.output().match(pattern)?.length ?? 0;
  return {
    deaths: count(new RegExp(`^.*\\d\\d {2}${name} ended \\(SIGKILL\\); next start in .*$`, 'gm')),
    returns: count(new RegExp(`^.*\\d\\d {2}${name} is back$`, 'gm')),
  };
}

const postmaster = (): number =>
  Number(
    readFileSync(path.join(machine.data, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0],
  );
const beam = (): number => machine.pidOf(/beam\.smp .*rabbit/);

describe('npm start, when something dies', () => {
  it('starts PostgreSQL again, and nothing is lost', async () => {
    const id = await handIn('before PostgreSQL died');
    await killed(postmaster(), (told) => told?.status === 503 && told.checks['database'] !== 'ok');
    await until(() => lines('PostgreSQL').returns === 1, running.output);
    assert.deepEqual(lines('PostgreSQL'), { deaths: 1, returns: 1 });
    assert.ok(await isRead(id));
    await handIn('after PostgreSQL died');
  });
  it('starts RabbitMQ again, which knows its users also in an empty folder', async () => {
    await killed(beam(), (told) => told !== null && told.checks['broker'] !== 'ok');
    await until(() => lines('RabbitMQ').returns === 1, running.output);
    await handIn('after RabbitMQ died');
    renameSync(path.join(machine.data, 'rabbitmq/mnesia'), path.join(machine.folder, 'lost'));
    await killed(beam(), (told) => told !== null && told.checks['broker'] !== 'ok');
    await until(() => lines('RabbitMQ').returns === 2, running.output);
    assert.deepEqual(lines('RabbitMQ'), { deaths: 2, returns: 2 });
    await handIn('after RabbitMQ lost everything');
  });
  it("starts RabbitMQ's port mapper again", async () => {
    process.kill(machine.pidOf(/^epmd /), 'SIGKILL');
    await until(() => lines("RabbitMQ's port mapper").returns === 1, running.output);
    assert.equal((await dependencies())?.checks['broker'], 'ok');
  });
  it('starts the API again, with its settings', async () => {
    const api = /api\/src\/main\.ts/;
    await killed(machine.pidOf(api), (told) => told === null);
    await until(() => lines('api').returns === 1, running.output);
    assert.deepEqual(lines('api'), { deaths: 1, returns: 1 });
    assert.match(readFileSync(`/proc/${machine.pidOf(api)}/environ`, 'utf8'), /\0TRUST_PROXY=1\0/);
    await handIn('after the API died');
  });
  for (const [name, script] of Object.entries({
    provisioner: /provisioner\.ts/,
    sealer: /sealer\.ts/,
    operator: /operator\/src\/main\.ts/,
  }))
    it(`starts the ${name} again`, async () => {
      process.kill(machine.pidOf(script), 'SIGKILL');
      await until(() => lines(name).returns === 1, running.output);
      assert.deepEqual(lines(name), { deaths: 1, returns: 1 });
      machine.pidOf(script);
    });
  it('stops everything at Ctrl-C while servers are being started again', async () => {
    const [broker, database] = [lines('RabbitMQ').deaths, lines('PostgreSQL').deaths];
    process.kill(beam(), 'SIGKILL');
    process.kill(postmaster(), 'SIGKILL');
    await until(
      () => lines('RabbitMQ').deaths > broker && lines('PostgreSQL').deaths > database,
      running.output,
    );
    await pause(1_000); // now the new ones are on their way
    running.child.kill('SIGINT');
    assert.equal(await running.ended, 0, running.output());
    await machine.nothingLeft();
  });
});

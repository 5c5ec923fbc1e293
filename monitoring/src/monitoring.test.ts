import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, describe, it } from 'node:test';
import { pino } from 'pino';
import { readiness, startHealthServer } from './health-server.ts';
import { logContext, withLogContext } from './logger.ts';
import { jobsFinished } from './metrics.ts';
import { OutageLog } from './outage-log.ts';
import { watchBroker } from './watch-broker.ts';

const index = new URL('./index.ts', import.meta.url).href;

/** Runs a few lines of a program of ours in a process of its own; gives what it wrote and how it ended. */
function runProgram(
  code: string,
  signal?: NodeJS.Signals,
): Promise<{ output: string; code: number | null }> {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import * as m from '${index}';\n${code}`,
  ]);
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    if (signal && text.includes('ready')) child.kill(signal);
  });
  return new Promise((resolve) =>
    child.once('exit', (status) => resolve({ output, code: status })),
  );
}

const lines: string[] = [];
const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
/** So many warnings since the last time. */
const toldNow = (): number => lines.splice(0).length;

describe('an outage', () => {
  const away = new Error('there is no connection');

  it('is told once for each reason, and not before the other side answered for the first time', () => {
    const outage = new OutageLog(logger, 'nothing came');
    for (let n = 0; n < 28; n++) outage.fails(away, false);
    assert.equal(toldNow(), 0);
    outage.works();
    for (let n = 0; n < 28; n++) outage.fails(away, false);
    assert.equal(toldNow(), 1);
    outage.fails(new Error('access refused'), true);
    assert.equal(toldNow(), 1);
    outage.works();
    outage.fails(away, false);
    assert.equal(toldNow(), 1);
  });
  it('of one who answers, and wrongly, is told from the beginning', () => {
    const outage = new OutageLog(logger, 'nothing came');
    outage.fails(new Error('access refused'), true);
    outage.fails(new Error('access refused'), true);
    assert.equal(toldNow(), 1);
  });
});

describe('a connection to the broker', () => {
  it('that nobody answers yet is no warning; one that breaks is', () => {
    const connection = Object.assign(new EventEmitter(), { ready: false });
    watchBroker(connection, logger);
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    connection.emit('error', refused);
    assert.equal(toldNow(), 0);
    connection.emit('error', new Error('the password is wrong'));
    assert.equal(toldNow(), 1);
    connection.emit('connection');
    connection.emit('error', refused);
    assert.equal(toldNow(), 1);
  });
});

describe('a log line', () => {
  it('carries the ids of the work around it, across awaits', async () => {
    const { output } = await runProgram(`
      const logger = m.createLogger('test', 'info');
      await m.withLogContext({ requestId: 'r1' }, async () => {
        await m.withLogContext({ tenant: 't1', job: 'j1' }, async () => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          logger.info('inside');
        });
        logger.info('outside');
      });`);
    const lines = output
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    assert.partialDeepStrictEqual(lines, [
      { msg: 'inside', service: 'test', requestId: 'r1', tenant: 't1', job: 'j1' },
      { msg: 'outside', requestId: 'r1' },
    ]);
    assert.doesNotMatch(output.trim().split('\n')[1] ?? '', /tenant/);
  });
  it('tells an error and its cause without the values that hang on it', async () => {
    const { output } = await runProgram(`
      const logger = m.createLogger('test', 'info');
      const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'NL91SECRET' });
      const err = Object.assign(new Error('not stored', { cause }), { sql: 'INSERT', parameters: ['NL91SECRET'] });
      logger.error({ err }, 'failed');`);
    assert.partialDeepStrictEqual(JSON.parse(output), {
      err: { type: 'Error', message: 'not stored', cause: { code: '23505' } },
    });
    assert.doesNotMatch(output.replace(/\"stack\":\"(\\\\.|[^"])*\"/g, ''), /SECRET|INSERT/);
  });
  it('holds nobody up when whoever read it is gone', async () => {
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import * as m from '${index}';
      const logger = m.createLogger('test', 'info');
      logger.info('ready');
      process.on('SIGTERM', () => { logger.error('nobody'); logger.fatal('reads this'); process.exit(7); });
      setInterval(() => {}, 1000);`,
    ]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await pause(50);
    const code = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    assert.equal(await code, 7);
  });
  it('passes the ids on to whoever asks', () => {
    assert.deepEqual(logContext(), {});
    withLogContext({ requestId: 'r2' }, () => assert.deepEqual(logContext(), { requestId: 'r2' }));
  });
});

describe('SIGUSR2', () => {
  it('makes a running process log everything, and a second one as before', async () => {
    const child = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      `import * as m from '${index}';
      const logger = m.createLogger('test', 'warn');
      setInterval(() => { logger.debug('detail'); logger.warn('always'); }, 10);`,
    ]);
    const lines: string[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(line));
    const next = async (text: string): Promise<void> => {
      while (!lines.some((line) => line.includes(text))) await pause(5);
    };
    await next('always');
    assert.ok(!lines.some((line) => line.includes('detail')));
    child.kill('SIGUSR2');
    await next('detail');
    assert.ok(
      lines.some((line) => line.includes('"logLevel":"debug","msg":"the log level changes"')),
    );
    child.kill('SIGUSR2');
    await next('"logLevel":"warn","msg":"the log level changes"');
    lines.length = 0;
    await next('always');
    assert.ok(!lines.some((line) => line.includes('detail')));
    child.kill();
  });
});

describe('the health server', () => {
  let server: Awaited<ReturnType<typeof startHealthServer>>;
  let base: string;
  let broken = false;

  before(async () => {
    server = await startHealthServer(0, '127.0.0.1', [
      { name: 'good', check: () => Promise.resolve() },
      {
        name: 'moody',
        check: () => (broken ? Promise.reject(new Error('away')) : Promise.resolve()),
      },
    ]);
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    base = `http://127.0.0.1:${address.port}`;
  });
  after(() => server.close());

  it('is alive whatever its dependencies are', async () => {
    broken = true;
    assert.equal((await fetch(`${base}/healthz`)).status, 200);
  });
  it('is ready when all dependencies are, and names the one that is not', async () => {
    broken = true;
    const bad = await fetch(`${base}/readyz`);
    assert.equal(bad.status, 503);
    assert.deepEqual(await bad.json(), { ready: false, checks: { good: 'ok', moody: 'away' } });
    broken = false;
    assert.equal((await fetch(`${base}/readyz`)).status, 200);
  });
  it('stays ready without what it can spare, and tells of it', async () => {
    const away = () => Promise.reject(new Error('away'));
    const spared = { name: 'spared', check: away, spare: true } as const;
    const answer = await readiness([spared, { name: 'good', check: () => Promise.resolve() }]);
    assert.deepEqual(answer, { ready: true, checks: { spared: 'away', good: 'ok' } });
    assert.equal((await readiness([spared, { name: 'needed', check: away }])).ready, false);
  });
  it('does not wait for ever for a dependency that hangs', async () => {
    const hanging = { name: 'hanging', check: () => new Promise<void>(() => {}) };
    const { ready, checks } = await readiness([hanging]);
    assert.equal(ready, false);
    assert.match(checks['hanging'] ?? '', /no answer within/);
  });
  it('shows the metrics, and nothing else', async () => {
    jobsFinished.inc({ kind: 'ocr', outcome: 'done' });
    const text = await (await fetch(`${base}/metrics`)).text();
    assert.match(text, /smart_jobs_finished_total\{kind="ocr",outcome="done"\} 1/);
    assert.equal((await fetch(`${base}/secrets`)).status, 404);
  });
});

describe('a stop signal', () => {
  const program = (stop: string, graceMs = 1000): string => `
    const logger = m.createLogger('test', 'info');
    m.onStopSignal(logger, ${graceMs}, ${stop});
    setInterval(() => {}, 1000);
    logger.info('ready');`;

  it('runs what must be done and ends with 0', async () => {
    const { output, code } = await runProgram(
      program("async () => console.log('tidied up')"),
      'SIGTERM',
    );
    assert.equal(code, 0);
    assert.match(output, /tidied up/);
  });
  it('ends with 1 when that fails or takes too long', async () => {
    assert.equal(
      (await runProgram(program("async () => { throw new Error('no') }"), 'SIGINT')).code,
      1,
    );
    assert.equal(
      (await runProgram(program('() => new Promise(() => {})', 100), 'SIGTERM')).code,
      1,
    );
  });
});

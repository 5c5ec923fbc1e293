import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { goTool } from './go-tools.mjs';
import { root } from './installed.mjs';
import { kubePrograms } from './kube-apiserver.mjs';
import { startProductForBrowser, startServices } from './test-services.mjs';

const npm = (...args) => ['npm', 'run', '--silent', ...args];

/**
 * What `npm test` runs, in this order. `commands` are checks, `files` are folders of node:test files, `needs` is what
 * is started for them: PostgreSQL and broker (`services`), or the whole product (`product`). `programs` are waited for,
 * where they are still being built, before the time of the files begins; who needs the longest build comes last.
 */
const suites = [
  { name: 'types', commands: [npm('types')] },
  { name: 'lint', commands: [npm('lint')] },
  { name: 'accounting', files: ['accounting/src'] },
  { name: 'monitoring', files: ['monitoring/src'] },
  { name: 'database', files: ['database/src', 'database/test'], needs: 'services' },
  { name: 'books', files: ['books/src', 'books/test'], needs: 'services' },
  { name: 'api', files: ['api/contract/src', 'api/src', 'api/test'], needs: 'services' },
  {
    name: 'worker',
    files: ['worker/contract/src', 'worker/src', 'worker/evaluate/src', 'worker/test'],
    needs: 'services',
  },
  { name: 'start', files: ['start/test', 'faults'], programs: [() => goTool('k6')] },
  {
    name: 'portal',
    commands: [npm('check', '-w', 'web'), npm('lint', '-w', 'web')],
    files: ['web/src'],
  },
  { name: 'browser', files: ['web/test'], needs: 'product' },
  {
    name: 'operator',
    files: ['operator/contract/src', 'operator/src', 'operator/test'],
    needs: 'services',
    programs: [kubePrograms],
  },
  {
    name: 'chart',
    files: ['charts/test'],
    needs: 'services',
    programs: [kubePrograms, () => goTool('helm')],
  },
];

const starters = { services: startServices, product: startProductForBrowser };

/**
 * Runs the suites named (all when none is) or the single test files given.
 * @param {string[]} wanted
 * @param {null | 'long' | 'cluster'} kind of the suites only the files `*.long.test.ts`, which take minutes, or
 *   `*.cluster.test.ts`, which need a whole cluster; otherwise neither is run
 * @returns {Promise<number>} the exit code: 0 when all passed
 */
export async function testAll(wanted, kind) {
  const chosen = wanted.some((name) => name.endsWith('.test.ts'))
    ? [
        {
          name: 'chosen files',
          files: wanted,
          needs: wanted.some((name) => name.includes('.browser.')) ? 'product' : 'services',
        },
      ]
    : suites
        .filter(({ name }) => wanted.length === 0 || wanted.includes(name))
        .map((suite) => ({
          ...suite,
          files: suite.files?.flatMap((place) => testFiles(place, kind)),
        }))
        .map((suite) => (kind ? { ...suite, commands: [], programs: [] } : suite))
        .filter(({ files }) => !kind || files?.length > 0);
  if (chosen.length === 0) {
    console.error(
      `No suite is called ${wanted.join(', ')}; the suites are ${suites.map((s) => s.name).join(', ')}.`,
    );
    return 2;
  }
  const running = new Map();
  const stopAll = () => Promise.all([...running.values()].map((started) => started.stop()));
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void stopAll().then(() => process.exit(130)));
  const total = { passed: 0, failed: 0 };
  try {
    for (const suite of chosen) {
      const begun = Date.now();
      const result = await runSuite(suite, running);
      total.passed += result.passed;
      total.failed += result.failed;
      const seconds = ((Date.now() - begun) / 1000).toFixed(1);
      console.log(
        `── ${suite.name}: ${result.passed} passed, ${result.failed} failed, ${seconds} s\n`,
      );
      if (
        chosen.every(({ needs }, index) => needs !== suite.needs || index <= chosen.indexOf(suite))
      ) {
        await running.get(suite.needs)?.stop();
        running.delete(suite.needs);
      }
    }
  } finally {
    await stopAll();
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

/** What a suite needs is started once and shared by the suites after it. */
async function runSuite(suite, running) {
  const result = await runCommands(suite.commands ?? []);
  if (suite.needs && !running.has(suite.needs)) {
    const started = await starters[suite.needs]();
    if (!started) return skipped(suite, result);
    running.set(suite.needs, started);
  }
  for (const build of suite.programs ?? []) await build();
  const { passed, failed } = suite.files
    ? await runFiles(suite, running.get(suite.needs)?.env ?? {})
    : { passed: 0, failed: 0 };
  return { passed: result.passed + passed, failed: result.failed + failed };
}

function skipped({ name }, result) {
  console.error(
    `\n!!! The suite "${name}" was SKIPPED: there is no Chromium. Install it, or set CHROMIUM_PATH.\n`,
  );
  return process.env.CI === 'true' ? { ...result, failed: result.failed + 1 } : result;
}

async function runCommands(commands) {
  const result = { passed: 0, failed: 0 };
  for (const [command, ...args] of commands) {
    const code = await new Promise((resolve) =>
      spawn(command, args, { cwd: root, stdio: 'inherit' }).on('exit', resolve),
    );
    result[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return result;
}

/** What a test file is named that is run only when asked for; null for all others. */
const kindOf = (file) => /\.(long|cluster)\.test\.ts$/.exec(file)?.[1] ?? null;

/** The longest file, which looks at every page, takes some minutes; a long one may take an hour. */
const fileMs = (file) => (kindOf(file) ? 90 : 15) * 60_000;

/** Each file runs in a process of its own, one after the other: two cores, and figures that do not disturb each other. */
async function runFiles({ files: places, name }, env) {
  Object.assign(process.env, env);
  const result = { passed: 0, failed: 0 };
  const cwd = name === 'portal' ? path.join(root, 'web') : root;
  const report = Readable.from(eventsOf(places, cwd, result)).compose(new spec());
  await new Promise((resolve) => report.on('end', resolve).pipe(process.stdout, { end: false }));
  return result;
}

/**
 * What the files tell, one after the other, counted in `result`. The runner's own `timeout` is one for each test: it
 * never ends a file whose tests are over while something it started still runs. The signal does, and fails the file.
 */
async function* eventsOf(places, cwd, result) {
  for (const place of places) {
    const file = path.resolve(root, place);
    for await (const event of run({
      files: [file],
      cwd,
      signal: AbortSignal.timeout(fileMs(file)),
    })) {
      const { details, skip } = event.data;
      if (event.type === 'test:pass') result.passed += details.type === 'suite' || skip ? 0 : 1;
      if (event.type === 'test:fail') result.failed += details.type === 'suite' ? 0 : 1;
      // The totals of one file are no news.
      if (event.type !== 'test:diagnostic' && event.type !== 'test:summary') yield event;
    }
  }
}

/** The test files below a folder: the long ones, or all others. */
function testFiles(place, kind) {
  const full = path.resolve(root, place);
  if (!statSync(full, { throwIfNoEntry: false })) return [];
  if (statSync(full).isFile()) return [full];
  return readdirSync(full, { recursive: true })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => kindOf(file) === kind)
    .sort()
    .map((file) => path.join(full, file));
}

import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { freePort } from '../child.mjs';
import { toolsFolder } from '../tools-folder.mjs';
import { until } from './start-script.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** An account that every Debian and Ubuntu has, and that may do nothing. Its home here is a new folder. */
const account = 'nobody';
const isRoot = process.getuid?.() === 0;

let folder: string;
let children: ChildProcess[];

/** Of what this machine has, an account that was just made sees the system's programs, Node and npm. */
function environment(): Record<string, string> {
  const npm = execFileSync('sh', ['-c', 'command -v npm'], {
    encoding: 'utf8',
    env: { PATH: systemPath(process.env['PATH'] ?? '') },
  });
  return {
    PATH: [path.dirname(npm.trim()), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    HOME: path.join(folder, 'home'),
    TOOLS_DIR: path.join(folder, 'tools'),
    RABBITMQ_PATH: '', // the one that is installed here is none of theirs
  };
}

/** Without what this checkout put there, which the account may not be able to read. */
function systemPath(text: string): string {
  return text
    .split(':')
    .filter((place) => !place.startsWith(root))
    .join(':');
}

before(() => {
  if (!isRoot) return;
  children = [];
  folder = mkdtempSync(path.join(tmpdir(), 'clean-account-'));
  chmodSync(folder, 0o755);
  for (const name of ['home', 'tools', 'checkout']) mkdirSync(path.join(folder, name));
  copyCheckout(path.join(folder, 'checkout'));
  const kept = path.join(toolsFolder, 'rabbitmq');
  if (existsSync(kept)) execFileSync('cp', ['-a', kept, path.join(folder, 'tools')]);
  for (const name of ['home', 'tools']) own(path.join(folder, name), []);
});
after(() => {
  if (!isRoot) return;
  for (const child of children) signalGroup(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** As `git clone` and `npm ci` make it; the packages are those that are installed here, by hard links. */
function copyCheckout(target: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(path.join(root, file)));
  execFileSync('cp', ['--parents', '--target-directory', target, ...files], { cwd: root });
  own(target, []);
  const packages = path.join(root, 'node_modules');
  if (spawnSync('cp', ['-al', packages, target], { stdio: 'ignore' }).status !== 0)
    execFileSync('cp', ['-a', packages, target]); // on another disk
  own(path.join(target, 'node_modules'), ['-type', 'd']); // a hard link's owner is that of our file
}

function own(place: string, which: string[]): void {
  execFileSync('find', [place, ...which, '-exec', 'chown', '--no-dereference', account, '{}', '+']);
}

/** A command of README.md, as the account types it in its checkout. */
function type(command: string, extra: Record<string, string> = {}): [ChildProcess, () => string] {
  const child = spawn(
    'setpriv',
    [
      ...[`--reuid=${account}`, '--regid=nogroup', '--clear-groups', '--pdeathsig=TERM'],
      ...['sh', '-c', `exec ${command}`],
    ],
    // A group of its own, as a terminal makes it: Ctrl-C goes to all of it.
    { cwd: path.join(folder, 'checkout'), env: { ...environment(), ...extra }, detached: true },
  );
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return [child, () => text];
}

describe(
  'an account without rights and without a broker',
  { skip: !isRoot && 'only root can be somebody else' },
  () => {
    it('starts the product with npm start', async () => {
      const port = await freePort();
      const [child, output] = type('npm start', {
        PORT: String(port),
        POSTGRES_PORT: String(await freePort()),
        AMQP_PORT: String(await freePort()),
        METRICS_PORT: String(await freePort()),
      });
      await until(() => child.exitCode !== null || output().includes('Ctrl-C'), output);
      assert.equal(child.exitCode, null, output());
      const ready = await (await fetch(`http://127.0.0.1:${port}/readyz`)).text();
      assert.match(ready, /"broker":"ok"/);
      const tools = path.join(folder, 'tools');
      assert.ok(
        pids('beam.smp').some((pid) => readlinkSync(`/proc/${pid}/exe`).startsWith(tools)),
        'the broker that runs is the unpacked one',
      );
      const kept = path.join(toolsFolder, 'rabbitmq');
      if (!existsSync(kept)) {
        mkdirSync(toolsFolder, { recursive: true });
        execFileSync('cp', ['-a', path.join(tools, 'rabbitmq'), kept]);
        execFileSync('chown', ['-R', 'root:root', kept]);
      }
      signalGroup(child, 'SIGINT');
      await until(() => child.exitCode !== null || child.signalCode !== null, output);
      assert.match(output(), /Stopping/);
      await until(() =>
        pids('beam.smp').every((pid) => !readlinkSync(`/proc/${pid}/exe`).startsWith(tools)),
      );
    });
    it('tests it with npm test', async () => {
      // One file is enough: each of them is given a PostgreSQL and a broker.
      const [child, output] = type('npm test -- database/src/tenancy/new-roles.test.ts', {
        S3_TEST_URL: 's3+http://none:none@127.0.0.1:9/none', // the file needs none, and its server takes minutes to build
      });
      await until(() => child.exitCode !== null, output);
      assert.equal(child.exitCode, 0, output());
      assert.match(output(), /[1-9]\d* passed, 0 failed/);
    });
  },
);

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(-(child.pid ?? 0), signal);
  } catch {
    // nobody is left in it
  }
}

function pids(program: string): string[] {
  return spawnSync('pgrep', ['-x', program], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter(Boolean);
}

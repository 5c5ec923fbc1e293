// Our images, made by their Dockerfiles without a container engine: every program in them starts with what is there.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, chownSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  brokerUrlOf,
  createTestDatabase,
  type TestDatabase,
  testVhost,
} from '@smart-accounting/database/testing';
import { describeOnCluster } from '../../operator/test/kubernetes/test-cluster.ts';
import { establish } from '../../operator/test/kubernetes/establish.ts';
import { end, freePort } from '../../start/child.mjs';
import type { Image } from '../cluster/container-image.ts';
import { buildDeployables, type Deployable } from '../cluster/packed-images.ts';

/** Whether this process may give a program a root of its own; elsewhere it sees this machine's libraries, too. */
const confined = spawnSync('unshare', ['--mount', 'true']).status === 0;
/** Arguments: the image's root, a folder to share with the program under the same name, and the program's own. */
const confinement = `set -e
root=$1; shared=$2; shift 2
mkdir -p "$root/proc" "$root/dev" "$root$shared"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount --bind "$shared" "$root$shared"
exec unshare --root="$root" --wd=/app --setgid=10001 --setuid=10001 /usr/local/bin/node "$@"`;

describe('the packed images', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'packed-images-'));
  const stores = {
    STORAGE: path.join(folder, 'objects'),
    ARCHIVES: path.join(folder, 'archives'),
    HEADS: path.join(folder, 'heads'),
  };
  const commandLine = confined
    ? '/usr/local/bin/smart-accounting' // it names the image's own folder
    : 'api/src/command-line/main.ts';
  const signingKeyFile = path.join(folder, 'signing-key.pem');
  const running = new Set<ChildProcess>();
  let images: ReadonlyMap<Deployable, Image>;
  let database: TestDatabase;
  let amqpUrl = '';
  let apiUrl = '';

  /** A program with nothing of ours in its environment and, where root can, with no file but those of its image. */
  function start(
    name: Deployable,
    script: string | readonly string[],
    env: Readonly<Record<string, string>>,
  ) {
    const { root = '', config } = images.get(name) ?? {};
    const [command = '', ...args] = confined
      ? ['unshare', '--mount', 'sh', '-c', confinement, 'sh', root, folder]
      : [path.join(root, 'usr/local/bin/node')];
    const child = spawn(
      command,
      [...args, ...(typeof script === 'string' ? script.split(' ') : script)],
      {
        cwd: path.join(root, config?.WorkingDir ?? ''),
        // A container runtime gives who has no home the root.
        env: {
          NODE_ENV: 'production',
          HOME: '/',
          ...(confined && { PATH: process.env['PATH'] }),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    return { child, output: () => output };
  }

  /** Runs a program to its end; gives what it printed. */
  async function run(...[name, script, env]: Parameters<typeof start>): Promise<string> {
    const { child, output } = start(name, script, env);
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(code, 0, output());
    return output();
  }

  /** Starts a program that stays, and waits until an address of it answers well. */
  async function stays(
    [name, script, env]: Parameters<typeof start>,
    address: string,
  ): Promise<Response> {
    const { child, output } = start(name, script, env);
    for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
      assert.equal(child.exitCode, null, output());
      const answer = await fetch(address).catch(() => null);
      if (answer?.ok) return answer;
      await pause(200);
    }
    throw new Error(`${String(script)} is not ready after a minute:\n${output()}`);
  }

  /** The broker as a process's own user reaches it, and the documents. */
  const common = (user: string) => ({
    AMQP_URL: brokerUrlOf(amqpUrl, user),
    STORAGE: stores.STORAGE,
  });

  /** Settings of a process that tells on a port of its own whether it is ready, and the address where. */
  async function withMetrics(): Promise<[Record<string, string>, string]> {
    const port = await freePort();
    return [{ METRICS_PORT: String(port) }, `http://127.0.0.1:${port}/readyz`];
  }

  before(async () => {
    [images, database] = await Promise.all([buildDeployables(folder), createTestDatabase()]);
    amqpUrl = await testVhost();
    // As kubelet leaves a file of a Secret with defaultMode 0440 in a pod with fsGroup 10001.
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(signingKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    if (confined) chownSync(signingKeyFile, 0, 10001);
    chmodSync(signingKeyFile, 0o440);
    chmodSync(folder, 0o777); // the programs are not root
  });
  after(async () => {
    await Promise.all([...running].map((child) => end(child, 'SIGTERM', 10_000)));
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('have the commands that the chart gives, and a user that is not root', () => {
    const commands = [...images].map(([name, { config }]) => [name, config.Cmd?.join(' ')]);
    assert.deepEqual(Object.fromEntries(commands), {
      api: 'node api/src/main.ts',
      web: 'node web/build/index.js',
      worker: 'node worker/src/main.ts',
      operator: 'node operator/src/main.ts',
    });
    for (const { config } of images.values()) assert.equal(config.User, '10001:10001');
  });

  it('of the API: migrations run to their end', async () => {
    const env = { DATABASE_DIRECT_URL: database.url('smart_migrator') };
    assert.match(await run('api', 'database/src/migrate/main.ts', env), /tenants, 0 failed/);
  });

  it('of the API: it serves itself and the portal', async () => {
    const [metrics, ready] = await withMetrics();
    const port = await freePort();
    const env = {
      ...common('api'),
      ...metrics,
      DATABASE_URL: database.url('smart_api'),
      DATABASE_DIRECT_URL: database.url('smart_api'),
      PORT: String(port),
      SECRET_KEY: 'of forty characters, and only for a test',
      UPLOAD_DIR: path.join(folder, 'uploads'),
      WEB_HANDLER: path.join(
        confined ? '/' : (images.get('api')?.root ?? ''),
        'app/web/build/handler.js',
      ),
    };
    await stays(['api', 'api/src/main.ts', env], ready);
    apiUrl = `http://127.0.0.1:${port}`;
    assert.match(await (await fetch(`${apiUrl}/sign-in`)).text(), /<html/);
  });

  it('of the API: the command line answers by its name, and reads the key as a pod gets it', async () => {
    const env = {
      ...stores,
      DATABASE_URL: database.url('smart_operations'),
      SIGNING_KEY_FILE: signingKeyFile,
    };
    assert.equal(await run('api', `${commandLine} tenants list`, env), '');
    assert.match(await run('api', `${commandLine} tenants signing-key`, env), /BEGIN PUBLIC KEY/);
  });

  it('of the API: it has the S3 client with which the chart prepares its stores', async () => {
    await run('api', ['--input-type=module', '--eval', "import 'minio'"], {});
  });

  for (const [pool, user] of [['ocr', 'reader'] as const, ['work', 'worker'] as const])
    it(`of the workers: one of class ${pool} becomes ready`, async () => {
      const [metrics, ready] = await withMetrics();
      const login = database.url(`smart_${user}`);
      const env = { ...common(user), ...metrics, DATABASE_URL: login, POOL: pool };
      await stays(['worker', 'worker/src/main.ts', { ...env, QUEUES: `${pool}.v1` }], ready);
    });

  it('of the workers: the sealer becomes ready', async () => {
    const [metrics, ready] = await withMetrics();
    const { AMQP_URL } = common('sealer');
    const { HEADS } = stores;
    const env = { AMQP_URL, HEADS, ...metrics, DATABASE_URL: database.url('smart_sealer') };
    await stays(['worker', 'worker/src/sealer.ts', env], ready);
  });

  it('of the workers: the provisioner becomes ready, with the key as a pod gets it', async () => {
    const [metrics, ready] = await withMetrics();
    const env = {
      ...common('provisioner'),
      ...stores,
      ...metrics,
      DATABASE_DIRECT_URL: database.url('smart_migrator'),
      SIGNING_KEY_FILE: signingKeyFile,
    };
    await stays(['worker', 'worker/src/provisioner.ts', env], ready);
  });

  it('of the API: the command line has the provisioner make a tenant, for somebody who says who it is', async () => {
    const env = { ...stores, DATABASE_URL: database.url('smart_operations') };
    const create = `${commandLine} tenants create --name Proef`;
    assert.match(await run('api', `${create} --by tester`, env), /^[a-z][a-z0-9]{11}\n$/);
    const { child, output } = start('api', create, env);
    await once(child, 'close');
    if (!confined) return; // the user of this machine may have a name
    assert.equal(child.exitCode, 2);
    assert.match(output(), /^--by is missing/);
  });

  it('of the portal: it shows the page to sign in', async () => {
    const port = await freePort();
    const env = { API_URL: apiUrl, PORTAL_HOST: '127.0.0.1', PORTAL_PORT: String(port) };
    const url = `http://127.0.0.1:${port}/sign-in`;
    const page = await stays(['web', 'web/build/index.js', env], url);
    assert.match(await page.text(), /<html/);
  });

  describeOnCluster('of the operator', (cluster) => {
    it('becomes ready on an API server and a broker', async () => {
      await establish(cluster);
      const [metrics, ready] = await withMetrics();
      const kubeconfig = path.join(folder, 'kubeconfig');
      copyFileSync(cluster.server.kubeconfig, kubeconfig);
      chmodSync(kubeconfig, 0o644);
      const env = {
        ...metrics,
        AMQP_URL: brokerUrlOf(amqpUrl, 'operator'),
        POOLS: 'kubernetes',
        KUBECONFIG: kubeconfig,
        NAMESPACE: await cluster.namespace('packed'),
        IDENTITY: 'packed',
      };
      await stays(['operator', 'operator/src/main.ts', env], ready);
    });
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { brokerUsers } from './broker-users.mjs';
import { freePort } from './child.mjs';
import { findChromium } from './chromium.mjs';
import { goTool } from './go-tools.mjs';
import { root } from './installed.mjs';
import { builtPortal } from './portal.mjs';
import { pgbouncerAvailable, startPgbouncer } from './pgbouncer.mjs';
import { startPostgres } from './postgres.mjs';
import { startRabbitmq } from './rabbitmq.mjs';
import { startS3 } from './s3.mjs';
import { startTemporaryProduct, temporaryFolder } from './temporary-product.mjs';

/** Tests lose nothing of value in a power cut; with fsync they would measure the disk. */
const testPostgres = { fsync: 'off', max_connections: '200' };

/** The suites' own PostgreSQL and broker, on free ports, in a folder that is removed afterwards. */
export async function startServices() {
  const folder = temporaryFolder();
  const vhosts = Array.from({ length: 64 }, (_, index) => `test${index}`);
  const postgresPort = await freePort();
  const [postgres, rabbitmq] = await Promise.all([
    startPostgres({
      folder: path.join(folder, 'postgres'),
      port: postgresPort,
      password: 'test',
      settings: testPostgres,
    }),
    startRabbitmq({
      folder: path.join(folder, 'rabbitmq'),
      port: await freePort(),
      passwords: Object.fromEntries(brokerUsers.map((user) => [user, 'test'])),
      vhosts,
      administrator: { user: 'test', password: 'test' },
      say: (text) => console.log(text),
    }),
  ]);
  const s3 = await startTestS3(folder);
  const pgbouncer = await startTestPgbouncer(folder, postgresPort);
  return {
    env: {
      TEST_POSTGRES_URL: postgres.superuserUrl('postgres'),
      TEST_AMQP_URL: rabbitmq.url('test0'),
      TEST_VHOSTS: '64',
      ...(s3 ? { TEST_S3_URL: s3.url } : {}),
      ...(pgbouncer ? { TEST_PGBOUNCER_PORT: String(pgbouncer.port) } : {}),
    },
    stop: async () => {
      await pgbouncer?.stop();
      await Promise.all([postgres.stop(), rabbitmq.stop(), s3?.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A real S3 server: `S3_TEST_URL`, else versitygw; null when neither can be had, and then its tests say so. */
async function startTestS3(folder) {
  if (process.env.S3_TEST_URL) return { url: process.env.S3_TEST_URL, stop: async () => {} };
  const program = await goTool('versitygw');
  if (!program) {
    console.error(
      '\n!!! No S3 server: without Go (or versitygw on the PATH, or S3_TEST_URL) the S3 tests are SKIPPED.\n',
    );
    return null;
  }
  return startS3({ program, folder: path.join(folder, 's3'), port: await freePort() });
}

/** PgBouncer before the suites' PostgreSQL; null when it cannot be had, and then its tests say so. */
async function startTestPgbouncer(folder, postgresPort) {
  if (!pgbouncerAvailable()) {
    console.error(
      "\n!!! No PgBouncer: install Debian's package pgbouncer; its tests are SKIPPED.\n",
    );
    return null;
  }
  const logins = ['api', 'reader', 'worker', 'sealer', 'operations', 'migrator'].map(
    (login) => `smart_${login}`,
  );
  return startPgbouncer({
    folder: path.join(folder, 'pgbouncer'),
    port: await freePort(),
    postgresPort,
    logins: Object.fromEntries(logins.map((login) => [login, 'test'])),
  });
}

/**
 * The whole product for the browser suite, with the demo company, a viewer in it, and documents to hand in.
 * Null when there is no Chromium to look at it with.
 */
export async function startProductForBrowser() {
  const chromium = findChromium();
  if (!chromium) return null;
  const product = await startTemporaryProduct({
    logLevel: 'info',
    portalHandler: builtPortal(() => {}),
    postgresSettings: testPostgres,
  });
  const { commandLine, password } = product;
  const demo = await product.makeDemo();
  const [tenant = ''] = (await commandLine('tenants', 'list')).split('\t');
  const viewer = { email: 'kijker@korenaar.example', password };
  await commandLine(
    ...['users', 'create', '--name', 'Kees Kijker', '--tenant', tenant, '--role', 'viewer'],
    ...['--email', viewer.email, '--password', password],
  );
  const operator = { email: 'beheer@platform.example', password };
  await commandLine(
    ...['users', 'create', '--platform', '--name', 'Otto Operator'],
    ...['--email', operator.email, '--password', password],
  );
  return {
    env: {
      PORTAL_URL: product.url,
      CHROMIUM_PATH: chromium,
      DOCUMENTS_DIR: testDocuments(product.folder),
      DEMO_EMAIL: demo.email,
      DEMO_PASSWORD: demo.password,
      VIEWER_EMAIL: viewer.email,
      VIEWER_PASSWORD: viewer.password,
      OPERATOR_EMAIL: operator.email,
      OPERATOR_PASSWORD: operator.password,
      MAIL_LINKS_FILE: product.mailLinks ?? '',
      PRODUCT_PIDS: JSON.stringify(product.processes.pids()),
    },
    stop: product.stop,
  };
}

/** Invented invoices of every kind, each kind in a folder of its own with its `truth.json`. */
function testDocuments(folder) {
  const documents = path.join(folder, 'documents');
  for (const kind of ['clean-pdf', 'scan', 'wrong-digit-scan', 'ubl', 'two-invoices', 'reminder']) {
    const args = [
      'worker/evaluate/src/generate/generate-documents.ts',
      '--out',
      path.join(documents, kind),
      '--seed',
      '7',
      '--count',
      '5',
      '--kind',
      kind,
    ];
    mkdirSync(path.join(documents, kind), { recursive: true });
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(`test documents could not be made: ${stderr}`);
  }
  return documents;
}

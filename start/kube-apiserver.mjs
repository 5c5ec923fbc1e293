import { generateKeyPairSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import https from 'node:https';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { end, freePort, spawnBound } from './child.mjs';
import { goTool } from './go-tools.mjs';
import { temporaryFolder } from './temporary-product.mjs';

/**
 * The programs of a Kubernetes API server: from the folder `KUBEBUILDER_ASSETS`, else what `goTool` has; null when
 * they cannot be had, which the caller tells loudly.
 * @returns {Promise<{ etcd: string, apiserver: string } | null>}
 */
export async function kubePrograms() {
  const assets = process.env.KUBEBUILDER_ASSETS;
  const from = (name) => (assets ? path.join(assets, name) : goTool(name));
  const etcd = await from('etcd');
  const apiserver = etcd && (await from('kube-apiserver'));
  return etcd && apiserver && existsSync(etcd) && existsSync(apiserver)
    ? { etcd, apiserver }
    : null;
}

/**
 * Starts etcd and an API server on free ports of 127.0.0.1, for tests. Nothing else of a cluster is there: nobody
 * makes pods of a Deployment, collects garbage or schedules.
 *
 * `kubeconfig` is the path of an administrator's file, `operatorKubeconfig` of one for the user `operator`, who may nothing
 * until a role is bound to him; both trust what lies in `certificates`, which the API server makes when it is not there. `kill` ends the API server at once, as a power cut would, and
 * `startAgain` brings it back at the same address; `compact` has etcd forget all that has changed until now.
 * @param {{ etcd: string, apiserver: string }} programs
 * @param {readonly string[]} more arguments of the API server beside those it needs
 */
export async function startKubeApiserver(programs, more = []) {
  const folder = temporaryFolder();
  const etcd = await startEtcd(programs.etcd, folder);
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const args = [...apiserverArguments(folder, etcd.url, port), ...more];
  const start = () => startOne(programs.apiserver, args, folder, () => ready(url));
  let apiserver;
  const stop = async () => {
    if (apiserver) await end(apiserver, 'SIGTERM', 5_000);
    await etcd.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    apiserver = await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    certificates: path.join(folder, 'certificates'),
    kubeconfig: writeKubeconfig(folder, url, 'administrator'),
    operatorKubeconfig: writeKubeconfig(folder, url, 'operator'),
    stop,
    kill: () => end(apiserver, 'SIGKILL', 5_000),
    startAgain: async () => {
      apiserver = await start();
    },
    compact: () => compact(etcd.url),
  };
}

/** Whoever knows these can reach nothing but a server that lives as long as a test. */
const tokens = { administrator: 'administrator-of-a-test', operator: 'operator-of-a-test' };

async function startEtcd(program, folder) {
  const url = `http://127.0.0.1:${await freePort()}`;
  const peers = `http://127.0.0.1:${await freePort()}`;
  const args = [
    `--data-dir=${path.join(folder, 'etcd')}`,
    `--listen-client-urls=${url}`,
    `--advertise-client-urls=${url}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
    '--unsafe-no-fsync',
  ];
  const isHealthy = async () => (await fetch(`${url}/health`)).ok;
  const child = await startOne(program, args, folder, isHealthy);
  return { url, stop: () => end(child, 'SIGTERM', 5_000) };
}

function apiserverArguments(folder, etcdUrl, port) {
  const file = (name) => path.join(folder, name);
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(file('accounts.key'), privateKey, { mode: 0o600 });
  writeFileSync(file('accounts.pub'), publicKey);
  const users = [
    `${tokens.administrator},administrator,1,"system:masters"`,
    `${tokens.operator},operator,2`,
  ];
  writeFileSync(file('tokens.csv'), `${users.join('\n')}\n`, { mode: 0o600 });
  mkdirSync(file('certificates'), { recursive: true });
  return [
    `--etcd-servers=${etcdUrl}`,
    `--cert-dir=${file('certificates')}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    '--endpoint-reconciler-type=none',
    '--authorization-mode=RBAC',
    `--token-auth-file=${file('tokens.csv')}`,
    '--disable-admission-plugins=ServiceAccount',
    '--service-cluster-ip-range=10.0.0.0/24',
    '--service-account-issuer=https://accounts.invalid',
    `--service-account-key-file=${file('accounts.pub')}`,
    `--service-account-signing-key-file=${file('accounts.key')}`,
  ];
}

/** Starts a program and waits until `isReady`. @throws {Error} with the end of its log when it does not become so */
async function startOne(program, args, folder, isReady) {
  const log = path.join(folder, `${path.basename(program)}.log`);
  const output = openSync(log, 'a');
  const child = spawnBound(program, args, { stdio: ['ignore', output, output] });
  closeSync(output);
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await pause(100)) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await isReady().catch(() => false)) return child;
  }
  await end(child, 'SIGKILL', 5_000);
  throw new Error(`${program} did not start:\n${readFileSync(log, 'utf8').slice(-3000)}`);
}

/** Asked without a look at its certificate, which it makes itself at its first start. */
function ready(url) {
  const headers = { authorization: `Bearer ${tokens.administrator}` };
  return new Promise((resolve, reject) => {
    https
      .get(`${url}/readyz`, { headers, rejectUnauthorized: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      })
      .once('error', reject);
  });
}

/** @param {keyof typeof tokens} user */
function writeKubeconfig(folder, url, user) {
  const file = path.join(folder, `kubeconfig-${user}`);
  const authority = path.join(folder, 'certificates', 'apiserver.crt');
  const name = 'test';
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: url, 'certificate-authority': authority } }],
    users: [{ name, user: { token: tokens[user] } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default' } }],
    'current-context': name,
  };
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 }); // JSON is YAML
  return file;
}

async function compact(url) {
  const ask = async (place, body) => {
    const response = await fetch(`${url}/v3/kv/${place}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`etcd: ${place}: ${await response.text()}`);
    return response.json();
  };
  const { header } = await ask('range', { key: Buffer.from('/').toString('base64') });
  await ask('compaction', { revision: header.revision, physical: true });
}

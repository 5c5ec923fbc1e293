import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { defaultAccess, kubeconfigAccess, podAccess } from './cluster-access.ts';

let folder: string;
before(() => (folder = mkdtempSync(path.join(tmpdir(), 'cluster-access-'))));
after(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');

function kubeconfig(cluster: object, user: object, context: object = {}): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'here',
    clusters: [{ name: 'other', cluster: { server: 'https://other.test' } }, cluster],
    users: [{ name: 'me', user }],
    contexts: [{ name: 'here', context: { cluster: 'one', user: 'me', ...context } }],
  };
  return write('config', JSON.stringify(config));
}
const one = (more: object = {}) => ({
  name: 'one',
  cluster: { server: 'https://one.test:6443/', ...more },
});

describe('access to a cluster', () => {
  it('is that of the current context, with what stands in the file itself', () => {
    const file = kubeconfig(
      one({ 'certificate-authority-data': base64('authority'), 'tls-server-name': 'api' }),
      { 'client-certificate-data': base64('certificate'), 'client-key-data': base64('key') },
      { namespace: 'books' },
    );
    const access = kubeconfigAccess(file);
    assert.equal(access.server, 'https://one.test:6443');
    assert.equal(access.namespace, 'books');
    assert.deepEqual(access.headers(), {});
    assert.deepEqual(access.tls(), {
      ca: 'authority',
      cert: 'certificate',
      key: 'key',
      rejectUnauthorized: true,
      servername: 'api',
    });
  });

  it('follows files that lie beside it, which are renewed', () => {
    write('ca.crt', 'authority');
    write('token', 'first\n');
    const access = kubeconfigAccess(
      kubeconfig(one({ 'certificate-authority': 'ca.crt' }), { tokenFile: 'token' }),
    );
    assert.equal(access.namespace, null);
    assert.equal(access.tls().ca, 'authority');
    assert.deepEqual(access.headers(), { authorization: 'Bearer first' });
    write('token', 'second\n');
    write('ca.crt', 'another');
    assert.deepEqual(access.headers(), { authorization: 'Bearer second' });
    assert.equal(access.tls().ca, 'another');
  });

  it('trusts everybody only where the file says so', () => {
    const unsafe = kubeconfig(one({ 'insecure-skip-tls-verify': true }), { token: 'a' });
    assert.equal(kubeconfigAccess(unsafe).tls().rejectUnauthorized, false);
    assert.equal(
      kubeconfigAccess(kubeconfig(one(), { token: 'a' })).tls().rejectUnauthorized,
      true,
    );
  });

  it('refuses what it does not know, in a sentence', () => {
    const exec = kubeconfig(one(), { exec: { command: 'login' } });
    assert.throws(() => kubeconfigAccess(exec), /users with exec are not known here/);
    const nowhere = kubeconfig(one(), {}, { cluster: 'gone' });
    assert.throws(() => kubeconfigAccess(nowhere), /there is no gone/);
    assert.throws(() => podAccess({}, folder), /set KUBECONFIG, or run in a pod/);
  });

  it('is that of the pod where nothing else is said', () => {
    write('namespace', 'books\n');
    write('token', 'of the pod');
    write('ca.crt', 'authority');
    const access = podAccess({ KUBERNETES_SERVICE_HOST: 'fd00::1' }, folder);
    assert.equal(access.server, 'https://[fd00::1]:443');
    assert.equal(access.namespace, 'books');
    assert.deepEqual(access.headers(), { authorization: 'Bearer of the pod' });
    assert.deepEqual(access.tls(), { ca: 'authority' });
    const named = kubeconfig(one(), { token: 'a' });
    assert.equal(defaultAccess({ KUBECONFIG: named }).server, 'https://one.test:6443');
  });
});

// As whom we come to an API server, and over which way, as kubeconfigs of people and of clouds say it.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ApiClient, ApiError } from '../../src/kubernetes/api-client.ts';
import { ClusterConnection } from '../../src/kubernetes/cluster-connection.ts';
import { filesPlace, podPlace } from '../../src/kubernetes/cluster-place.ts';
import { KubeconfigFolder } from './kubeconfig.ts';
import { openConnectProxy, openSocksProxy } from './proxies.ts';
import { selfSigned } from './self-signed.ts';
import { describeOnCluster, until } from './test-cluster.ts';

const folder = new KubeconfigFolder();
after(() => folder.remove());

const people = { first: selfSigned('first'), second: selfSigned('second') };
const authority = folder.write('people.crt', people.first.certificate + people.second.certificate);
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const administrator = 'administrator-of-a-test';
const operator = 'operator-of-a-test';

const reviewSchema = z.object({
  status: z.object({
    userInfo: z.object({
      username: z.string(),
      uid: z.string().optional(),
      groups: z.array(z.string()).default([]),
      extra: z.record(z.string(), z.array(z.string())).default({}),
    }),
  }),
});

const open: ApiClient[] = [];
after(() => Promise.all(open.map((api) => api.close())));

function connect(files: readonly string[], options?: { identityMs?: number }): ApiClient {
  const api = new ApiClient(new ClusterConnection(filesPlace(files), options));
  open.push(api);
  return api;
}

/** Who we are, as the API server says. */
async function whoIs(api: ApiClient, timeoutMs?: number) {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const review = await api.request({ method: 'POST', path, body: {} }, reviewSchema, timeoutMs);
  return review.status.userInfo;
}

const isUnknown = (error: unknown): boolean => error instanceof ApiError && error.status === 401;

/** The answer of a plugin. */
const credential = (status: object): string =>
  JSON.stringify({ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status });
const exec = (command: string, more: object = {}) => ({
  exec: { apiVersion: 'client.authentication.k8s.io/v1', command, ...more },
});

describeOnCluster(
  'to an API server',
  (cluster) => {
    const server = (more: object = {}) => ({
      server: cluster.server.url,
      'certificate-authority': `${cluster.server.certificates}/apiserver.crt`,
      ...more,
    });
    const as = (user: object, options?: { identityMs?: number }) =>
      connect([folder.kubeconfig(server(), user)], options);

    it('we are whose client certificate we have, and another when that is another', async () => {
      folder.write('me.crt', people.first.certificate);
      folder.write('me.key', people.first.key);
      const api = as(
        { 'client-certificate': 'me.crt', 'client-key': 'me.key' },
        { identityMs: 50 },
      );
      assert.equal((await whoIs(api)).username, 'first');
      folder.write('me.crt', people.second.certificate);
      folder.write('me.key', people.second.key);
      await until(async () => (await whoIs(api)).username === 'second', 'it is the second');
      const inside = as({
        'client-certificate': 'gone.crt', // what stands in the kubeconfig itself goes before a file
        'client-certificate-data': base64(people.second.certificate),
        'client-key-data': base64(people.second.key),
      });
      assert.equal((await whoIs(inside)).username, 'second');
    });

    it('we are whose token a file has, which is read again', async () => {
      folder.write('token', `${administrator}\n`);
      const api = as({ tokenFile: 'token', token: 'of nobody' }, { identityMs: 50 });
      assert.equal((await whoIs(api)).username, 'administrator');
      folder.write('token', operator);
      await until(async () => (await whoIs(api)).username === 'operator', 'it is the operator');
    });

    it('a token that is refused is read again before its time', async () => {
      folder.write('token', 'of nobody');
      const api = as({ tokenFile: 'token' }, { identityMs: 3_600_000 });
      await assert.rejects(whoIs(api), isUnknown);
      folder.write('token', operator);
      await until(
        () =>
          whoIs(api).then(
            ({ username }) => username === 'operator',
            (error: unknown) => !isUnknown(error),
          ),
        'it is the operator',
      );
    });

    it('a kubeconfig that was written anew is read again', async () => {
      const api = as({ token: administrator }, { identityMs: 50 });
      assert.equal((await whoIs(api)).username, 'administrator');
      folder.kubeconfig(server(), { token: operator });
      await until(async () => (await whoIs(api)).username === 'operator', 'it is the operator');
    });

    it('a pod comes with its service account’s token, which is renewed below it', async () => {
      const account = 'var/run/secrets/kubernetes.io/serviceaccount';
      const { hostname, port } = new URL(cluster.server.url);
      process.env['KUBERNETES_SERVICE_HOST'] = hostname;
      process.env['KUBERNETES_SERVICE_PORT'] = port;
      folder.write(`${account}/ca.crt`, cluster.authority);
      folder.write(`${account}/namespace`, 'books\n');
      folder.write(`${account}/token`, administrator);
      const connection = new ClusterConnection(podPlace(folder.path), { identityMs: 50 });
      assert.equal(connection.namespace, 'books');
      const api = new ApiClient(connection);
      open.push(api);
      assert.equal((await whoIs(api)).username, 'administrator');
      folder.write(`${account}/token`, operator);
      await until(async () => (await whoIs(api)).username === 'operator', 'it is the operator');
    });

    it('a plugin says who we are, is told of the cluster, and is asked once', async () => {
      folder.program(
        'plugin',
        `echo "$KUBERNETES_EXEC_INFO" >> ${folder.path}/asked`,
        `test "$1" = login && echo '${credential({ token: operator })}' | sed "s/operator/$WHO/"`,
      );
      const user = exec('./plugin', {
        args: ['login'],
        env: [{ name: 'WHO', value: 'administrator' }],
        provideClusterInfo: true,
      });
      const api = as(user, { identityMs: 0 });
      const all = await Promise.all([whoIs(api), whoIs(api), whoIs(api)]);
      assert.deepEqual(new Set(all.map(({ username }) => username)), new Set(['administrator']));
      await whoIs(api);
      const [asked = '', ...again] = folder.read('asked').trim().split('\n');
      assert.deepEqual(again, []);
      const { spec } = z
        .object({ spec: z.object({ cluster: z.record(z.string(), z.unknown()) }) })
        .parse(JSON.parse(asked));
      assert.equal(spec.cluster['server'], cluster.server.url);
      assert.equal(spec.cluster['certificate-authority-data'], base64(cluster.authority));
    });

    it('a plugin is asked again when its token is over, and when it is refused', async () => {
      const count = `echo asked >> ${folder.path}/counted`;
      const counted = () => folder.read('counted').trim().split('\n').length;
      const over = { token: operator, expirationTimestamp: new Date(0).toISOString() };
      const expiring = folder.program('expiring', count, `echo '${credential(over)}'`);
      const api = as(exec(expiring), { identityMs: 0 });
      for (const times of [1, 2, 3]) {
        assert.equal((await whoIs(api)).username, 'operator');
        assert.equal(counted(), times);
      }
      const wrongFirst = folder.program(
        'wrong-first',
        `test -e ${folder.path}/asked-before && echo '${credential({ token: operator })}' && exit`,
        `touch ${folder.path}/asked-before`,
        `echo '${credential({ token: 'of nobody' })}'`,
      );
      assert.equal((await whoIs(as(exec(wrongFirst)))).username, 'operator');
    });

    it('a plugin may give a certificate', async () => {
      const { certificate: clientCertificateData, key: clientKeyData } = people.first;
      folder.write('answer', credential({ clientCertificateData, clientKeyData }));
      const api = as(exec(folder.program('certifying', `cat ${folder.path}/answer`)));
      assert.equal((await whoIs(api)).username, 'first');
    });

    it('a plugin that fails is told of in its own words, and one that hangs is not started twice', async () => {
      const failing = folder.program('failing', 'echo "log in first" >&2', 'exit 1');
      await assert.rejects(whoIs(as(exec(failing))), /log in first/);
      await assert.rejects(whoIs(as(exec('/nowhere/plugin'))), /ENOENT/);
      const hanging = folder.program(
        'hanging',
        `echo started >> ${folder.path}/started`,
        `while ! test -e ${folder.path}/go-on; do sleep 0.1; done`,
        `echo '${credential({ token: operator })}'`,
      );
      const api = as(exec(hanging));
      for (const _ of [1, 2]) await assert.rejects(whoIs(api, 500), /timeout/);
      folder.write('go-on', '');
      assert.equal((await whoIs(api)).username, 'operator');
      assert.equal(folder.read('started'), 'started\n');
    });

    it('we act for another one, with groups, uid and extras', async () => {
      const named = await whoIs(as({ token: administrator, as: 'operator' }));
      assert.deepEqual([named.username, named.groups], ['operator', ['system:authenticated']]);
      const whole = await whoIs(
        as({
          token: administrator,
          as: 'somebody',
          'as-uid': 'seven',
          'as-groups': ['readers', 'writers'],
          'as-user-extra': { 'example.com/reason': ['one', 'two'] },
        }),
      );
      assert.equal(whole.username, 'somebody');
      assert.equal(whole.uid, 'seven');
      assert.deepEqual(whole.groups.sort(), ['readers', 'system:authenticated', 'writers']);
      assert.deepEqual(whole.extra['example.com/reason'], ['one', 'two']);
    });

    for (const [kind, openProxy] of Object.entries({
      CONNECT: openConnectProxy,
      SOCKS5: openSocksProxy,
    }))
      it(`we come through the proxy that is named, by ${kind}`, async () => {
        const proxy = await openProxy();
        const user = { token: operator };
        const file = folder.kubeconfig(server({ 'proxy-url': proxy.url }), user);
        const api = connect([file]);
        for (const _ of [1, 2, 3]) assert.equal((await whoIs(api)).username, 'operator');
        assert.deepEqual(new Set(proxy.asked), new Set([new URL(cluster.server.url).host]));
        await api.close();
        await proxy.close();
      });

    it('of several kubeconfigs the first that names a thing holds', async () => {
      const one = folder.kubeconfig({ server: 'https://127.0.0.1:1' }, { token: operator });
      const other = folder.write(
        'other',
        JSON.stringify({
          clusters: [{ name: 'there', cluster: server() }],
          users: [{ name: 'me', user: { token: 'of nobody' } }],
          contexts: [{ name: 'there', context: { cluster: 'there', user: 'me' } }],
          'current-context': 'never',
        }),
      );
      const choice = folder.write('choice', JSON.stringify({ 'current-context': 'there' }));
      const missing = `${folder.path}/missing`;
      const api = connect([choice, missing, one, other]);
      assert.equal((await whoIs(api)).username, 'operator');
    });

    it('we trust it again when it and the file with its authority have another certificate', async () => {
      const api = as({ token: operator }, { identityMs: 50 });
      assert.equal((await whoIs(api)).username, 'operator');
      const before = cluster.authority;
      await cluster.server.kill();
      rmSync(cluster.server.certificates, { recursive: true });
      await cluster.server.startAgain();
      assert.notEqual(cluster.authority, before);
      await until(
        () =>
          whoIs(api).then(
            () => true,
            () => false,
          ),
        'it is trusted again',
      );
      await pause(100);
      assert.equal((await whoIs(api)).username, 'operator');
    });
  },
  [`--client-ca-file=${authority}`],
);

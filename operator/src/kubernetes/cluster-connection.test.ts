import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { KubeconfigFolder } from '../../test/kubernetes/kubeconfig.ts';
import { selfSigned } from '../../test/kubernetes/self-signed.ts';
import { ApiClient } from './api-client.ts';
import { ClusterConnection } from './cluster-connection.ts';
import { defaultPlace, filesPlace } from './cluster-place.ts';

const folder = new KubeconfigFolder();
const { certificate, key } = selfSigned('server');
const authority = { 'certificate-authority-data': Buffer.from(certificate).toString('base64') };
const headersSchema = z.object({ authorization: z.string().optional() });

/** A token of an OpenID provider that is over so many seconds from now. */
function identityToken(issuer: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: 'us', sub: 'me', iat: now - 3_600, exp: now + seconds };
  const parts = [{ alg: 'RS256' }, claims].map((part) => JSON.stringify(part));
  return [...parts, 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
}

describe('a connection to a cluster', () => {
  let server: Server;
  let url: string;
  const asked: string[] = [];
  const open: ApiClient[] = [];

  before(async () => {
    // Answers with what it was asked with; and it is an OpenID provider, too.
    server = createServer({ cert: certificate, key }, (request, response) => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration')
        response.end(JSON.stringify({ issuer: url, token_endpoint: `${url}/token` }));
      else if (request.url === '/token') {
        request.setEncoding('utf8').on('data', (text: string) => asked.push(text));
        const token = { access_token: 'unused', token_type: 'bearer', expires_in: 3_600 };
        const id_token = identityToken(url, 3_600);
        const answer = JSON.stringify({ ...token, id_token, refresh_token: 'another' });
        request.on('end', () => response.end(answer));
      } else response.end(JSON.stringify(request.headers));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = z.object({ port: z.int() }).parse(server.address());
    url = `https://127.0.0.1:${port}`;
  });
  after(async () => {
    for (const api of open) await api.close();
    server.close();
    server.closeAllConnections();
    folder.remove();
  });

  /** The headers that our requests have. */
  async function headers(cluster: object, user: object, times = 1) {
    const file = folder.kubeconfig({ server: `${url}/`, ...cluster }, user);
    const api = new ApiClient(new ClusterConnection(filesPlace([file]), { identityMs: 0 }));
    open.push(api);
    const request = { method: 'GET', path: '/' } as const;
    for (let time = 1; time < times; time++) await api.request(request, headersSchema);
    return api.request(request, headersSchema);
  }

  it('says name and password where somebody in between wants them', async () => {
    const { authorization } = await headers(authority, { username: 'me', password: 'secret' });
    assert.equal(authorization, `Basic ${Buffer.from('me:secret').toString('base64')}`);
    const token = await headers(authority, { username: 'me', token: 'mine' });
    assert.equal(token.authorization, 'Bearer mine');
  });

  it('trusts everybody only where the file says so', async () => {
    const user = { token: 'mine' };
    await assert.rejects(headers({}, user), /self-signed/);
    await assert.rejects(headers({ ...authority, 'tls-server-name': 'another' }, user), /altnames/);
    assert.equal((await headers(authority, user)).authorization, 'Bearer mine');
    const unsafe = await headers({ 'insecure-skip-tls-verify': true }, user);
    assert.equal(unsafe.authorization, 'Bearer mine');
  });

  it('says which authority is none, where the error would be of the server', async () => {
    const user = { token: 'mine' };
    for (const text of [
      '',
      'hello',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    ]) {
      const file = folder.write('ca.crt', text);
      const none = new Error(`${file} holds no certificate in PEM`);
      await assert.rejects(headers({ 'certificate-authority': 'ca.crt' }, user), none);
    }
    const data = { 'certificate-authority-data': Buffer.from('hello').toString('base64') };
    const sentence = /certificate-authority-data of cluster one holds no certificate in PEM/;
    await assert.rejects(headers(data, user), sentence);
    folder.write('ca.crt', `ours:\n${certificate}`);
    assert.ok((await headers({ 'certificate-authority': 'ca.crt' }, user)).authorization);
  });

  it('does not come without a token where a file has none', async () => {
    folder.write('token', ' \n');
    await assert.rejects(
      headers(authority, { tokenFile: 'token' }),
      new Error(`the token file ${folder.path}/token is empty`),
    );
  });

  it('has a token that is over refreshed by its OpenID provider, once', async () => {
    const config = {
      'client-id': 'us',
      'client-secret': 'hush',
      'id-token': identityToken(url, -60),
      'refresh-token': 'one',
      'idp-issuer-url': url,
      'idp-certificate-authority-data': authority['certificate-authority-data'],
    };
    const user = { 'auth-provider': { name: 'oidc', config } };
    const { authorization = '' } = await headers(authority, user, 3);
    const claims = Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString();
    assert.match(claims, /"sub":"me"/);
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /refresh_token=one&.*client_id=us&client_secret=hush/);
  });

  it('knows the namespace of the context', () => {
    const file = folder.kubeconfig({ server: url }, {}, { context: { namespace: 'books' } });
    assert.equal(new ClusterConnection(filesPlace([file])).namespace, 'books');
    const without = folder.kubeconfig({ server: `${url}/` }, {});
    const connection = new ClusterConnection(filesPlace([without]));
    assert.deepEqual([connection.server, connection.namespace], [url, null]);
  });

  it('takes files as people have them, with entries that nobody uses and lack a part', () => {
    const half = folder.write(
      'half',
      JSON.stringify({
        clusters: [{ name: 'no-server', cluster: {} }, { name: 'nothing' }],
        contexts: [{ name: 'no-cluster', context: { namespace: 'books' } }],
        users: [{ name: 'old', user: { exec: { command: 'plugin' } } }],
      }),
    );
    const empty = folder.write('empty', '# nothing yet\n');
    const file = folder.kubeconfig({ server: url }, {});
    assert.equal(new ClusterConnection(filesPlace([empty, half, file])).server, url);
  });

  it('is told when a plugin gives nothing, and asks it again', async () => {
    const apiVersion = 'client.authentication.k8s.io/v1';
    const answer = (rest: object) =>
      JSON.stringify({ apiVersion, kind: 'ExecCredential', ...rest });
    const command = folder.program(
      'plugin',
      `cat ${folder.path}/answer; test -s ${folder.path}/answer`,
    );
    const exec = { apiVersion, command, installHint: 'install it' };
    const file = folder.kubeconfig({ server: url, ...authority }, { exec });
    const api = new ApiClient(new ClusterConnection(filesPlace([file]), { identityMs: 0 }));
    open.push(api);
    const ask = () => api.request({ method: 'GET', path: '/' }, headersSchema);
    for (const [said, sentence] of [
      ['', /plugin gave no credentials: it did not say why; install it/],
      ['log in first', /plugin gave no credentials: its answer is not a whole ExecCredential/],
      [answer({}), /its answer is not a whole ExecCredential/],
      [answer({ status: {} }), /neither a token nor a certificate with its key/],
      [answer({ status: { clientCertificateData: certificate } }), /neither a token/],
    ] as const) {
      folder.write('answer', said);
      await assert.rejects(ask(), sentence);
    }
    folder.write('answer', answer({ status: { token: 'mine' } }));
    assert.equal((await ask()).authorization, 'Bearer mine');
  });

  it('is refused in a sentence when nothing says where to', () => {
    const refused = (files: readonly string[], sentence: RegExp) =>
      assert.throws(() => new ClusterConnection(filesPlace(files)), sentence);
    const gone = { context: { cluster: 'gone' } };
    refused([folder.kubeconfig({ server: url }, {}, gone)], /context here names no cluster/);
    const nobody = { context: { user: 'gone' } };
    refused([folder.kubeconfig({ server: url }, {}, nobody)], /context here names no user/);
    refused([folder.write('empty', '{}')], /context \(none\) names no cluster/);
    refused([`${folder.path}/missing`], /ENOENT/);
    refused([folder.path], /kubeconfig-[^:]+: Error: EISDIR/);
    refused(
      [folder.write('broken', 'token: [secret')],
      /broken: YAMLParseError: [^\n]*line 1, column \d+$/,
    );
    refused([folder.write('text', 'hello')], /text: .*expected object/);
    const old = { exec: { command: 'plugin' } };
    refused(
      [folder.kubeconfig({ server: url }, old)],
      /context here has a user whose plugin: .*\n.*apiVersion/,
    );
    for (const cluster of [{ server: 'localhost:6443' }, { server: 'cluster.example.com' }])
      refused(
        [folder.kubeconfig(cluster, {})],
        /context here: server must be a URL that begins with https:\/\/, http:\/\/$/,
      );
    const proxied = { server: url, 'proxy-url': 'me:secret@proxy:3128' };
    refused(
      [folder.kubeconfig(proxied, {})],
      /context here: proxy-url must be a URL that begins with https:.*, socks5:[^@]*$/,
    );
    const openstack = { 'auth-provider': { name: 'openstack', config: {} } };
    refused(
      [folder.kubeconfig({ server: url }, openstack)],
      /context here: auth-provider openstack is not known; known are oidc, gcp, azure, and exec$/,
    );
    for (const name of ['gcp', 'azure', 'oidc'])
      refused(
        [folder.kubeconfig({ server: url }, { 'auth-provider': { name } })],
        new RegExp(`auth-provider ${name} has no config$`),
      );
    process.env['HOME'] = folder.path;
    assert.throws(() => defaultPlace({}), /set KUBECONFIG, or run in a pod/);
    const file = folder.kubeconfig({ server: url }, {});
    assert.equal(new ClusterConnection(defaultPlace({ KUBECONFIG: `:${file}:` })).server, url);
    folder.write('.kube/config', folder.read('config'));
    assert.equal(new ClusterConnection(defaultPlace({})).server, url);
  });
});

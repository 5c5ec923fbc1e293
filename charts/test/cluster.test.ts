// On a real API server: it takes every object of every way to install, and what was generated outlives the release.
// Nobody makes pods there: what the pods do is not this test's.
import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { z } from 'zod';
import { establish } from '../../operator/test/kubernetes/establish.ts';
import {
  describeOnCluster,
  type TestCluster,
  until,
} from '../../operator/test/kubernetes/test-cluster.ts';
import { chart, helm } from '../cluster/helm.ts';
import { describeWithHelm, namespace, release, render } from './helm.ts';
import { entriesOf, type KubernetesObject, objectSchema, podsOf } from './objects.ts';
import { valueCases } from './value-cases.ts';
import { workerPod } from './worker-pod.ts';

const resourceList = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

const ourPriorityClasses = {
  path: '/apis/scheduling.k8s.io/v1/priorityclasses',
  query: { labelSelector: 'app.kubernetes.io/name=smart-accounting' },
};

/** A namespace whose pods must be restricted. */
async function restrictedNamespace(cluster: TestCluster, name: string): Promise<void> {
  const level = 'restricted';
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': level,
  };
  const body = { metadata: { name, labels } };
  await cluster.api.request({ method: 'POST', path: '/api/v1/namespaces', body }, z.unknown());
}

/**
 * Asks the server whether it would make the object, refusing keys it does not know, as `kubectl apply` does.
 * @param really it is made, for others that name it
 */
async function dryRun(
  cluster: TestCluster,
  object: KubernetesObject,
  really = false,
): Promise<void> {
  const group = object.apiVersion === 'v1' ? '/api/v1' : `/apis/${object.apiVersion}`;
  const { resources } = await cluster.api.request({ method: 'GET', path: group }, resourceList);
  const resource = resources.find(({ kind, name }) => kind === object.kind && !name.includes('/'));
  assert.ok(resource, `the server knows no ${object.apiVersion} ${object.kind}`);
  await cluster.api.request(
    {
      method: 'POST',
      path: `${group}/${resource.namespaced ? `namespaces/${namespace}/` : ''}${resource.name}`,
      query: { ...(!really && { dryRun: 'All' }), fieldValidation: 'Strict' },
      body: object,
    },
    z.unknown(),
  );
}

describeWithHelm('the chart', () => {
  describeOnCluster('on an API server that has its CRD', (cluster) => {
    before(async () => {
      await establish(cluster);
      await restrictedNamespace(cluster, namespace);
    });

    for (const [name, values] of Object.entries(valueCases))
      for (const upgrade of [false, true])
        it(`is taken whole ${upgrade ? 'at an upgrade' : 'when installed'} with ${name}`, async () => {
          const objects = await render(values, { upgrade });
          await cluster.api.request({ method: 'DELETE', ...ourPriorityClasses }, z.unknown());
          for (const object of objects)
            await dryRun(cluster, object, object.kind === 'PriorityClass').catch(
              (error: unknown) => {
                throw new Error(`${object.kind} ${object.metadata.name}: ${String(error)}`);
              },
            );
          const pods = [...podsOf(objects)].filter(([pod]) => !pod.endsWith('installation-test'));
          for (const { metadata } of objects.filter(({ kind }) => kind === 'ProcessingJob'))
            pods.push([`worker-${metadata.name}`, workerPod(objects, metadata.name)]);
          // A Deployment is taken whatever its pods are like: only pods themselves are held to the restrictions.
          for (const [pod, { metadata, spec }] of pods) {
            const claims = [{ name: 'data', emptyDir: {} }].filter(({ name: volume }) =>
              spec.containers.some(({ volumeMounts }) =>
                volumeMounts.some((mount) => mount.name === volume),
              ),
            );
            const whole = { ...spec, volumes: [...spec.volumes, ...claims] };
            await dryRun(
              cluster,
              objectSchema.parse({
                apiVersion: 'v1',
                kind: 'Pod',
                metadata: { ...metadata, name: pod },
                spec: { ...whole, ...(spec.restartPolicy ? {} : { restartPolicy: 'Always' }) },
              }),
            ).catch((error: unknown) => {
              throw new Error(`pod of ${pod}: ${String(error)}`);
            });
          }
        });
  });

  describeOnCluster('installed, upgraded, uninstalled and installed again', (cluster) => {
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await helm([...args, '--namespace', namespace], {
        kubeconfig: cluster.server.kubeconfig,
      });
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stderr, /would violate PodSecurity|unknown field/);
      return stdout;
    };
    const read = async (path: string) =>
      cluster.api.request({ method: 'GET', path }, z.looseObject({}));
    const patch = async (path: string, body: object) =>
      cluster.api.request(
        { method: 'PATCH', path, body, contentType: 'application/merge-patch+json' },
        z.unknown(),
      );
    const secret = async (name: string) =>
      entriesOf(
        objectSchema.parse({
          apiVersion: 'v1',
          kind: 'Secret',
          ...(await read(`/api/v1/namespaces/${namespace}/secrets/${release}-${name}`)),
        }),
      );
    const exists = (path: string) =>
      read(path).then(
        () => true,
        () => false,
      );
    const upgrade = (...args: string[]) => run('upgrade', release, chart, '--no-hooks', ...args);
    const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/${release}-api`;
    let generated: Record<string, string> = {};
    let signingKey: Record<string, string> = {};

    before(() => restrictedNamespace(cluster, namespace));

    it('brings its CRD, and its notes name the next command', async () => {
      const told = await run('install', release, chart);
      assert.match(told, /helm test books -n accounting/);
      [generated, signingKey] = [await secret('generated'), await secret('signing-key')];
      assert.ok(generated['database-api'] && generated['storage-api'] && generated['broker-api']);
      assert.ok(
        await exists(
          `/apis/smart-accounting.io/v1alpha1/namespaces/${namespace}/processingjobs/ocr`,
        ),
      );
    });
    it('an upgrade changes no password', async () => {
      const api = await secret('api');
      await upgrade('--set', 'logLevel=debug');
      assert.deepEqual(await secret('generated'), generated);
      assert.deepEqual(await secret('api'), api);
      assert.deepEqual(await secret('signing-key'), signingKey);
      assert.match(JSON.stringify(await read(deployment)), /"debug"/);
    });
    it('an upgrade changes nothing before its migrations are done, and leaves nothing of them', async () => {
      const upgrading = run('upgrade', release, chart, '--set', 'logLevel=warn');
      const job = `/apis/batch/v1/namespaces/${namespace}/jobs/${release}-migrations`;
      await until(() => exists(job), 'the migrations are there');
      assert.match(JSON.stringify(await read(deployment)), /"debug"/);
      assert.deepEqual(
        (await secret('migrations'))['API_DATABASE_PASSWORD'],
        generated['database-api'],
      );
      const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
      const conditions = ['SuccessCriteriaMet', 'Complete'].map((type) => ({
        type,
        status: 'True',
      }));
      const status = { startTime: now, completionTime: now, succeeded: 1, conditions };
      await patch(`${job}/status`, { status });
      await upgrading;
      assert.match(JSON.stringify(await read(deployment)), /"warn"/);
      assert.ok(!(await exists(job)));
      assert.ok(!(await exists(`/api/v1/namespaces/${namespace}/secrets/${release}-migrations`)));
    });
    it('a password that is taken away is made anew by the next upgrade, and the others stay', async () => {
      await patch(`/api/v1/namespaces/${namespace}/secrets/${release}-generated`, {
        data: { 'database-api': null },
      });
      await upgrade();
      const now = await secret('generated');
      assert.notEqual(now['database-api'], generated['database-api']);
      assert.deepEqual({ ...now, 'database-api': '' }, { ...generated, 'database-api': '' });
      assert.ok((await secret('api'))['DATABASE_URL']?.includes(now['database-api'] ?? 'absent'));
      generated = now;
    });
    it('so is one of the broker, which starts anew with it', async () => {
      const broker = `/apis/apps/v1/namespaces/${namespace}/statefulsets/${release}-broker`;
      const sum = async () =>
        /"checksum\/files":"\w+"/.exec(JSON.stringify(await read(broker)))?.[0];
      const before = await sum();
      await patch(`/api/v1/namespaces/${namespace}/secrets/${release}-generated`, {
        data: { 'broker-reader': null },
      });
      await upgrade();
      const now = await secret('generated');
      const password = now['broker-reader'] ?? '';
      assert.deepEqual(now, { ...generated, 'broker-reader': password });
      assert.notEqual(password, generated['broker-reader']);
      assert.ok((await secret('reader'))['AMQP_URL']?.includes(`reader:${password}@`));
      assert.ok((await secret('broker'))['definitions.json']?.includes(password));
      assert.ok(before);
      assert.notEqual(await sum(), before);
      generated = now;
    });
    it('so is the key that signs archives', async () => {
      const path = `/api/v1/namespaces/${namespace}/secrets/${release}-signing-key`;
      await cluster.api.request({ method: 'DELETE', path }, z.unknown());
      await upgrade();
      const now = await secret('signing-key');
      assert.match(now['signing-key.pem'] ?? '', /^-----BEGIN PRIVATE KEY-----/);
      assert.notDeepEqual(now, signingKey);
      signingKey = now;
    });
    it('a ceiling that somebody set by hand stops an upgrade, until the values say it, too', async () => {
      const pool = `/apis/smart-accounting.io/v1alpha1/namespaces/${namespace}/processingjobs/ocr`;
      await patch(`${pool}/scale`, { spec: { replicas: 20 } });
      const kubeconfig = cluster.server.kubeconfig;
      const args = ['upgrade', release, chart, '--namespace', namespace, '--no-hooks'];
      const { code, stderr } = await helm(args, { kubeconfig });
      assert.notEqual(code, 0);
      assert.match(stderr, /conflict.*\.spec\.scaling\.maxReplicas/s);
      await upgrade('--set', 'pools.ocr.scaling.maxReplicas=20');
      assert.match(JSON.stringify(await read(pool)), /"maxReplicas":20/);
      await upgrade('--reset-values', '--force-conflicts');
      assert.match(JSON.stringify(await read(pool)), /"maxReplicas":10/);
    });
    it('what an upgrade no longer needs stays', async () => {
      const external = ['broker.mode=external', 'broker.external.url=amqp://a:b@mq:5672'];
      await upgrade(...external.flatMap((value) => ['--set', value]));
      assert.deepEqual(await secret('generated'), generated);
      assert.match((await secret('operator'))['AMQP_URL'] ?? '', /@mq:5672/);
    });
    it('uninstalling leaves what the data cannot be read without', async () => {
      await run('uninstall', release);
      assert.ok(!(await exists(deployment)));
      assert.deepEqual(await secret('generated'), generated);
      assert.deepEqual(await secret('signing-key'), signingKey);
    });
    it('the same release installed again goes on with it', async () => {
      await run('install', release, chart);
      assert.deepEqual(await secret('generated'), generated);
      assert.deepEqual(await secret('signing-key'), signingKey);
    });
  });
});

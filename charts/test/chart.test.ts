import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { kubernetesSectionSchema } from '@smart-accounting/operator-contract';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsSchema } from '../../api/src/settings.ts';
import { readSettings } from '../../operator/src/settings.ts';
import { chart } from '../cluster/helm.ts';
import { describeWithHelm, namespace, render } from './helm.ts';
import {
  entriesOf,
  find,
  has,
  type KubernetesObject,
  onlyContainer,
  podsOf,
  replicasOf,
} from './objects.ts';
import { valueCases } from './value-cases.ts';
import { workerPod } from './worker-pod.ts';

/** The pods of these objects, and those the operator would make. */
function allPods(objects: readonly KubernetesObject[]) {
  const pods = podsOf(objects);
  for (const { metadata } of objects.filter(({ kind }) => kind === 'ProcessingJob'))
    pods.set(`worker of ${metadata.name}`, workerPod(objects, metadata.name));
  return pods;
}

for (const [name, values] of Object.entries(valueCases))
  describeWithHelm(`the chart with ${name}`, () => {
    let objects: KubernetesObject[] = [];
    before(async () => {
      objects = await render(values);
    });

    it('has one object of a kind and name, in the release’s namespace, with the usual labels', () => {
      const names = objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
      assert.deepEqual(names, [...new Set(names)]);
      for (const { kind, metadata } of objects) {
        const place = kind === 'PriorityClass' ? undefined : namespace; // of the cluster
        assert.equal(metadata.namespace, place, `${kind}/${metadata.name}`);
        assert.equal(metadata.labels['app.kubernetes.io/name'], 'smart-accounting');
        assert.equal(metadata.labels['app.kubernetes.io/managed-by'], 'Helm');
      }
    });

    it('runs every pod restricted, and only the operator’s with a token', () => {
      for (const [pod, { spec }] of allPods(objects)) {
        assert.equal(spec.automountServiceAccountToken, /^(books|ledger)-operator$/.test(pod), pod);
        assert.equal(spec.enableServiceLinks, false, pod);
        assert.equal(spec.shareProcessNamespace, true, pod);
        assert.equal(spec.securityContext.runAsNonRoot, true, pod);
        assert.deepEqual(spec.securityContext.seccompProfile, { type: 'RuntimeDefault' }, pod);
        assert.equal(spec.hostNetwork, undefined);
        for (const { securityContext } of [...spec.containers, ...spec.initContainers]) {
          assert.equal(securityContext.allowPrivilegeEscalation, false, pod);
          assert.equal(securityContext.readOnlyRootFilesystem, true, pod);
          assert.deepEqual(securityContext.capabilities, { drop: ['ALL'] }, pod);
          assert.notEqual(securityContext.privileged, true, pod);
        }
      }
    });

    it('says what each container needs and may take, and how its health is asked for', () => {
      for (const [pod, { spec }] of allPods(objects))
        for (const container of spec.containers) {
          const bounds = z.looseObject({ memory: z.string() });
          assert.ok(bounds.safeParse(container.resources.requests).success, pod);
          assert.ok(bounds.safeParse(container.resources.limits).success, pod);
          if (spec.restartPolicy === undefined) assert.ok(container.livenessProbe, pod);
          if (spec.restartPolicy === undefined && !pod.startsWith('worker'))
            assert.ok(container.readinessProbe, pod);
          assert.ok(!container.image.endsWith(':latest') && /[:@]/.test(container.image), pod);
        }
    });

    it('starts no pod anew for a new number of the chart alone', () => {
      for (const [pod, { metadata }] of podsOf(objects))
        if (!pod.endsWith('installation-test'))
          assert.ok(!('helm.sh/chart' in metadata.labels), pod);
    });

    it('mounts only volumes that are there', () => {
      for (const [pod, { spec }] of podsOf(objects)) {
        const known = [...spec.volumes.map((volume) => volume.name), 'data'];
        for (const { volumeMounts } of [...spec.containers, ...spec.initContainers])
          for (const mount of volumeMounts) assert.ok(known.includes(mount.name), pod);
      }
    });

    it('gives each process its own Secret, and no password in plain sight', () => {
      for (const [pod, { metadata, spec }] of allPods(objects)) {
        const component = metadata.labels['app.kubernetes.io/component'] ?? '';
        for (const container of spec.containers) {
          for (const { secretRef } of container.envFrom)
            assert.ok(secretRef.name.includes(component), `${pod} reads ${secretRef.name}`);
          for (const { name: variable, value = '' } of container.env)
            assert.doesNotMatch(value, /:\/\/[^/]*:[^/]*@/, `${pod}: ${variable}`);
        }
      }
      const web = podsOf(objects).get('books-web');
      assert.deepEqual(onlyContainerOrNone(web)?.envFrom ?? [], []);
    });

    it('leaves the number of replicas to the autoscaler where there is one', () => {
      for (const component of ['api', 'web']) {
        const deployment = objects.find(
          ({ kind, metadata }) => kind === 'Deployment' && metadata.name.endsWith(`-${component}`),
        );
        if (!deployment) continue;
        const ruled = has(objects, 'HorizontalPodAutoscaler', deployment.metadata.name);
        assert.equal(replicasOf(deployment) === undefined, ruled, component);
      }
    });

    it('keeps what was generated', () => {
      const generated = objects.filter(({ metadata }) => metadata.name.endsWith('-generated'));
      for (const { metadata } of generated)
        assert.equal(metadata.annotations['helm.sh/resource-policy'], 'keep');
      for (const secret of objects.filter(({ kind }) => kind === 'Secret'))
        for (const [key, value] of Object.entries(entriesOf(secret)))
          assert.notEqual(value, '', `${secret.metadata.name}: ${key}`);
    });
  });

function onlyContainerOrNone(pod: Parameters<typeof onlyContainer>[0]) {
  return pod ? onlyContainer(pod) : undefined;
}

describeWithHelm('by default', () => {
  let objects: KubernetesObject[] = [];
  before(async () => {
    objects = await render();
  });
  const secret = (process: string) => entriesOf(find(objects, 'Secret', `books-${process}`));

  it('the operator’s rights are those of the file that its own test uses', () => {
    const { rules } = z
      .looseObject({ rules: z.unknown() })
      .parse(find(objects, 'Role', 'books-operator'));
    assert.deepEqual(
      rules,
      parse(readFileSync(path.join(chart, 'files/operator-rules.yaml'), 'utf8')),
    );
    assert.ok(!objects.some(({ kind }) => kind.startsWith('Cluster')));
  });
  it('the operator gives workers image, Secret and thrift, in words of the contract', () => {
    const operator = onlyContainer(podsOf(objects).get('books-operator'));
    const text = operator.env.find(({ name }) => name === 'POD_DEFAULTS')?.value ?? '';
    const section = kubernetesSectionSchema.parse(JSON.parse(text));
    assert.equal(section.image, 'smart-accounting/worker:0.1.0');
    assert.deepEqual(section.environmentSecrets, ['books-worker']);
    assert.deepEqual(section.environment, {
      LOG_LEVEL: 'info',
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '1048576',
      NODE_OPTIONS: '--max-semi-space-size=2',
    });
    assert.ok(section.podAnnotations?.['checksum/environment']);
  });
  it('workers make room for whatever else has to start', () => {
    const { value, preemptionPolicy } = z
      .looseObject({ value: z.number(), preemptionPolicy: z.string() })
      .parse(find(objects, 'PriorityClass', 'accounting-books-workers'));
    assert.ok(value < 0 && value > -10); // below -10 a cluster's autoscaler makes no node for them
    assert.equal(preemptionPolicy, 'Never');
    assert.equal(workerPod(objects, 'ocr').spec['priorityClassName'], 'accounting-books-workers');
    const others = [...podsOf(objects)].map(([, pod]) => pod.spec['priorityClassName']);
    assert.ok(others.every((name) => name === undefined));
  });
  it('passwords agree between those who use them', () => {
    const generated = secret('generated');
    const url = (process: string, key: string) => new URL(secret(process)[key] ?? '');
    assert.equal(url('api', 'DATABASE_URL').password, generated['database-api']);
    assert.equal(url('worker', 'DATABASE_URL').password, generated['database-worker']);
    const migrations = secret('first-migrations');
    assert.equal(migrations['API_DATABASE_PASSWORD'], generated['database-api']);
    assert.equal(migrations['WORKER_DATABASE_PASSWORD'], generated['database-worker']);
    const migrator = url('first-migrations', 'DATABASE_DIRECT_URL').password;
    assert.equal(migrator, generated['database-migrator']);
    assert.equal(url('provisioner', 'DATABASE_DIRECT_URL').password, migrator);
    for (const process of ['api', 'worker', 'provisioner', 'operator'])
      assert.equal(url(process, 'AMQP_URL').password, generated['broker']);
    assert.match(secret('api')['STORAGE'] ?? '', /^s3\+http:\/\/smart:.{40}@books-storage:7070\//);
    assert.equal(new Set(Object.values(generated)).size, 7);
  });
  it('the API’s environment is one that it takes', () => {
    const { env } = onlyContainer(podsOf(objects).get('books-api'));
    const plain = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    const settings = settingsSchema.parse({ ...secret('api'), ...plain });
    assert.equal(settings.METRICS_HOST, '0.0.0.0');
    assert.equal(settings.WEB_HANDLER, undefined);
    for (const name of Object.keys(plain)) assert.ok(name in settingsSchema.shape, name);
  });
  it('the operator’s environment is one that it takes', () => {
    const { env } = onlyContainer(podsOf(objects).get('books-operator'));
    const plain = env.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value] as const],
    );
    const environment = { ...secret('operator'), ...Object.fromEntries<string>(plain) };
    const settings = readSettings(environment);
    assert.equal(settings.POOLS, 'kubernetes');
    assert.equal(settings.WORKERS_MAX, Infinity);
    assert.equal(settings.METRICS_HOST, '0.0.0.0');
  });
  it('migrations of a first installation wait for its database; later ones come before all else', async () => {
    const job = find(objects, 'Job', 'books-first-migrations');
    assert.equal(job.metadata.annotations['helm.sh/hook'], undefined);
    const [wait] = podsOf(objects).get('books-first-migrations')?.spec.initContainers ?? [];
    assert.equal(wait?.env.find(({ name }) => name === 'HOST')?.value, 'books-database');
    const upgrade = await render({}, { upgrade: true });
    assert.ok(!has(upgrade, 'Job', 'books-first-migrations'));
    const hooks = [
      find(upgrade, 'Secret', 'books-migrations'),
      find(upgrade, 'Job', 'books-migrations'),
    ];
    const weights = hooks.map(({ metadata: { annotations } }) => {
      assert.equal(annotations['helm.sh/hook'], 'pre-install,pre-upgrade');
      return Number(annotations['helm.sh/hook-weight']);
    });
    assert.ok((weights[0] ?? 0) < (weights[1] ?? 0), 'its Secret comes first');
  });
  it('asks nothing of resources that only other programs bring', () => {
    assert.ok(!objects.some(({ kind }) => kind.endsWith('Monitor')));
  });
  it('one provisioner is gone before another starts', () => {
    const deployment = find(objects, 'Deployment', 'books-provisioner');
    const { spec } = z
      .looseObject({ spec: z.looseObject({ strategy: z.unknown() }) })
      .parse(deployment);
    assert.equal(replicasOf(deployment), 1);
    assert.deepEqual(spec.strategy, { type: 'Recreate' });
  });
  it('volumes stay when the release goes', () => {
    for (const name of ['books-database', 'books-broker', 'books-storage']) {
      const { spec } = z
        .looseObject({
          spec: z.looseObject({ persistentVolumeClaimRetentionPolicy: z.unknown() }),
        })
        .parse(find(objects, 'StatefulSet', name));
      assert.deepEqual(spec.persistentVolumeClaimRetentionPolicy, {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      });
    }
  });
});

describeWithHelm('with other values', () => {
  it('PgBouncer stands before the database for API and workers, never for LISTEN or migrations', async () => {
    const objects = await render({ pgbouncer: { enabled: true } });
    const secret = (process: string) => entriesOf(find(objects, 'Secret', `books-${process}`));
    assert.match(secret('api')['DATABASE_URL'] ?? '', /@books-pgbouncer:6432\//);
    assert.match(secret('worker')['DATABASE_URL'] ?? '', /@books-pgbouncer:6432\//);
    for (const process of ['api', 'provisioner', 'first-migrations'])
      assert.match(secret(process)['DATABASE_DIRECT_URL'] ?? '', /@books-database:5432\//);
    const settings = secret('pgbouncer');
    assert.match(settings['pgbouncer.ini'] ?? '', /^pool_mode = transaction$/m);
    const generated = secret('generated');
    assert.equal(
      settings['users.txt'],
      `"smart_api" "${generated['database-api'] ?? ''}"\n"smart_worker" "${generated['database-worker'] ?? ''}"\n`,
    );
    assert.ok(has(objects, 'PodDisruptionBudget', 'books-pgbouncer'));
  });
  it('the portal runs in the API’s processes', async () => {
    const objects = await render({
      web: { separate: false },
      ingress: { enabled: true, host: 'books.example.com' },
    });
    for (const kind of ['Deployment', 'Service', 'HorizontalPodAutoscaler', 'PodDisruptionBudget'])
      assert.ok(!has(objects, kind, 'books-web'), kind);
    const { env } = onlyContainer(podsOf(objects).get('books-api'));
    const value = (name: string) => env.find((variable) => variable.name === name)?.value;
    assert.equal(value('WEB_HANDLER'), '/app/web/build/handler.js');
    assert.equal(value('PUBLIC_URL'), 'https://books.example.com');
    assert.doesNotMatch(JSON.stringify(find(objects, 'Ingress', 'books-portal')), /books-web/);
  });
  it('an ingress has TLS, annotations and a class only where they are asked for', async () => {
    const ingress = async (values: object) =>
      z
        .looseObject({
          spec: z.looseObject({
            ingressClassName: z.string().optional(),
            tls: z.unknown().optional(),
          }),
        })
        .parse(
          find(
            await render({ ingress: { enabled: true, host: 'a.nl', ...values } }),
            'Ingress',
            'books-portal',
          ),
        );
    const plain = await ingress({ tls: { enabled: false } });
    assert.equal(plain.spec.tls, undefined);
    assert.equal(plain.spec.ingressClassName, undefined);
    const secured = await ingress({ className: 'any' });
    assert.deepEqual(secured.spec.tls, [{ hosts: ['a.nl'], secretName: 'books-tls' }]);
    assert.equal(secured.spec.ingressClassName, 'any');
  });
  it('ServiceMonitors find the Services of the metrics', async () => {
    const objects = await render({ monitoring: { serviceMonitors: { enabled: true } } });
    const monitors = objects.filter(({ kind }) => kind === 'ServiceMonitor');
    assert.equal(monitors.length, 4);
    const services = objects.filter(({ kind }) => kind === 'Service');
    for (const monitor of monitors) {
      const { spec } = z
        .looseObject({
          spec: z.looseObject({
            selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
          }),
        })
        .parse(monitor);
      const found = services.filter(({ metadata: { labels } }) =>
        Object.entries(spec.selector.matchLabels).every(([key, value]) => labels[key] === value),
      );
      assert.deepEqual(
        found.map(({ metadata }) => metadata.name),
        [`${monitor.metadata.name}-metrics`],
      );
    }
  });
  it('existing Secrets are used, and nothing is generated beside them', async () => {
    const objects = await render(valueCases['everything external, by Secrets that are there']);
    assert.deepEqual(
      objects.filter(({ kind }) => kind === 'Secret'),
      [],
    );
    const named = [...allPods(objects).values()].flatMap(({ spec }) =>
      spec.containers.flatMap(({ envFrom }) => envFrom.map(({ secretRef }) => secretRef.name)),
    );
    assert.deepEqual([...new Set(named)].sort(), [
      'my-api',
      'my-migrations',
      'my-operator',
      'my-provisioner',
      'my-worker',
    ]);
  });
});

import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { kubernetesSectionSchema } from '@smart-accounting/operator-contract';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SigningKey } from '@smart-accounting/books/archive/signing-key';
import { parse } from 'yaml';
import { z } from 'zod';
import { settingsSchema } from '../../api/src/settings.ts';
import { readSettings } from '../../operator/src/settings.ts';
import { brokerDefinitions, brokerUsers } from '../../start/broker-users.mjs';
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
          const serves = spec.restartPolicy === undefined && !pod.endsWith('-operations'); // that one only waits
          if (serves) assert.ok(container.livenessProbe, pod);
          if (serves && !pod.startsWith('worker')) assert.ok(container.readinessProbe, pod);
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
  it('the operator gives workers of each class image, Secret and thrift, in words of the contract', () => {
    const operator = onlyContainer(podsOf(objects).get('books-operator'));
    const text = operator.env.find(({ name }) => name === 'POD_DEFAULTS')?.value ?? '';
    const { ocr, work } = z
      .strictObject({ ocr: kubernetesSectionSchema, work: kubernetesSectionSchema })
      .parse(JSON.parse(text));
    for (const section of [ocr, work]) {
      assert.equal(section.image, 'smart-accounting/worker:0.1.0');
      assert.deepEqual(section.environment, {
        LOG_LEVEL: 'info',
        MALLOC_ARENA_MAX: '2',
        MALLOC_MMAP_THRESHOLD_: '131072',
        NODE_OPTIONS: '--max-semi-space-size=2',
      });
      assert.ok(section.podAnnotations?.['checksum/environment']);
    }
    assert.deepEqual(ocr.environmentSecrets, ['books-reader']);
    assert.deepEqual(work.environmentSecrets, ['books-worker']);
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
    const migrations = secret('first-migrations');
    for (const process of ['api', 'reader', 'worker', 'sealer', 'operations']) {
      const { username, password } = url(process, 'DATABASE_URL');
      assert.equal(username, `smart_${process}`);
      assert.equal(password, generated[`database-${process}`]);
      assert.equal(migrations[`${process.toUpperCase()}_DATABASE_PASSWORD`], password);
    }
    const migrator = url('first-migrations', 'DATABASE_DIRECT_URL').password;
    assert.equal(migrator, generated['database-migrator']);
    assert.equal(url('provisioner', 'DATABASE_DIRECT_URL').password, migrator);
    const values = Object.values(generated);
    assert.equal(new Set(values).size, values.length);
  });
  it('each process is a user of its own at the broker, and knows no other’s password', () => {
    for (const user of brokerUsers) {
      const { username, password, host } = new URL(secret(user)['AMQP_URL'] ?? '');
      assert.deepEqual([username, host], [user, 'books-broker:5672']);
      assert.equal(password, secret('generated')[`broker-${user}`]);
      for (const other of [...brokerUsers, 'operations', 'first-migrations'])
        if (other !== user) assert.ok(!JSON.stringify(secret(other)).includes(password), other);
    }
  });
  it('the broker loads what every other broker of ours does, from files of its pod alone', () => {
    const lists = z.record(z.string(), z.array(z.looseObject({})));
    const sorted = (list: readonly Record<string, unknown>[] = []) =>
      list.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
    const place = ({ name, user, exchange }: Record<string, unknown>) =>
      [name, user, exchange].join(' ');
    const { 'rabbitmq.conf': settings = '', 'definitions.json': text = '' } = secret('broker');
    const loaded = lists.parse(JSON.parse(text));
    const passwords = Object.fromEntries(
      brokerUsers.map((user) => [user, secret('generated')[`broker-${user}`] ?? '']),
    );
    const expected = lists.parse(brokerDefinitions(passwords, ['/']));
    assert.deepEqual(Object.keys(loaded).sort(), Object.keys(expected).sort());
    for (const [kind, list] of Object.entries(expected))
      assert.deepEqual(sorted(loaded[kind]), sorted(list), kind);

    const holders = [...allPods(objects)].filter(([, { spec }]) =>
      spec.volumes.some((volume) => JSON.stringify(volume).includes('"books-broker"')),
    );
    assert.deepEqual(
      holders.map(([pod]) => pod),
      ['books-broker'],
    );
    const broker = holders[0]?.[1];
    const files = broker?.spec.volumes.find(({ name }) => name === 'files');
    assert.deepEqual(files?.['secret'], { secretName: 'books-broker', defaultMode: 0o440 });
    assert.equal(broker?.spec.securityContext['fsGroup'], broker?.spec.securityContext.runAsUser);
    const { env, volumeMounts } = onlyContainer(broker);
    const folder = volumeMounts.find(({ name }) => name === 'files')?.mountPath ?? '';
    const file = env.find(({ name }) => name === 'RABBITMQ_CONFIG_FILE')?.value;
    assert.equal(file, `${folder}/rabbitmq.conf`);
    assert.equal(settings.trim(), `load_definitions = ${folder}/definitions.json`);
  });
  it('each process has the stores it works with, by a key of its own', () => {
    const stores = (process: string) => {
      const all = secret(process);
      return ['STORAGE', 'ARCHIVES', 'HEADS'].flatMap((variable) => {
        const text = all[variable];
        if (text === undefined) return [];
        const [, user, key, store] =
          /^s3\+http:\/\/(\w+):(\w{40})@books-storage:7070\/(\w+)$/.exec(text) ?? [];
        assert.equal(user, process);
        assert.equal(key, secret('generated')[`storage-${process}`]);
        return [`${variable} ${store ?? ''}`];
      });
    };
    const [documents, archives, heads] = ['STORAGE documents', 'ARCHIVES archives', 'HEADS heads'];
    for (const process of ['api', 'reader', 'worker'])
      assert.deepEqual(stores(process), [documents], process);
    assert.deepEqual(stores('sealer'), [heads]);
    for (const process of ['provisioner', 'operations'])
      assert.deepEqual(stores(process), [documents, archives, heads], process);
    assert.deepEqual(stores('operator'), []);
  });
  it('the key that signs archives is a file of provisioner and operations alone, closed to others', () => {
    const holders = [...allPods(objects)].flatMap(([pod, { spec }]) =>
      JSON.stringify(spec).includes('books-signing-key') ? [[pod, spec] as const] : [],
    );
    assert.deepEqual(holders.map(([pod]) => pod).sort(), ['books-operations', 'books-provisioner']);
    for (const [, { volumes, securityContext, containers }] of holders) {
      const { secret: source } = z
        .looseObject({
          secret: z.strictObject({ secretName: z.string(), defaultMode: z.number() }),
        })
        .parse(volumes.find(({ name }) => name === 'signing-key'));
      assert.equal(source.defaultMode, 0o440);
      assert.equal(securityContext['fsGroup'], 10001);
      const file = containers[0]?.env.find(({ name }) => name === 'SIGNING_KEY_FILE')?.value;
      const mount = containers[0]?.volumeMounts.find(({ name }) => name === 'signing-key');
      assert.equal(file, `${mount?.mountPath ?? ''}/signing-key.pem`);
    }
    const { metadata } = find(objects, 'Secret', 'books-signing-key');
    assert.equal(metadata.annotations['helm.sh/resource-policy'], 'keep');
    assert.doesNotThrow(() => new SigningKey(secret('signing-key')['signing-key.pem'] ?? ''));
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
  for (const process of ['provisioner', 'sealer'])
    it(`one ${process} is gone before another starts`, () => {
      const deployment = find(objects, 'Deployment', `books-${process}`);
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
    for (const process of ['reader', 'worker'])
      assert.match(secret(process)['DATABASE_URL'] ?? '', /@books-pgbouncer:6432\//);
    for (const process of ['sealer', 'operations'])
      assert.match(secret(process)['DATABASE_URL'] ?? '', /@books-database:5432\//);
    for (const process of ['api', 'provisioner', 'first-migrations'])
      assert.match(secret(process)['DATABASE_DIRECT_URL'] ?? '', /@books-database:5432\//);
    const settings = secret('pgbouncer');
    assert.match(settings['pgbouncer.ini'] ?? '', /^pool_mode = transaction$/m);
    const generated = secret('generated');
    assert.equal(
      settings['users.txt'],
      ['api', 'reader', 'worker']
        .map((login) => `"smart_${login}" "${generated[`database-${login}`] ?? ''}"\n`)
        .join(''),
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
    assert.equal(monitors.length, 6);
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
      'my-operations',
      'my-operator',
      'my-provisioner',
      'my-reader',
      'my-sealer',
      'my-worker',
    ]);
  });
  it('a process without a key of its own has the store’s', async () => {
    const objects = await render(
      valueCases['everything external, roles made by the administrator'],
    );
    const store = (process: string, variable: string) =>
      entriesOf(find(objects, 'Secret', `books-${process}`))[variable];
    assert.match(store('api', 'STORAGE') ?? '', /^s3\+https:\/\/KEY:/);
    assert.match(store('reader', 'STORAGE') ?? '', /^s3\+https:\/\/READER:/);
    assert.match(store('provisioner', 'ARCHIVES') ?? '', /\/archives\?/);
    assert.match(store('sealer', 'HEADS') ?? '', /^s3\+https:\/\/SEALER:/);
  });
  it('a process without a user of its own at an external broker has the broker’s one', async () => {
    const objects = await render(
      valueCases['everything external, roles made by the administrator'],
    );
    const user = (process: string) =>
      new URL(entriesOf(find(objects, 'Secret', `books-${process}`))['AMQP_URL'] ?? '').username;
    assert.equal(user('reader'), 'of-readers');
    for (const process of ['api', 'worker', 'sealer', 'provisioner', 'operator'])
      assert.equal(user(process), 'smart');
    assert.ok(!has(objects, 'Secret', 'books-broker'));
  });
  it('keys of other installations are a file of the provisioner', async () => {
    const key = `-----BEGIN PUBLIC KEY-----\n${'A'.repeat(60)}\n-----END PUBLIC KEY-----\n`;
    const objects = await render({ archives: { trustedKeys: [key, key] } });
    const { data } = z
      .looseObject({ data: z.record(z.string(), z.string()) })
      .parse(find(objects, 'ConfigMap', 'books-trusted-keys'));
    assert.equal(data['trusted-keys.pem']?.split('BEGIN PUBLIC KEY').length, 3);
    const { env, volumeMounts } = onlyContainer(podsOf(objects).get('books-provisioner'));
    const file = env.find(({ name }) => name === 'TRUSTED_KEYS_FILE')?.value;
    const mount = volumeMounts.find(({ name }) => name === 'trusted-keys');
    assert.equal(file, `${mount?.mountPath ?? ''}/trusted-keys.pem`);
  });
  it('operations can be left out, and their login is there all the same', async () => {
    const objects = await render({ operations: { enabled: false } });
    assert.ok(!has(objects, 'Deployment', 'books-operations'));
    assert.ok(!has(objects, 'Secret', 'books-operations'));
    const migrations = entriesOf(find(objects, 'Secret', 'books-first-migrations'));
    assert.ok(migrations['OPERATIONS_DATABASE_PASSWORD']);
  });
});

import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { z } from 'zod';
import { describeWithHelm, render } from './helm.ts';
import type { KubernetesObject } from './objects.ts';
import { valueCases } from './value-cases.ts';

const words = z.record(z.string(), z.string());
const selectorSchema = z.strictObject({
  matchLabels: words.default({}),
  matchExpressions: z
    .array(
      z.strictObject({ key: z.string(), operator: z.literal('In'), values: z.array(z.string()) }),
    )
    .default([]),
});
const peersSchema = z
  .array(
    z.strictObject({
      podSelector: selectorSchema.optional(),
      namespaceSelector: selectorSchema.optional(),
      ipBlock: z.strictObject({ cidr: z.string() }).optional(),
    }),
  )
  .min(1);
const portsSchema = z
  .array(z.strictObject({ port: z.number(), protocol: z.string().optional() }))
  .min(1);
const policySchema = z.looseObject({
  spec: z.strictObject({
    podSelector: selectorSchema,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z
      .array(z.strictObject({ from: peersSchema.optional(), ports: portsSchema }))
      .default([]),
    egress: z.array(z.strictObject({ to: peersSchema, ports: portsSchema })).default([]),
  }),
});
type Selector = z.output<typeof selectorSchema>;
type Peer = z.output<typeof peersSchema>[number];

/** What network policies allow, as a plugin that enforces them would see it, between pods of one namespace. */
class Network {
  readonly #policies: z.output<typeof policySchema>['spec'][];

  constructor(objects: readonly KubernetesObject[]) {
    this.#policies = objects
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map((object) => policySchema.parse(object).spec);
  }

  reaches(from: string, to: string, port: number): boolean {
    const [source, target] = [labelsOf(from), labelsOf(to)];
    const out = this.#of(source, 'Egress');
    const into = this.#of(target, 'Ingress');
    const isHere = (peer: Peer, labels: Record<string, string>) =>
      !peer.ipBlock &&
      (peer.namespaceSelector === undefined || matches(peer.namespaceSelector, ours)) &&
      matches(peer.podSelector, labels);
    const allowedOut = out.some(({ egress }) =>
      egress.some((rule) => has(rule.ports, port) && rule.to.some((peer) => isHere(peer, target))),
    );
    const allowedIn = into.some(({ ingress }) =>
      ingress.some(
        (rule) =>
          has(rule.ports, port) && (rule.from?.some((peer) => isHere(peer, source)) ?? true),
      ),
    );
    return (out.length === 0 || allowedOut) && (into.length === 0 || allowedIn);
  }

  /** Ports of addresses outside of the cluster that a component reaches. */
  outside(from: string): number[] {
    return this.#of(labelsOf(from), 'Egress').flatMap(({ egress }) =>
      egress
        .filter(({ to }) => to.some(({ ipBlock }) => ipBlock))
        .flatMap(({ ports }) => ports.map(({ port }) => port)),
    );
  }

  #of(labels: Record<string, string>, type: 'Ingress' | 'Egress') {
    return this.#policies.filter(
      ({ podSelector, policyTypes }) => policyTypes.includes(type) && matches(podSelector, labels),
    );
  }
}

const ours = { 'kubernetes.io/metadata.name': 'accounting' };

function labelsOf(component: string): Record<string, string> {
  return component === 'stranger'
    ? { app: 'stranger' }
    : { 'app.kubernetes.io/name': 'smart-accounting', 'app.kubernetes.io/component': component };
}

function matches(selector: Selector | undefined, labels: Record<string, string>): boolean {
  return (
    Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
    (selector?.matchExpressions ?? []).every(({ key, values }) =>
      values.includes(labels[key] ?? ''),
    )
  );
}

function has(ports: readonly { readonly port: number }[], port: number): boolean {
  return ports.some((one) => one.port === port);
}

const ports = {
  api: 8080,
  web: 3000,
  database: 5432,
  pgbouncer: 6432,
  broker: 5672,
  storage: 7070,
};
const components = [
  ...['api', 'web', 'reader', 'worker', 'sealer', 'operator', 'provisioner', 'operations'],
  ...['migrations', 'pgbouncer', 'database', 'broker', 'storage', 'installation-test', 'stranger'],
];
const who = (network: Network, target: keyof typeof ports) =>
  components
    .filter((from) => from !== target && network.reaches(from, target, ports[target]))
    .sort();

describeWithHelm('network policies', () => {
  let plain: Network;
  before(async () => {
    plain = new Network(await render());
  });

  it('let only those who need it reach database, broker and storage', () => {
    const all = ['api', 'provisioner', 'reader', 'sealer', 'worker'];
    assert.deepEqual(who(plain, 'database'), [...all, 'migrations', 'operations'].sort());
    assert.deepEqual(who(plain, 'broker'), [...all, 'operator'].sort());
    assert.deepEqual(who(plain, 'storage'), [...all, 'operations'].sort());
  });
  it('let the portal reach the API and nothing else', () => {
    const reached = components.filter((to) =>
      [...Object.values(ports), 9464].some(
        (port) => to !== 'web' && plain.reaches('web', to, port),
      ),
    );
    assert.deepEqual(reached, ['api']);
    assert.deepEqual(plain.outside('web'), []);
  });
  it('let nothing out of the cluster but the operator to the API server', () => {
    for (const from of components.filter((name) => name !== 'stranger'))
      assert.deepEqual(plain.outside(from), from === 'operator' ? [443, 6443] : [], from);
  });
  it('let everyone reach API and portal, unless it is said who', async () => {
    assert.deepEqual(who(plain, 'api'), ['installation-test', 'stranger', 'web']);
    const closed = new Network(
      await render({
        networkPolicy: { ingressFrom: [{ namespaceSelector: { matchLabels: { name: 'front' } } }] },
      }),
    );
    assert.deepEqual(who(closed, 'api'), ['installation-test', 'web']);
    assert.deepEqual(who(closed, 'web'), ['installation-test']);
  });
  it('let metrics be read by all, or only by whom it is said, and by the installation’s test', async () => {
    assert.ok(plain.reaches('stranger', 'worker', 9464));
    const closed = new Network(
      await render({
        networkPolicy: { metricsFrom: [{ namespaceSelector: { matchLabels: { name: 'watch' } } }] },
      }),
    );
    assert.ok(!closed.reaches('stranger', 'worker', 9464));
    assert.ok(closed.reaches('installation-test', 'operator', 9464));
  });
  it('send API and workers through PgBouncer; LISTEN goes straight', async () => {
    const network = new Network(await render({ pgbouncer: { enabled: true } }));
    assert.deepEqual(who(network, 'pgbouncer'), ['api', 'reader', 'worker']);
    for (const process of ['reader', 'worker'])
      assert.ok(!network.reaches(process, 'database', ports.database));
    assert.ok(network.reaches('pgbouncer', 'database', ports.database));
    assert.ok(network.reaches('api', 'database', ports.database));
  });
  it('open the ways to services outside of the cluster for those who use them', async () => {
    const network = new Network(
      await render(valueCases['everything external, roles made by the administrator']),
    );
    assert.deepEqual(network.outside('worker'), [5432, 5671, 5672, 443]);
    assert.deepEqual(network.outside('operations'), [5432, 443]);
    assert.deepEqual(network.outside('migrations'), [5432]);
    assert.deepEqual(network.outside('web'), []);
  });
});

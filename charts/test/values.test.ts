import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { kubernetesSpecSchema, poolClasses } from '@smart-accounting/operator-contract';
import { parse } from 'yaml';
import { z } from 'zod';
import { valuesSchemaFile, valuesSchemaText } from '../pool-schema.ts';
import { chart, helm } from '../cluster/helm.ts';
import { describeWithHelm, refusal } from './helm.ts';

/** Objects of the schema that take any key, by their place; a record, whose keys are the user's, is closed too. */
function openObjects(place: string, schema: unknown): string[] {
  if (Array.isArray(schema))
    return schema.flatMap((inner, index) => openObjects(`${place}/${index}`, inner));
  const object = z.record(z.string(), z.unknown()).safeParse(schema);
  if (!object.success) return [];
  const { type, additionalProperties } = object.data;
  return [
    ...(type === 'object' && (additionalProperties ?? true) === true ? [place] : []),
    ...Object.entries(object.data).flatMap(([key, inner]) => openObjects(`${place}/${key}`, inner)),
  ];
}

describe('the schema of the values', () => {
  it('says of pools what the contract says (node charts/write-pool-schema.ts)', () => {
    assert.equal(readFileSync(valuesSchemaFile, 'utf8'), valuesSchemaText());
  });
  it('is closed everywhere', () => {
    assert.deepEqual(openObjects('', JSON.parse(readFileSync(valuesSchemaFile, 'utf8'))), []);
  });
  it('knows every key of values.yaml, and no other', () => {
    const keys = (place: string, value: unknown, schema: unknown): string[] => {
      const properties = z
        .looseObject({ properties: z.record(z.string(), z.unknown()) })
        .safeParse(schema);
      const object = z.record(z.string(), z.unknown()).safeParse(value);
      if (!properties.success || !object.success) return [];
      const known = Object.keys(properties.data.properties);
      const own = Object.keys(object.data);
      return [
        ...known.filter((key) => !own.includes(key)).map((key) => `${place}.${key}: no default`),
        ...own.filter((key) => !known.includes(key)).map((key) => `${place}.${key}: not known`),
        ...own.flatMap((key) =>
          keys(`${place}.${key}`, object.data[key], properties.data.properties[key]),
        ),
      ];
    };
    const values: unknown = parse(readFileSync(path.join(chart, 'values.yaml'), 'utf8'));
    assert.deepEqual(keys('', values, JSON.parse(readFileSync(valuesSchemaFile, 'utf8'))), []);
  });
  it('has default pools that the contract takes, for all classes of jobs that pools do', () => {
    const { pools } = z
      .looseObject({ pools: z.record(z.string(), kubernetesSpecSchema) })
      .parse(parse(readFileSync(path.join(chart, 'values.yaml'), 'utf8')));
    assert.deepEqual(
      Object.values(pools)
        .flatMap(({ queues }) => queues)
        .sort(),
      poolClasses.flatMap((poolClass) => [`${poolClass}.bulk.v1`, `${poolClass}.v1`]),
    );
  });
});

describeWithHelm('wrong values', () => {
  it('pass for no lint error', async () => {
    const { code, stdout, stderr } = await helm(['lint', '--strict', chart]);
    assert.equal(code, 0, `${stdout}${stderr}`);
  });

  /** What is wrong, and the path that the refusal names. */
  const cases: readonly (readonly [object, string])[] = [
    [{ replicas: 3 }, 'replicas'],
    [{ api: { replica: 3 } }, '/api'],
    [{ api: { replicas: 0 } }, '/api/replicas'],
    [{ api: { image: { tag: 'latest' } } }, '/api/image/tag'],
    [{ api: { image: { digest: 'sha256:short' } } }, '/api/image/digest'],
    [{ api: { resources: { limits: { memory: 'much' } } } }, '/api/resources/limits/memory'],
    [{ api: { environment: { PORT: 8080 } } }, '/api/environment/PORT'],
    [{ web: { autoscaling: { cpuPercent: 101 } } }, '/web/autoscaling/cpuPercent'],
    [{ operator: { leaseSeconds: 'long' } }, '/operator/leaseSeconds'],
    [{ workers: { tolerations: [{ effect: 'Never' }] } }, '/workers/tolerations/0/effect'],
    [{ pools: { ocr: { scaling: { maxReplica: 3 } } } }, '/pools/ocr/scaling'],
    [{ pools: { ocr: { scaling: { maxReplicas: -1 } } } }, '/pools/ocr/scaling/maxReplicas'],
    [{ pools: { new: {} } }, '/pools/new'],
    [{ pools: { Capital: { queues: ['ocr.v1'] } } }, 'Capital'],
    [{ pools: { ocr: { kubernetes: { nodeName: 'n' } } } }, '/pools/ocr/kubernetes'],
    [{ mail: { from: 'nobody' } }, '/mail/from'],
    [{ mail: { smtpUrl: 'mail.example.com' } }, '/mail/smtpUrl'],
    [{ database: { mode: 'sometimes' } }, '/database/mode'],
    [{ database: { external: { port: '5432' } } }, '/database/external/port'],
    [
      { database: { internal: { settings: { max_connections: 5 } } } },
      '/database/internal/settings',
    ],
    [{ broker: { external: { url: 'http://mq' } } }, '/broker/external/url'],
    [{ broker: { external: { urls: { api: 'mq' } } } }, '/broker/external/urls/api'],
    [{ broker: { external: { urls: { operations: '' } } } }, '/broker/external/urls'],
    [
      { storage: { external: { documents: { url: 's3://bucket' } } } },
      '/storage/external/documents/url',
    ],
    [{ storage: { external: { heads: { urls: { api: '' } } } } }, '/storage/external/heads/urls'],
    [{ archives: { trustedKeys: ['not a key'] } }, '/archives/trustedKeys/0'],
    [{ secrets: { existing: { web: 'a' } } }, '/secrets/existing'],
    [{ ingress: { host: 'Books Example' } }, '/ingress/host'],
    [{ networkPolicy: { apiServer: { ports: [] } } }, '/networkPolicy/apiServer/ports'],
    [{ networkPolicy: { ingressFrom: [{ anyone: true }] } }, '/networkPolicy/ingressFrom/0'],
    [{ monitoring: { serviceMonitors: { interval: 15 } } }, '/monitoring/serviceMonitors/interval'],
    [{ logLevel: 'loud' }, '/logLevel'],
    [{ authoritiesConfigMap: 'Our authorities' }, '/authoritiesConfigMap'],
    [{ ingress: { enabled: true } }, 'ingress.host: '],
    [{ database: { mode: 'external' } }, 'database.external.host: '],
    [
      { database: { mode: 'external', external: { host: 'db', passwords: { migrator: 'a' } } } },
      'database.external.passwords.api: ',
    ],
    [{ broker: { mode: 'external' } }, 'broker.external.url: '],
    [
      { broker: { mode: 'external', external: { urls: { api: 'amqp://api:a@mq:5672' } } } },
      'broker.external.url: ',
    ],
    [
      { storage: { mode: 'external', external: { documents: { url: 's3+https://k:s@s3/docs' } } } },
      'storage.external.archives.url: ',
    ],
    [
      {
        storage: {
          mode: 'external',
          external: {
            documents: { url: 's3+https://key:a@s3.example/books' },
            archives: { url: 's3+https://key:a@s3.example/archives' },
            heads: { url: 's3+https://other:b@s3.example/books?region=eu-west-1' },
          },
        },
      },
      'it needs a bucket of its own',
    ],
    [
      { pgbouncer: { enabled: true }, secrets: { existing: { api: 'mine' } } },
      'pgbouncer.enabled: ',
    ],
    [{ api: { autoscaling: { minReplicas: 9 } } }, 'api.autoscaling.minReplicas: '],
  ];
  for (const [values, place] of cases)
    it(`are refused with their path: ${JSON.stringify(values)}`, async () => {
      const told = await refusal(values);
      assert.ok(told.includes(place), `"${place}" is not in: ${told}`);
    });
});

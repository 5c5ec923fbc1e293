/** Values that stand for the ways to install the chart; all are taken. */
export const valueCases: Readonly<Record<string, object>> = {
  defaults: {},
  'everything external, roles made by the administrator': {
    database: {
      mode: 'external',
      external: {
        host: 'db.example.internal',
        parameters: 'sslmode=verify-full',
        adminUrl: 'postgres://postgres:a@db.example.internal/postgres',
      },
    },
    broker: {
      mode: 'external',
      external: {
        url: 'amqps://smart:b@mq.example.internal:5671/books',
        urls: { reader: 'amqps://of-readers:c@mq.example.internal:5671/books' },
      },
    },
    storage: {
      mode: 'external',
      external: {
        documents: {
          url: 's3+https://KEY:SECRET@s3.example.internal/documents?region=eu-west-1',
          urls: { reader: 's3+https://READER:SECRET@s3.example.internal/documents' },
        },
        archives: { url: 's3+https://KEY:SECRET@s3.example.internal/archives?region=eu-west-1' },
        heads: {
          urls: Object.fromEntries(
            ['sealer', 'provisioner', 'operations'].map((process) => [
              process,
              `s3+https://${process.toUpperCase()}:SECRET@elsewhere.example/heads`,
            ]),
          ),
        },
      },
    },
  },
  'everything external, by Secrets that are there': {
    secrets: {
      existing: {
        api: 'my-api',
        reader: 'my-reader',
        worker: 'my-worker',
        sealer: 'my-sealer',
        provisioner: 'my-provisioner',
        operations: 'my-operations',
        operator: 'my-operator',
        migrations: 'my-migrations',
      },
    },
    archives: { signingKeySecret: 'my-signing-key' },
    database: { mode: 'external' },
    broker: { mode: 'external' },
    storage: { mode: 'external' },
  },
  'PgBouncer, ingress, no autoscaling': {
    pgbouncer: { enabled: true },
    ingress: {
      enabled: true,
      className: 'any',
      host: 'books.example.com',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    },
    api: { autoscaling: { enabled: false }, replicas: 3 },
    web: { autoscaling: { enabled: false }, replicas: 1 },
    mail: { smtpUrl: 'smtp://user:password@mail.example.com:587' },
  },
  'the portal in the processes of the API, no operations, no network policies': {
    web: { separate: false },
    operations: { enabled: false },
    networkPolicy: { enabled: false },
    monitoring: { annotations: false },
  },
  'every place and name set': {
    fullnameOverride: 'ledger',
    imageRegistry: 'registry.example.com/team/',
    imagePullSecrets: ['pull'],
    imagePullPolicy: 'Always',
    publicUrl: 'https://books.example.com',
    api: {
      image: { tag: '', digest: `sha256:${'a'.repeat(64)}` },
      nodeSelector: { pool: 'web' },
      tolerations: [{ key: 'web', operator: 'Exists', effect: 'NoSchedule' }],
      priorityClassName: 'system-cluster-critical',
      podAnnotations: { team: 'books' },
      environment: { NODE_OPTIONS: '--max-old-space-size=512' },
    },
    workers: {
      nodeSelector: { pool: 'work' },
      tolerations: [{ key: 'work', value: 'yes' }],
      podAnnotations: { team: 'books' },
    },
    operator: { workersMax: 40, replicas: 3 },
    archives: {
      trustedKeys: [`-----BEGIN PUBLIC KEY-----\n${'A'.repeat(60)}\n-----END PUBLIC KEY-----\n`],
    },
    pools: {
      ocr: {
        scaling: { maxReplicas: 30 },
        share: { weight: 300, guaranteedReplicas: 1 },
        kubernetes: { resources: { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } } },
      },
      work: null,
    },
    networkPolicy: {
      ingressFrom: [{ namespaceSelector: { matchLabels: { name: 'ingress' } } }],
      metricsFrom: [{ namespaceSelector: { matchLabels: { name: 'monitoring' } } }],
    },
    database: { internal: { storageClassName: 'fast', command: ['/start'] } },
  },
};

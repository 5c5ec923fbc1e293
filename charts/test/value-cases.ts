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
      external: { url: 'amqps://smart:b@mq.example.internal:5671/books' },
    },
    storage: {
      mode: 'external',
      external: { url: 's3+https://KEY:SECRET@s3.example.internal/documents?region=eu-west-1' },
    },
  },
  'everything external, by Secrets that are there': {
    secrets: {
      existing: {
        api: 'my-api',
        worker: 'my-worker',
        provisioner: 'my-provisioner',
        operator: 'my-operator',
        migrations: 'my-migrations',
      },
    },
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
  'the portal in the processes of the API, no network policies': {
    web: { separate: false },
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

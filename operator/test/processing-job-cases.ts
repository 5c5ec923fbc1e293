/** Specs that everybody accepts: the file of one machine, and the API server. */
export const accepted: Readonly<Record<string, unknown>> = {
  'the least that can be said': { queues: ['ocr.v1'] },
  'all there is to say': {
    queues: ['ocr.v1', 'ocr.bulk.v1'],
    share: { weight: 250, guaranteedReplicas: 2 },
    pause: 'ScaleIn',
    pinnedReplicas: 3,
    maxJobSeconds: 300,
    scaling: {
      minReplicas: 1,
      maxReplicas: 8,
      messagesPerWorker: 20,
      idleSecondsBeforeMinimum: 120,
      scaleInStabilizationSeconds: 300,
      scaleInMaxPercentPerMinute: 50,
      pollMilliseconds: 500,
      fallback: { afterFailures: 3, mode: 'Static', replicas: 8 },
    },
  },
  "a tenant's own pool": {
    queues: ['ocr.k3v9x2m8qa4d.v1'],
    tenant: 'k3v9x2m8qa4d',
  },
  'a pool that is switched off': { queues: ['ocr.v1'], scaling: { maxReplicas: 0 } },
  'a minimum that is the maximum': {
    queues: ['ocr.v1'],
    scaling: { minReplicas: 4, maxReplicas: 4 },
    pinnedReplicas: 4,
    share: { guaranteedReplicas: 4 },
  },
};

/** Specs that everybody refuses, with what the refusal says. */
export const refused: Readonly<Record<string, { readonly spec: unknown; readonly says: RegExp }>> =
  {
    'no queues': { spec: {}, says: /queues/ },
    'an empty list of queues': { spec: { queues: [] }, says: /queues/ },
    'more than sixteen queues': {
      spec: { queues: Array.from({ length: 17 }, (_, n) => `ocr.q${n}.v1`) },
      says: /queues/,
    },
    'queues of two classes': {
      spec: { queues: ['ocr.v1', 'work.v1'] },
      says: /queues are those of one class, ocr\.\* or work\.\*/,
    },
    'a queue of a kind': { spec: { queues: ['parse.v1'] }, says: /parse\.\* is work\.\* now/ },
    'the queue of the sealer': { spec: { queues: ['seal.v1'] }, says: /done by the sealer alone/ },
    'a queue twice': { spec: { queues: ['ocr.v1', 'ocr.v1'] }, says: /[Dd]uplicate/ },
    'a queue with a space': { spec: { queues: ['ocr v1'] }, says: /queues/ },
    'a tenant that is none': {
      spec: { queues: ['ocr.Acme.v1'], tenant: 'Acme' },
      says: /tenant/,
    },
    "a tenant's pool on a queue of all": {
      spec: { queues: ['ocr.v1'], tenant: 'k3v9x2m8qa4d' },
      says: /the queues of a tenant are named <class>\.<tenant>\.v1/,
    },
    'a minimum above the maximum': {
      spec: { queues: ['ocr.v1'], scaling: { minReplicas: 5, maxReplicas: 4 } },
      says: /minReplicas must not exceed maxReplicas/,
    },
    'a pin above the maximum': {
      spec: { queues: ['ocr.v1'], pinnedReplicas: 11 },
      says: /pinnedReplicas must not exceed scaling\.maxReplicas/,
    },
    'a guarantee above the maximum': {
      spec: { queues: ['ocr.v1'], share: { guaranteedReplicas: 11 } },
      says: /share\.guaranteedReplicas must not exceed scaling\.maxReplicas/,
    },
    'a static fallback without a number': {
      spec: { queues: ['ocr.v1'], scaling: { fallback: { mode: 'Static' } } },
      says: /fallback Static needs fallback\.replicas/,
    },
    'a static fallback above the maximum': {
      spec: { queues: ['ocr.v1'], scaling: { fallback: { mode: 'Static', replicas: 11 } } },
      says: /fallback Static needs fallback\.replicas/,
    },
    'an unknown pause': { spec: { queues: ['ocr.v1'], pause: 'Sometimes' }, says: /pause/ },
    'a weight of nothing': { spec: { queues: ['ocr.v1'], share: { weight: 0 } }, says: /weight/ },
    'a negative number of workers': {
      spec: { queues: ['ocr.v1'], scaling: { minReplicas: -1 } },
      says: /minReplicas/,
    },
    'a poll too quick': {
      spec: { queues: ['ocr.v1'], scaling: { pollMilliseconds: 10 } },
      says: /pollMilliseconds/,
    },
    'a job longer than the broker allows': {
      spec: { queues: ['ocr.v1'], maxJobSeconds: 1701 },
      says: /maxJobSeconds/,
    },
  };

const withPods = (kubernetes: unknown): unknown => ({ queues: ['ocr.v1'], kubernetes });

/** Specs that the API server accepts, and that say how workers run as pods. */
export const acceptedPods: Readonly<Record<string, unknown>> = {
  'an image with a tag': withPods({ image: 'registry.example:5000/worker:1.2.3' }),
  'an image with a digest': withPods({ image: `worker@sha256:${'0'.repeat(64)}` }),
  'all there is to say of pods': withPods({
    image: 'worker:1.2.3',
    imagePullPolicy: 'Never',
    imagePullSecrets: ['registry'],
    environmentSecrets: ['database', 'broker'],
    authoritiesConfigMap: 'our-authorities',
    environment: { LOG_LEVEL: 'debug' },
    resources: {
      requests: { cpu: '500m', memory: '512Mi' },
      limits: { cpu: 2, memory: '1Gi', 'ephemeral-storage': '2Gi' },
    },
    nodeSelector: { disk: 'fast' },
    tolerations: [{ key: 'workers', operator: 'Exists', effect: 'NoSchedule' }],
    priorityClassName: 'background',
    podAnnotations: { 'example.com/team': 'books' },
    podLabels: { 'example.com/cost-centre': 'books' },
  }),
};

/** Specs that the API server refuses for what they say of pods. */
export const refusedPods: typeof refused = {
  'an image without a tag': { spec: withPods({ image: 'worker' }), says: /image needs a tag/ },
  'an image without a tag at a port': {
    spec: withPods({ image: 'registry.example:5000/worker' }),
    says: /image needs a tag/,
  },
  'an image that is always another': {
    spec: withPods({ image: 'worker:latest' }),
    says: /image needs a tag other than latest/,
  },
  'an amount that is none': {
    spec: withPods({ resources: { requests: { memory: 'much' } } }),
    says: /memory/,
  },
  'a Secret that can have no such name': {
    spec: withPods({ environmentSecrets: ['Not A Name'] }),
    says: /environmentSecrets/,
  },
  'an unknown effect of a taint': {
    spec: withPods({ tolerations: [{ effect: 'Never' }] }),
    says: /effect/,
  },
};

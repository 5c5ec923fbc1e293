/** Who may import whom: the table of ARCHITECTURE.md. Tests may reach further, for they hold the parts together. */
const test = '\\.test\\.ts$|/test/|/testing/|/bench/|/load/';

/** What each part may import of ours, beside itself. */
const allowed = {
  '^accounting/': [],
  '^monitoring/': [],
  '^api/contract/': [],
  '^worker/contract/': [],
  '^operator/contract/': [],
  '^database/': ['^accounting/', '^monitoring/', '^worker/contract/'],
  '^api/(?!contract/)': [
    '^accounting/',
    '^database/',
    '^monitoring/',
    '^(api|worker|operator)/contract/',
  ],
  '^worker/(?!contract/)': ['^accounting/', '^database/', '^monitoring/', '^worker/contract/'],
  '^operator/(?!contract/)': ['^monitoring/', '^(worker|operator)/contract/'],
  '^web/': ['^api/contract/'],
  '^charts/': ['^operator/contract/', '^start/'],
};

const ours = '^(accounting|monitoring|database|api|worker|operator|web|charts|start)/';

export default {
  forbidden: [
    ...Object.entries(allowed).map(([from, to]) => ({
      name: `only-what-the-map-allows ${from}`,
      severity: 'error',
      from: { path: from, pathNot: test },
      to: { path: ours, pathNot: [from, ...to] },
    })),
    {
      name: 'contracts-import-only-zod',
      severity: 'error',
      from: { path: '^(api|worker|operator)/contract/src/', pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'accounting-does-no-io',
      severity: 'error',
      from: { path: '^accounting/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      // k6 resolves its own modules; the image in which KEDA was measured brings the other
      to: { couldNotResolve: true, pathNot: '^(k6(/|$)|amqplib$)' },
    },
    {
      name: 'what-ships-needs-no-dev-packages',
      severity: 'error',
      from: { path: '^(accounting|monitoring|database|api|worker|operator)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.svelte-kit)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};

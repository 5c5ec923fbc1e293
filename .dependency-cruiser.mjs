/** Who may import whom: the table of ARCHITECTURE.md. Tests may reach further, for they hold the parts together. */
const test = '\\.test\\.ts$|/test/|/testing/|/bench/|/load/';

/** What contracts may say in the words of the books: all but how strangers' files are read. */
const vocabularies = '^accounting/src/(?!e-invoice/)';

/** What each part may import of ours, beside itself. */
const allowed = {
  '^accounting/': [],
  '^monitoring/': [],
  '^api/contract/': [vocabularies],
  '^worker/contract/': [vocabularies],
  '^operator/contract/': [],
  '^database/': ['^monitoring/', '^(api|worker)/contract/'],
  '^books/': ['^accounting/', '^database/', '^monitoring/', '^(api|worker)/contract/'],
  '^api/(?!contract/)': [
    '^accounting/',
    '^books/',
    '^database/',
    '^monitoring/',
    '^(api|worker|operator)/contract/',
  ],
  '^worker/(?!contract/|evaluate/)': [
    '^accounting/',
    '^books/',
    '^database/',
    '^monitoring/',
    '^(api|worker)/contract/',
  ],
  '^worker/evaluate/': ['^accounting/', '^worker/(contract|src)/'],
  '^operator/(?!contract/)': [
    '^database/src/broker/',
    '^monitoring/',
    '^(worker|operator)/contract/',
  ],
  '^web/': ['^api/contract/'],
  '^charts/': ['^operator/contract/', '^start/'],
  '^faults/': ['^start/', '^worker/evaluate/', '^worker/contract/'],
};

const ours = '^(accounting|monitoring|database|books|api|worker|operator|web|charts|start|faults)/';

export default {
  forbidden: [
    ...Object.entries(allowed).map(([from, to]) => ({
      name: `only-what-the-map-allows ${from}`,
      severity: 'error',
      from: { path: from, pathNot: test },
      to: { path: ours, pathNot: [from, ...to] },
    })),
    {
      name: 'contracts-need-no-package-but-zod',
      severity: 'error',
      from: { path: '^(api|worker|operator)/contract/src/', pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-dev'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'the-broker-knows-no-database',
      severity: 'error',
      from: { path: '^database/src/broker/', pathNot: test },
      to: { path: ours, pathNot: ['^database/src/broker/', '^monitoring/'] },
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
      to: { couldNotResolve: true, pathNot: '^k6(/|$)' }, // k6 resolves its own modules
    },
    {
      name: 'what-ships-needs-no-dev-packages',
      severity: 'error',
      from: { path: '^(accounting|monitoring|database|books|api|worker|operator)/', pathNot: test },
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

// npm test [suite or test file …]: installs what is missing, starts a PostgreSQL and a broker of its own, and runs
// the suites one after the other. `npm test` alone runs all of them; `--long` (`npm run test:long`) their long files,
// `--cluster` (`npm run test:cluster`) those that need a whole Kubernetes cluster.
import { onInstalledRuntime } from './installed.mjs';

await onInstalledRuntime();
const { testAll } = await import('./test-suites.mjs');
const wanted = process.argv.slice(2);
const names = wanted.filter((name) => !name.startsWith('--'));
const kind = wanted.find((name) => name.startsWith('--'))?.slice(2) ?? null;
process.exit(await testAll(names, kind));

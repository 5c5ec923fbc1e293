// npm test [suite or test file …]: installs what is missing, starts a PostgreSQL and a broker of its own, and runs
// the suites one after the other. `npm test` alone runs all of them; `--long` (`npm run test:long`) their long files.
import { onInstalledRuntime } from './installed.mjs';

await onInstalledRuntime();
const { testAll } = await import('./test-suites.mjs');
const wanted = process.argv.slice(2);
const names = wanted.filter((name) => name !== '--long');
process.exit(await testAll(names, { long: names.length < wanted.length }));

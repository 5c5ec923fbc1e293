// Part of `npm run lint`: the import rule of the map, by dependency-cruiser. A check that sees nothing passes
// everything, so it also fails when it saw too few modules, and when a planted forbidden import is not refused.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';
import { root } from './installed.mjs';

process.chdir(root);
const places = ['accounting', 'monitoring', 'database', 'api', 'worker', 'operator', 'charts'];

const found = await violations(places);
for (const { rule, from, to } of found.list) console.error(`${rule.name}: ${from} → ${to}`);
if (found.modules < 50)
  fail(`dependency-cruiser saw only ${found.modules} modules: it does not read our TypeScript`);
if (found.list.length > 0) fail(`${found.list.length} imports are not allowed`);

const planted = path.join(root, 'worker/src/planted');
mkdirSync(planted, { recursive: true });
try {
  writeFileSync(
    path.join(planted, 'planted.ts'),
    "export { createApp } from '../../../api/src/app.ts';\n",
  );
  const { list } = await violations(['worker/src/planted']);
  if (!list.some(({ from }) => from.includes('planted')))
    fail('a planted import of api by worker was not refused');
} finally {
  rmSync(planted, { recursive: true, force: true });
}
console.log(`imports: ${found.modules} modules follow the map`);

async function violations(folders) {
  const { options, forbidden } = config;
  const result = await cruise(
    folders,
    { ...options, ruleSet: { forbidden, options }, validate: true },
    {},
    {
      tsConfig: extractTSConfig(path.join(root, 'tsconfig.json')),
    },
  );
  const { summary, modules } = result.output;
  return { list: summary.violations, modules: modules.length };
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
  throw new Error(message);
}

// Part of `npm run lint`: the import rule of the map, by dependency-cruiser, and that no SQL stands below api/src. A check
// that sees nothing passes everything, so it also fails when it saw too few modules, and when what is planted is not refused.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import config from '../.dependency-cruiser.mjs';
import { root } from './installed.mjs';
import { sqlBelow } from './sql-below-api.mjs';

process.chdir(root);
const places = [
  'accounting',
  'monitoring',
  'database',
  'books',
  'api',
  'worker',
  'operator',
  'charts',
  'faults',
];

const found = await violations(places);
for (const { rule, from, to } of found.list) console.error(`${rule.name}: ${from} → ${to}`);
if (found.modules < 50)
  fail(`dependency-cruiser saw only ${found.modules} modules: it does not read our TypeScript`);
if (found.list.length > 0) fail(`${found.list.length} imports are not allowed`);

const forbidden = ['api/src/app.ts', 'worker/evaluate/src/generate/random.ts'];
const imports = forbidden.map((file) => `export * from '../../../${file}';`);
await withPlanted('worker/src', imports, async (folder) => {
  const { list } = await violations([folder]);
  for (const file of forbidden)
    if (!list.some(({ from, to }) => from.includes('planted') && to === file))
      fail(`a planted import of ${file} by worker/src was not refused`);
});

/** Their SQL is on its way to `books`. */
const asking = sqlBelow('api/src');
for (const { file, line, what } of asking)
  console.error(`${file}:${line}: ${what} below api/src: it belongs to books or database`);
if (asking.length > 0) fail(`the API asks the database by itself in ${asking.length} places`);

const asked = [
  "import { query } from '@smart-accounting/database/tenancy/database';",
  "import { Tenant } from '@smart-accounting/database/people/tenant';",
  "import { Op } from 'sequelize';",
  "export const text = 'SELECT name FROM platform.tenants';",
  'export const rest = (name) => `UPDATE tenants SET name = ${name}`;',
];
await withPlanted('api/src', asked, (folder) => {
  const lines = sqlBelow(folder).map(({ line }) => line);
  asked.forEach((text, index) => {
    if (!lines.includes(index + 1)) fail(`planted below api/src and not refused: ${text}`);
  });
});
console.log(`imports: ${found.modules} modules follow the map`);

/** Has `check` look at a folder with one file of these lines, which is then taken away. */
async function withPlanted(parent, lines, check) {
  const folder = `${parent}/planted`;
  mkdirSync(path.join(root, folder), { recursive: true });
  try {
    writeFileSync(path.join(root, folder, 'planted.ts'), `${lines.join('\n')}\n`);
    await check(folder);
  } finally {
    rmSync(path.join(root, folder), { recursive: true, force: true });
  }
}

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

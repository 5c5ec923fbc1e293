import { once } from 'node:events';
import path from 'node:path';
import { spawnBound } from '../../start/child.mjs';
import { goTool } from '../../start/go-tools.mjs';
import type { startTemporaryProduct } from '../../start/temporary-product.mjs';

export const scripts = ['sign-in', 'browse', 'upload-storm', 'mixed-day'] as const;
export type Script = (typeof scripts)[number];

export type Product = Awaited<ReturnType<typeof startTemporaryProduct>>;

/** Runs a script for so many seconds; whether all that it asks held, which may leave out how long answers took. */
export type RunScript = (
  script: Script,
  seconds: number,
  options?: { readonly judgeTimes?: boolean },
) => Promise<boolean>;

/** What the product under load is started with: many people come from one address here, each saying its own. */
export const loadOptions = { apiEnvironment: { TRUST_PROXY: '1' } } as const;

/** Makes the demo company and documents, and gives what runs a script against it, in the environment it needs. */
export async function prepareLoad(product: Product, k6: string): Promise<RunScript> {
  const limits = ['documents', 'pages', 'bytes'].flatMap((kind) => [`--${kind}`, 'none']);
  await product.commandLine('tenants', 'default-quota', ...limits);
  const { email, password } = await product.makeDemo();
  const environment = {
    BASE_URL: product.url,
    EMAIL: email,
    PASSWORD: password,
    UBL_FILE: await generated(product, 'ubl', 'xml'),
    PDF_FILE: await generated(product, 'clean-pdf', 'pdf'),
  };
  return (script, seconds, { judgeTimes = true } = {}) =>
    runK6(k6, script, {
      ...environment,
      SECONDS: String(seconds),
      JUDGE_TIMES: judgeTimes ? 'yes' : 'no',
    });
}

/** The program; null where it cannot be had, which is told. */
export async function findK6(): Promise<string | null> {
  const k6 = await goTool('k6');
  if (!k6)
    console.error('\n!!! No k6: without Go (or k6 on the PATH, or K6_PATH) the load is SKIPPED.\n');
  return k6;
}

async function generated(product: Product, kind: string, extension: string): Promise<string> {
  const out = path.join(product.folder, 'load', kind);
  const seed = '51';
  await product.processes.run(
    'The documents',
    'worker/evaluate/src/generate/generate-documents.ts',
    ['--out', out, '--kind', kind, '--seed', seed, '--customer', 'Bakkerij De Korenaar'],
    {},
  );
  return path.join(out, `${kind}-${seed}.${extension}`);
}

/** Runs one script; whether every threshold held. k6's own words are shown only when it cannot do its work. */
async function runK6(
  k6: string,
  script: Script,
  environment: Readonly<Record<string, string>>,
): Promise<boolean> {
  console.log(`${script}, ${environment['SECONDS'] ?? ''} s`);
  const file = path.join(import.meta.dirname, `${script}.ts`);
  const child = spawnBound(k6, ['run', '--quiet', '--no-usage-report', '--log-output=none', file], {
    env: {
      ...environment,
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      K6_AUTO_EXTENSION_RESOLUTION: 'false', // it is what was built, and asks nobody for more
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return (await once(child, 'exit'))[0] === 0;
}

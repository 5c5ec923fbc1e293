// npm run load [-- NAME …] [--minutes N]: the product of its own under load, by k6; the exit code tells whether it held.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startTemporaryProduct } from '../../start/temporary-product.mjs';
import { findK6, loadOptions, prepareLoad, type Script, scripts } from './run-load.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '0.5' } },
});
const wish = z
  .object({
    names: z.array(z.enum(scripts)),
    minutes: z.coerce.number().positive().max(120),
  })
  .safeParse({ names: positionals, minutes: values.minutes });
if (!wish.success) {
  console.error(
    `usage: npm run load [-- ${scripts.join(' | ')}] [--minutes N]\n${z.prettifyError(wish.error)}`,
  );
  process.exit(2);
}
const k6 = await findK6();
if (!k6) process.exit(process.env['CI'] === 'true' ? 1 : 0);

const { names, minutes } = wish.data;
const product = await startTemporaryProduct(loadOptions);
const broken: Script[] = [];
try {
  const run = await prepareLoad(product, k6);
  for (const name of names.length > 0 ? names : scripts)
    if (!(await run(name, Math.round(minutes * 60)))) broken.push(name);
} finally {
  await product.stop();
}
console.log(broken.length > 0 ? `not held: ${broken.join(', ')}` : 'every threshold held');
process.exit(broken.length > 0 ? 1 : 0);

// npm run fuzz -- [--requests N] [--seed S]: sends requests made of the OpenAPI document, and judges every answer by it.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startServices } from '../../../start/test-services.mjs';
import { Mailbox } from '../mailbox.ts';
import { startApi } from '../running-api.ts';
import { fuzzApi } from './fuzz-api.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '50000' }, seed: { type: 'string' } },
});
const wish = z
  .object({ requests: z.coerce.number().int().positive(), seed: z.coerce.number().int() })
  .parse({ ...values, seed: values.seed ?? Date.now() % 1_000_000_000 });

const services = await startServices();
Object.assign(process.env, services.env);
const mailbox = await Mailbox.open();
const api = await startApi({ environment: { SMTP_URL: mailbox.url } });
let failed = true;
try {
  console.log(`${wish.requests} requests, seed ${wish.seed}`);
  const { statuses, neverDone, complaints } = await fuzzApi(api, mailbox, wish);
  for (const complaint of complaints) console.log(complaint);
  console.log('answers by status:', statuses);
  console.log(`operations never done: ${neverDone.join(', ') || 'none'}`);
  console.log(`${complaints.length} kinds of wrong answers (again with --seed ${wish.seed})`);
  failed = complaints.length > 0;
} finally {
  await api.stop();
  await mailbox.close();
  await services.stop();
}
process.exit(failed ? 1 : 0);

// npm run fuzz -- [--requests N] [--seed S]: sends requests made of the OpenAPI document, and judges every answer by it.
// npm run fuzz -- --uploads DIR [--count N] [--seed S]: has workers read the files below DIR, and changes of them.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { startServices } from '../../../start/test-services.mjs';
import { fuzzFolder } from '../../../worker/test/fuzz/fuzz-folder.ts';
import { Mailbox } from '../mailbox.ts';
import { startApi } from '../running-api.ts';
import { fuzzApi } from './fuzz-api.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '50000' },
    uploads: { type: 'string' },
    count: { type: 'string', default: '1000' },
    seed: { type: 'string' },
  },
});
const wish = z
  .object({
    requests: z.coerce.number().int().positive(),
    uploads: z.string().optional(),
    count: z.coerce.number().int().nonnegative(),
    seed: z.coerce.number().int(),
  })
  .parse({ ...values, seed: values.seed ?? Date.now() % 1_000_000_000 });

const services = await startServices();
Object.assign(process.env, services.env);
let isWell = false;
try {
  isWell = await (wish.uploads === undefined ? fuzzRequests() : fuzzFolder(wish.uploads, wish));
} finally {
  await services.stop();
}
process.exit(isWell ? 0 : 1);

async function fuzzRequests(): Promise<boolean> {
  const mailbox = await Mailbox.open();
  const api = await startApi({ environment: { SMTP_URL: mailbox.url } });
  try {
    console.log(`${wish.requests} requests, seed ${wish.seed}`);
    const { statuses, neverDone, complaints } = await fuzzApi(api, mailbox, wish);
    for (const complaint of complaints) console.log(complaint);
    console.log('answers by status:', statuses);
    console.log(`operations never done: ${neverDone.join(', ') || 'none'}`);
    console.log(`${complaints.length} kinds of wrong answers (again with --seed ${wish.seed})`);
    return complaints.length === 0;
  } finally {
    await api.stop();
    await mailbox.close();
  }
}

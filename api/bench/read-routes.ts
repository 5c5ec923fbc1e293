// List and read routes beside handlers written by hand that send the same statements: node api/bench/read-routes.ts
import { isoDate } from '@smart-accounting/accounting/iso-date';
import { bookDemoYear } from '@smart-accounting/books/demo/demo-books';
import { query } from '@smart-accounting/database/tenancy/database';
import { startServices } from '../../start/test-services.mjs';
import { openBooks } from '../test/books.ts';
import { startApi, today } from '../test/running-api.ts';
import { measure, type Measured } from './http-load.ts';
import { recordStatements, serveByHand, type Statement } from './replayed-statements.ts';

const goals = { withTenant: 0.6, without: 0.3, p95Ms: 50 };
const connections = 8;
const seconds = 2;
const rounds = 3;

const started = await startServices();
Object.assign(process.env, started.env);
const api = await startApi();
try {
  const books = await openBooks(api);
  await books.in(() => bookDemoYear(isoDate(today)));
  await books.in(() =>
    query(
      `INSERT INTO documents (id, sha256, file_name, media_type, byte_size, state)
         SELECT uuidv7(), encode(sha256(n::text::bytea), 'hex'), n || '.pdf', 'application/pdf', 1, 'read'
         FROM generate_series(1, 60) AS n`,
    ),
  );
  const [invoice] = await books.in(() => query<{ id: string }>('SELECT id FROM invoices LIMIT 1'));
  const paths = {
    documents: '/documents',
    invoices: '/purchase-invoices',
    invoice: `/purchase-invoices/${invoice?.id ?? ''}`,
    accounts: '/ledger-accounts',
  };
  for (const [name, path] of Object.entries(paths)) {
    const url = `${api.url}/api/v1/tenants/${books.tenant}${path}`;
    await compare(name, url, { ...books.viewer.headers }, `t_${books.tenant}`);
  }
} finally {
  await api.stop();
  await started.stop();
}

async function compare(
  name: string,
  url: string,
  headers: Record<string, string>,
  schema: string,
): Promise<void> {
  const answer = async (): Promise<void> => {
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  };
  await answer(); // the session is remembered from here on
  const recorded = await recordStatements(answer);
  const unit = recorded.find(([begin]) => begin?.text.includes(`SET LOCAL ROLE "${schema}"`));
  if (!unit) throw new Error(`no unit of work was seen for ${url}`);
  const hand = await serveByHand(api.test.url('smart_api'), connections, unit);
  const reading = unit.filter(({ text }) => /^\s*(SELECT|WITH)/i.test(text));
  const bare = await serveByHand(
    api.test.url('postgres'),
    connections,
    reading,
    `-c search_path=${schema}`,
  );
  const load = { connections, seconds, headers };
  const rates: Record<'ours' | 'hand' | 'bare', number[]> = { ours: [], hand: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    rates.ours.push(rate(await measure({ ...load, urls: [url] })));
    rates.hand.push(rate(await measure({ ...load, urls: [hand.url] })));
    rates.bare.push(rate(await measure({ ...load, urls: [bare.url] })));
  }
  const ours = best(rates.ours);
  const half = await measure({ ...load, urls: [url], seconds: 3, perSecond: ours / 2 });
  await Promise.all([hand.close(), bare.close()]);
  console.log(
    `${name.padEnd(9)} ${ours.toFixed(0).padStart(5)}/s, ${count(unit, reading)}: ratio to the same by hand ${(ours / best(rates.hand)).toFixed(2)} (goal ≥ ${goals.withTenant}), without a tenant ${(ours / best(rates.bare)).toFixed(2)} (goal ≥ ${goals.without}), p95 at half of it ${half.p95Ms.toFixed(0)} ms (goal ≤ ${goals.p95Ms})`,
  );
}

function count(unit: readonly Statement[], reading: readonly Statement[]): string {
  return `${reading.length} of ${unit.length} statements read`;
}

function rate({ perSecond, failed }: Measured): number {
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return perSecond;
}

/** The round in which the machine did least else. */
function best(values: readonly number[]): number {
  return Math.max(...values);
}

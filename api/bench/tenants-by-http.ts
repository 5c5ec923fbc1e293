// A list route over a thousand tenants beside the same over one: node api/bench/tenants-by-http.ts [TENANTS]
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import type { TenantId } from '@smart-accounting/worker-contract';
import { startServices } from '../../start/test-services.mjs';
import { openBooks } from '../test/books.ts';
import { startApi } from '../test/running-api.ts';
import { measure } from './http-load.ts';

const goal = 0.6;
const count = Number(process.argv[2] ?? 1_000);
const connections = 8;
const rounds = 3;

const started = await startServices();
Object.assign(process.env, started.env);
const api = await startApi();
try {
  const books = await openBooks(api);
  const tenants = [books.tenant];
  while (tenants.length < count) tenants.push(await api.test.createTenant());
  await withIdentity(api.services.database, () =>
    query(
      `INSERT INTO memberships (tenant, user_id, role)
         SELECT t.id, m.user_id, 'viewer' FROM unnest($1::text[]) AS t (id), memberships m
         WHERE m.tenant = $2 AND m.role = 'viewer' AND t.id <> $2`,
      [tenants, books.tenant],
    ),
  );
  const rate = async (among: readonly TenantId[], seconds: number): Promise<number> => {
    const urls = among.map((tenant) => `${api.url}/api/v1/tenants/${tenant}/ledger-accounts`);
    const headers = { ...books.viewer.headers };
    const { perSecond, failed } = await measure({ urls, headers, connections, seconds });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    return perSecond;
  };
  await rate(tenants, 20); // every connection has met most of them
  const one: number[] = [];
  const all: number[] = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await rate([books.tenant], 5));
    all.push(await rate(tenants, 5));
  }
  const [ofOne, ofAll] = [Math.max(...one), Math.max(...all)];
  console.log(
    `accounts: ${ofOne.toFixed(0)}/s of one tenant, ${ofAll.toFixed(0)}/s over ${count}; ratio ${(ofAll / ofOne).toFixed(2)} (goal ≥ ${goal})`,
  );
} finally {
  await api.stop();
  await started.stop();
}

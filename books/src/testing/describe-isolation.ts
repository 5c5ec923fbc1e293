import { models } from '../models.ts';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import { Database } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { type InTenant, type IsolationTally, runIsolation, seededRandom } from './isolation-run.ts';
import { createTestDatabase, type TestDatabase } from '@smart-accounting/database/testing';

const pgbouncerPort = process.env['TEST_PGBOUNCER_PORT'];
/** A skipped proof is a failure where everything must be proved. */
const skip = pgbouncerPort || process.env['CI'] === 'true' ? false : 'no PgBouncer was started';

/** That no unit of work ever meets another tenant's row, through the process's own pool and through PgBouncer. */
export function describeIsolation({ units, tenants }: { units: number; tenants: number }): void {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  let test: TestDatabase;
  let ids: TenantId[];

  before(async () => {
    test = await createTestDatabase();
    ids = [];
    while (ids.length < tenants)
      ids.push(...(await Promise.all([test.createTenant(), test.createTenant()])));
  });
  after(() => test.drop());

  const through = async (
    place: 'pool' | 'pgbouncer',
    inTenant: InTenant,
    times = units,
  ): Promise<IsolationTally> => {
    const url = new URL(test.url('smart_api'));
    if (place === 'pgbouncer') {
      assert.ok(pgbouncerPort, 'no PgBouncer was started');
      url.port = pgbouncerPort;
    }
    const database = new Database({
      models,
      url: url.href,
      maxConnections: 24,
      applicationName: 'isolation',
    });
    try {
      const random = seededRandom(seed);
      const run = { database, tenants: ids, units: times, atOnce: 48, random };
      return await runIsolation({ ...run, withTenant: inTenant });
    } finally {
      await database.close();
    }
  };

  describe(`${units} random units of work over ${tenants} tenants (SEED=${seed})`, () => {
    for (const place of ['pool', 'pgbouncer'] as const)
      it(
        `see no row of another tenant through the ${place}`,
        { skip: place === 'pool' ? false : skip },
        async () => {
          const tally = await through(place, withTenant);
          assert.deepEqual([tally.foreignMarks, tally.refused], [0, 0]);
          assert.ok(
            tally.units >= units && tally.rowsSeen > units && tally.rolledBack > units / 50,
          );
        },
      );
  });

  describe('the same run finds something', () => {
    /** The mistake that async code invites: whose turn it is stands in a variable that all share. */
    let current: TenantId;
    const shared: InTenant = async (database, tenant, work) => {
      current = tenant;
      await new Promise(setImmediate);
      return withTenant(database, current, work);
    };
    /** The right role and another's search path: a query that names no schema. */
    let last: TenantId | null = null;
    const wrongPath: InTenant = (database, tenant, work) => {
      const searchPath = `t_${last ?? tenant}`;
      last = tenant;
      return database.unitOfWork({ role: `t_${tenant}`, searchPath }, work);
    };

    it('when withTenant mixes tenants up', async () => {
      const tally = await through('pool', shared, 250);
      assert.ok(tally.foreignMarks > 0);
    });
    it('when withTenant mixes tenants up behind PgBouncer', { skip }, async () => {
      const tally = await through('pgbouncer', shared, 250);
      assert.ok(tally.foreignMarks > 0);
    });
    it('and the database stops one that takes the wrong path with the right role', async () => {
      const tally = await through('pool', wrongPath, 250);
      assert.ok(tally.refused > 0);
    });
  });
}

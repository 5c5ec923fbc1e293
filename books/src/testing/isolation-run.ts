import { setTimeout as pause } from 'node:timers/promises';
import type { TenantId } from '@smart-accounting/worker-contract';
import { Contact } from '../contacts/contact.ts';
import { ContactIban } from '../contacts/contact-iban.ts';
import { type Database, query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';

export type InTenant = <T>(
  database: Database,
  tenant: TenantId,
  work: () => Promise<T>,
) => Promise<T>;

export interface IsolationRun {
  readonly database: Database;
  readonly tenants: readonly TenantId[];
  /** Units of work in all, so many of them at once. */
  readonly units: number;
  readonly atOnce: number;
  /** From 0 to below 1; seeded, so that a run can be repeated. */
  readonly random: () => number;
  /** What is put to the test. */
  readonly withTenant: InTenant;
}

/** What was seen in all units of work. A foreign mark is a row that another tenant wrote. */
export interface IsolationTally {
  units: number;
  rolledBack: number;
  rowsSeen: number;
  foreignMarks: number;
  /** Units of work that the database refused, for no right or no such table: a wrong one that was stopped. */
  refused: number;
}

class RolledBack extends Error {}

/**
 * Runs random units of work of random tenants at the same time. Every row carries its tenant's mark, and every unit
 * looks at all rows it can see, by model, by association in one go, and by SQL, also of the shared tables.
 */
export async function runIsolation(run: IsolationRun): Promise<IsolationTally> {
  const tally = { units: 0, rolledBack: 0, rowsSeen: 0, foreignMarks: 0, refused: 0 };
  const { database, tenants, random, withTenant } = run;
  await Promise.all(
    Array.from({ length: run.atOnce }, async () => {
      while (tally.units < run.units) {
        tally.units += 1;
        const tenant = tenants[Math.floor(random() * tenants.length)];
        if (!tenant) throw new Error('the run has no tenants');
        const plan = planUnit(random);
        try {
          await withTenant(database, tenant, () => doUnit(tenant, plan, tally));
        } catch (error) {
          if (error instanceof RolledBack) tally.rolledBack += 1;
          else if (/permission denied|relation .* does not exist/.test(String(error)))
            tally.refused += 1;
          else throw error;
        }
      }
    }),
  );
  return tally;
}

interface Plan {
  readonly steps: readonly ((tenant: TenantId, tally: IsolationTally) => Promise<void>)[];
  readonly together: boolean;
  readonly fails: boolean;
}

function planUnit(random: () => number): Plan {
  const kinds = [
    writeByModel,
    writeBySql,
    writeJob,
    lookByModel,
    lookBySql,
    lookAtShared,
    waitABit,
  ];
  const steps = Array.from(
    { length: 1 + Math.floor(random() * 5) },
    () => kinds[Math.floor(random() * kinds.length)] ?? lookBySql,
  );
  return { steps, together: random() < 0.3, fails: random() < 0.1 };
}

async function doUnit(tenant: TenantId, plan: Plan, tally: IsolationTally): Promise<void> {
  if (plan.together) await Promise.all(plan.steps.map((step) => step(tenant, tally)));
  else for (const step of plan.steps) await step(tenant, tally);
  await lookBySql(tenant, tally);
  if (plan.fails) throw new RolledBack();
}

async function writeByModel(tenant: TenantId): Promise<void> {
  const id = randomUuidV7();
  await Contact.create({
    id,
    name: tenant,
    vatNumber: null,
    kvkNumber: null,
    email: null,
    address: null,
    defaultLedgerAccountId: null,
    defaultVatCode: null,
    paymentDays: null,
  });
  await ContactIban.create({ contactId: id, iban: tenant });
}

async function writeBySql(tenant: TenantId): Promise<void> {
  await query('INSERT INTO contacts (id, name) VALUES ($1, $2)', [randomUuidV7(), tenant]);
}

async function writeJob(tenant: TenantId): Promise<void> {
  await query(
    "INSERT INTO platform.jobs (id, kind, payload, run_at) VALUES ($1, 'ocr', $2, '2999-01-01')",
    [randomUuidV7(), JSON.stringify({ mark: tenant })],
  );
}

async function lookByModel(tenant: TenantId, tally: IsolationTally): Promise<void> {
  const [contacts, ibans] = await Promise.all([
    Contact.findAll({ order: [['id', 'DESC']], limit: 50 }),
    ContactIban.findAll({ limit: 50 }),
  ]);
  count(tally, tenant, [...contacts.map(({ name }) => name), ...ibans.map(({ iban }) => iban)]);
}

async function lookBySql(tenant: TenantId, tally: IsolationTally): Promise<void> {
  const rows = await query<{ mark: string; rows: number }>(
    `SELECT mark, count(*)::int AS rows FROM (SELECT name AS mark FROM contacts UNION ALL SELECT iban FROM contact_ibans)
       AS marks GROUP BY mark`,
  );
  for (const { mark, rows: times } of rows)
    count(
      tally,
      tenant,
      Array.from({ length: times }, () => mark),
    );
}

async function lookAtShared(tenant: TenantId, tally: IsolationTally): Promise<void> {
  const rows = await query<{ mark: string }>(
    `SELECT payload ->> 'mark' AS mark FROM platform.jobs WHERE kind = 'ocr'
       UNION ALL SELECT id FROM platform.tenants UNION ALL SELECT tenant FROM platform.monthly_usage`,
  );
  count(
    tally,
    tenant,
    rows.map(({ mark }) => mark),
  );
}

async function waitABit(): Promise<void> {
  await pause(1);
}

function count(tally: IsolationTally, tenant: TenantId, marks: readonly string[]): void {
  tally.rowsSeen += marks.length;
  tally.foreignMarks += marks.filter((mark) => mark !== tenant).length;
}

/** A generator of numbers from 0 to below 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

// docs/data-model.md shows the tables as the migrations make them, and every state that the database knows.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { tenantSchema } from '../../src/tenancy/with-tenant.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/test-database.ts';
import { picturedTables, withPictures } from './draw-tables.ts';
import { readAllowedValues, readTables, type Table } from './read-tables.ts';

const page = new URL('../../../docs/data-model.md', import.meta.url);
let database: TestDatabase;
let admin: pg.Client;
let tenant: TenantId;
let tables: Table[];

before(async () => {
  database = await createTestDatabase();
  tenant = await database.createTenant();
  admin = await database.client('postgres');
  tables = await readTables(admin, tenant);
});
after(() => database.drop());

describe('the page of the data model', () => {
  it('has a picture of every table', async () => {
    const pictured = picturedTables(await readFile(page, 'utf8'));
    assert.deepEqual(pictured.toSorted(), tables.map(({ name }) => name).toSorted());
  });
  it('draws them as the migrations make them (WRITE_DATA_MODEL=yes redraws them)', async () => {
    const drawn = withPictures(await readFile(page, 'utf8'), tables);
    if (process.env['WRITE_DATA_MODEL']) await writeFile(page, drawn);
    assert.equal(await readFile(page, 'utf8'), drawn);
  });
});

describe('its state diagrams', () => {
  const diagrams = [
    { heading: 'Document', table: 'documents', derived: ['failed'] },
    { heading: 'Purchase invoice', table: 'invoices', derived: [] },
    { heading: 'Job', table: 'platform.jobs', derived: [] },
    { heading: 'Tenant', table: 'platform.tenants', derived: [] },
  ];
  for (const { heading, table, derived } of diagrams)
    it(`show every state of a ${heading.toLowerCase()}, and no other`, async () => {
      const name = table.includes('.') ? table : `${tenantSchema(tenant)}.${table}`;
      const allowed = await readAllowedValues(admin, name, 'state');
      assert.ok(allowed.length > 1);
      const drawn = statesBelow(heading, await readFile(page, 'utf8'));
      assert.deepEqual(drawn.toSorted(), [...allowed, ...derived].toSorted());
    });
});

/** The states of the diagram below a heading; those within a state are left out. */
function statesBelow(heading: string, text: string): string[] {
  const [, diagram = ''] =
    new RegExp(`^### ${heading}$[^]*?\`\`\`mermaid\nstateDiagram-v2\n([^]*?)\`\`\``, 'm').exec(
      text,
    ) ?? [];
  const outer = diagram.replace(/\{[^}]*\}/g, '');
  const arrows = [...outer.matchAll(/^ *(\S+) --> (\S+)/gm)];
  return [...new Set(arrows.flatMap(([, from = '', to = '']) => [from, to]))].filter(
    (state) => state !== '[*]',
  );
}

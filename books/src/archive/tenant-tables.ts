import type pg from 'pg';

export interface TenantTable {
  readonly name: string;
  /** Those that are kept in an archive. */
  readonly columns: readonly string[];
}

/** Tables that hold nothing of a tenant: a lock, and what a restore has still to put where it belongs. */
const notArchived = ['sealing_turn', 'restored_rows'];

/**
 * The tables of a schema, each after those its foreign keys point to. Generated columns are left out.
 * @throws {Error} when foreign keys that are not deferrable go round in a circle: such tables cannot be loaded
 */
export async function tenantTables(client: pg.ClientBase, schema: string): Promise<TenantTable[]> {
  const { rows: tables } = await client.query<{ name: string; columns: string[] }>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         AND a.attgenerated = ''
       WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($2)
       GROUP BY c.relname ORDER BY c.relname`,
    [schema, notArchived],
  );
  const { rows: keys } = await client.query<{ table: string; target: string }>(
    `SELECT c.relname AS table, t.relname AS target FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
       JOIN pg_class t ON t.oid = k.confrelid
       WHERE k.contype = 'f' AND k.connamespace = $1::regnamespace AND NOT k.condeferred AND c.oid <> t.oid`,
    [schema],
  );
  const sorted: TenantTable[] = [];
  let waiting: TenantTable[] = tables;
  while (waiting.length > 0) {
    const placed = new Set(sorted.map(({ name }) => name));
    const ready = waiting.filter(({ name }) =>
      keys.every(({ table, target }) => table !== name || placed.has(target)),
    );
    if (ready.length === 0)
      throw new Error(`foreign keys go round: ${waiting.map(({ name }) => name).join(', ')}`);
    sorted.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return sorted;
}

import type pg from 'pg';

/**
 * All that a role may do in our database, one line for each thing: what it may do to a table as a whole, or to which of its
 * columns; which functions it may call, and which roles it may take. Tenant ids are written as `<id>`.
 */
export async function effectiveRights(
  admin: pg.Client,
  role: string,
  tenant: string,
): Promise<string[]> {
  const schemas = ['platform', 'audit', `t_${tenant}`];
  const lines = [
    ...(await rolesTaken(admin, role)),
    ...(await tableRights(admin, role, schemas)),
    ...(await functionRights(admin, role, schemas)),
  ];
  return lines.map((line) => line.replaceAll(tenant, '<id>'));
}

async function rolesTaken(admin: pg.Client, role: string): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT rolname AS name FROM pg_roles WHERE rolname <> $1 AND pg_has_role($1, oid, 'SET') ORDER BY 1`,
    [role],
  );
  return rows.map(({ name }) => `may become ${name}`);
}

async function tableRights(
  admin: pg.Client,
  role: string,
  schemas: readonly string[],
): Promise<string[]> {
  const { rows } = await admin.query<{ name: string; whole: string; columns: string | null }>(
    `SELECT c.oid::regclass::text AS name,
       array_to_string(ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'])
         WITH ORDINALITY AS w (p, n) WHERE has_table_privilege($1, c.oid, p) ORDER BY n), ' ') AS whole,
       (SELECT string_agg(p || ' (' || columns || ')', ', ' ORDER BY p DESC) FROM (
         SELECT p, string_agg(attname, ' ' ORDER BY attnum) AS columns
           FROM pg_attribute a, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p
           WHERE a.attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND NOT has_table_privilege($1, c.oid, p)
             AND has_column_privilege($1, c.oid, attnum, p) GROUP BY p) AS parts) AS columns
       FROM pg_class c WHERE c.relnamespace::regnamespace::text = ANY ($2) AND c.relkind IN ('r', 'v')
         AND has_schema_privilege($1, c.relnamespace, 'USAGE') ORDER BY 1`,
    [role, schemas],
  );
  return rows
    .map(({ name, whole, columns }) => ({ name, rights: [whole, columns].filter(Boolean) }))
    .filter(({ rights }) => rights.length > 0)
    .map(({ name, rights }) => `${name}: ${rights.join(', ')}`);
}

async function functionRights(
  admin: pg.Client,
  role: string,
  schemas: readonly string[],
): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `SELECT pronamespace::regnamespace || '.' || proname AS name FROM pg_proc
       WHERE prosecdef AND pronamespace::regnamespace::text = ANY ($2)
         AND has_schema_privilege($1, pronamespace, 'USAGE') AND has_function_privilege($1, oid, 'EXECUTE') ORDER BY 1`,
    [role, schemas],
  );
  return rows.map(({ name }) => `calls as the owner: ${name}`);
}

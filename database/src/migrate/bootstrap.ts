import { readFile } from 'node:fs/promises';
import pg from 'pg';

/** The logins of our processes, each with a password of its own: `smart_<name>`. SECURITY.md says what each may do. */
export const databaseLogins = [
  'migrator',
  'api',
  'reader',
  'worker',
  'sealer',
  'operations',
] as const;
export type DatabaseLogin = (typeof databaseLogins)[number];
export type LoginPasswords = Readonly<Record<DatabaseLogin, string>>;

/**
 * What the server's administrator does once: the roles with their passwords, and the database owned by `smart_owner`.
 * Safe to repeat; a repeat sets the passwords again, which is how they are rotated.
 * @param adminUrl superuser's URL of any database of the server
 */
export async function bootstrap(
  adminUrl: string,
  database: string,
  passwords: LoginPasswords,
): Promise<void> {
  await connected(adminUrl, async (client) => {
    await client.query(await sqlFile('roles'));
    for (const login of databaseLogins) {
      await client.query(
        `ALTER ROLE smart_${login} PASSWORD ${client.escapeLiteral(passwords[login])}`,
      );
    }
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [
      database,
    ]);
    if (!rowCount)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER smart_owner`);
    await closeToOthers(client, database);
    for (const login of databaseLogins)
      await client.query(
        `ALTER ROLE smart_${login} IN DATABASE ${client.escapeIdentifier(database)} RESET ALL`,
      );
    await closeServersOwn(client);
  });
  const inside = new URL(adminUrl);
  inside.pathname = `/${encodeURIComponent(database)}`;
  await connected(inside.href, async (client) => client.query(await sqlFile('database')));
}

/** Nobody but our logins connects, and nobody makes objects on the side: a slip there would be no error. */
export async function closeToOthers(admin: pg.Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  const logins = databaseLogins.map((login) => `smart_${login}`).join(', ');
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${logins}`);
}

/** The server's own databases are open to every login: objects left there would be nobody's, or get into new databases. */
async function closeServersOwn(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname IN ('postgres', 'template1')",
  );
  for (const { datname } of rows)
    await admin.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${datname} FROM PUBLIC`);
}

function sqlFile(name: 'roles' | 'database'): Promise<string> {
  return readFile(new URL(`../../migrations/${name}.sql`, import.meta.url), 'utf8');
}

async function connected(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

import { readFile } from 'node:fs/promises';
import pg from 'pg';

export interface LoginPasswords {
  readonly migrator: string;
  readonly api: string;
  readonly worker: string;
}

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
  const roles = await readFile(new URL('../../migrations/roles.sql', import.meta.url), 'utf8');
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(roles);
    const logins = ['migrator', 'api', 'worker'] as const;
    for (const login of logins) {
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
  } finally {
    await client.end();
  }
}

/** Nobody but our logins connects, and nobody makes objects on the side: a slip there would be no error. */
export async function closeToOthers(admin: pg.Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO smart_migrator, smart_api, smart_worker`);
}

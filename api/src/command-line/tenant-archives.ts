import { randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import {
  type ArchiveHead,
  ArchiveReader,
  exportTenant,
  query,
  randomTenantId,
  withIdentity,
} from '@smart-accounting/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import {
  type Command,
  type CommandContext,
  optional,
  oneTenant,
  required,
  storageOf,
  UsageError,
} from './command.ts';
import { followProvisioner, requestProvision } from './follow-provisioner.ts';
import { tenantsWithBooks } from './tenants.ts';

export const tenantArchiveCommands: readonly Command[] = [
  {
    name: 'tenants export',
    usage:
      '[TENANT …] --to FILE|storage   (one tenant to a file; any, or all when none is named, to object storage)',
    options: { to: { type: 'string' } },
    run: async (context, options, positionals) => {
      const to = required(options, 'to');
      if (to !== 'storage') {
        await exportTo(to, oneTenant(positionals), context);
        return 0;
      }
      const tenants =
        positionals.length > 0
          ? positionals.map((text) => tenantIdSchema.parse(text))
          : await tenantsWithBooks(context.database);
      for (const tenant of tenants) await exportToStorage(tenant, context);
      return 0;
    },
  },
  {
    name: 'tenants restore',
    usage:
      '--from FILE|KEY [--as TENANT] [--name NAME] [--members]   (as a new tenant unless one is named that does not exist or was erased; --members: former members enter again)',
    options: {
      from: { type: 'string' },
      as: { type: 'string' },
      name: { type: 'string' },
      members: { type: 'boolean', default: false },
    },
    run: async (context, options) => {
      const from = required(options, 'from');
      const as = optional(options, 'as');
      const tenant = as ? tenantIdSchema.parse(as) : randomTenantId();
      const storage = storageOf(context);
      const file = existsSync(from);
      const head = await readHead(file ? createReadStream(from) : await storage.read(from), from);
      const archive = file ? `archives/restore-${randomUUID()}.tar.gz` : from;
      if (file) await storage.putFile(archive, from);
      await withIdentity(context.database, async () => {
        await register(tenant, head, optional(options, 'name'));
        const members = options['members'] === true;
        await requestProvision(tenant, { verb: 'restore', archive, discard: file, members });
      });
      await followProvisioner(context, tenant);
      for (const { email, role } of head.members) context.print(`was a member:\t${email}\t${role}`);
      context.print(`restored and verified, seals ${head.seal_head ?? 'none'}`);
      context.print(tenant);
      return 0;
    },
  },
  {
    name: 'tenants erase',
    usage:
      'TENANT --name NAME [--force-before DATE]   (its name as `tenants list` shows it; for good, exports excepted)',
    options: { name: { type: 'string' }, 'force-before': { type: 'string' } },
    run: async (context, options, positionals) => {
      const tenant = oneTenant(positionals);
      const forceBefore = optional(options, 'force-before');
      await confirmName(context, tenant, required(options, 'name'));
      await withIdentity(context.database, () =>
        requestProvision(tenant, { verb: 'erase', force_before: forceBefore }),
      );
      await followProvisioner(context, tenant);
      context.print(`${tenant} is erased`);
      return 0;
    },
  },
];

async function exportTo(file: string, tenant: TenantId, context: CommandContext): Promise<void> {
  const created = await open(file, 'wx', 0o600); // never over a file that is there
  const destination = created.createWriteStream();
  try {
    const summary = await exportTenant(context.directUrl, tenant, storageOf(context), destination);
    const { rows, objects, missing, head } = summary;
    for (const sha256 of missing)
      context.print(`${tenant}\tthe file ${sha256} is not in the storage`);
    context.print(
      [tenant, `${rows} rows`, `${objects} files`, `seals ${head.seal_head ?? 'none'}`].join('\t'),
    );
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

async function exportToStorage(tenant: TenantId, context: CommandContext): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'export-'));
  try {
    const file = path.join(folder, 'archive.tar.gz');
    await exportTo(file, tenant, context);
    const instant = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const key = `archives/${tenant}/${instant}.tar.gz`;
    await storageOf(context).putFile(key, file);
    context.print(key);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readHead(archive: Readable | null, from: string): Promise<ArchiveHead> {
  if (!archive) throw new UsageError(`${from} is neither a file nor an object in the storage`);
  const reader = new ArchiveReader(archive);
  try {
    return await reader.head();
  } finally {
    reader.close();
  }
}

/** Writes the tenant as `creating`; an erased one begins again. @throws {Error} when its id is in use */
async function register(
  tenant: TenantId,
  { tenant: was }: ArchiveHead,
  name: string | null,
): Promise<void> {
  const rows = await query(
    `INSERT INTO tenants (id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET state = 'creating', name = excluded.name, kvk_number = excluded.kvk_number,
         vat_number = excluded.vat_number WHERE tenants.state = 'erased' RETURNING id`,
    [tenant, name ?? was.name, was.kvk_number, was.vat_number],
  );
  if (rows.length === 0) throw new Error(`tenant ${tenant} is there already: it is not touched`);
}

/** Erasing is for good, so its name is typed, too. @throws {UsageError} for another one */
async function confirmName(
  { database }: CommandContext,
  tenant: TenantId,
  name: string,
): Promise<void> {
  const [known] = await withIdentity(database, () =>
    query<{ name: string }>("SELECT name FROM tenants WHERE id = $1 AND state <> 'erased'", [
      tenant,
    ]),
  );
  if (!known) throw new Error(`there is no tenant ${tenant}`);
  if (known.name !== name)
    throw new UsageError(`tenant ${tenant} is called "${known.name}": type that name to confirm`);
}

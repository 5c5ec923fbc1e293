import { createReadStream, existsSync } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ArchiveHead } from '@smart-accounting/books/archive/archive-format';
import { ArchiveReader } from '@smart-accounting/books/archive/archive-reader';
import { exportTenant } from '@smart-accounting/books/archive/export-tenant';
import { recordExport } from '@smart-accounting/books/archive/record-export';
import { formatHead } from '@smart-accounting/books/ledger/seal/seal-head';
import { countMembers } from '@smart-accounting/database/people/members/count-members';
import { findTenantName } from '@smart-accounting/database/people/tenants/list-tenants';
import {
  exportKey,
  handedInKey,
  parseArchiveKey,
} from '@smart-accounting/database/storage/archive-key';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { randomTenantId } from '@smart-accounting/database/tenancy/random-tenant-id';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import { askProvisioner } from '@smart-accounting/database/tenant-requests/ask-provisioner';
import type { Asker } from '@smart-accounting/database/tenant-requests/tenant-request';
import type { TenantId } from '@smart-accounting/worker-contract';
import {
  askerOf,
  askerOptions,
  askerUsage,
  type Command,
  type CommandContext,
  counted,
  oneTenant,
  optional,
  required,
  signingKeyOf,
  storeOf,
  tenantOf,
  UsageError,
} from './command.ts';
import { followProvisioner } from './follow-provisioner.ts';
import { headOf, trustedKeyOf, whyNot } from './named-files.ts';
import { tenantsNamed } from './tenants.ts';

export const tenantArchiveCommands: readonly Command[] = [
  {
    name: 'tenants export',
    usage: `[TENANT …] --to FILE|storage ${askerUsage}   (one tenant to a file, a .tar.gz; any, or all when none is named, to the store of archives)`,
    options: { to: { type: 'string' }, ...askerOptions },
    run: async (context, options, positionals) => {
      const to = required(options, 'to');
      const asker = askerOf(options, 'tenants export');
      if (to !== 'storage') {
        const tenant = oneTenant(positionals);
        await writeArchive(to, { tenant, asker, to: path.resolve(to) }, context);
        return 0;
      }
      for (const tenant of await tenantsNamed(context.database, positionals))
        await exportToStore({ tenant, asker }, context);
      return 0;
    },
  },
  {
    name: 'tenants restore',
    usage: `--from FILE|KEY [--as TENANT] [--name NAME] [--members] [--head POSITION:HASH|FILE] [--trust FILE]
      [--unsigned] ${askerUsage}
      (as a new tenant unless one is named that does not exist or was erased; --members: former members whose accounts
      are of this installation enter again; --head: a head of its seals that was kept elsewhere, as an export printed it
      or as a file; --trust: another installation's public key, as its tenants signing-key prints it; --unsigned: an
      archive that nobody signed, such as one of a version that did not sign, for a --reason that must be given)`,
    options: {
      from: { type: 'string' },
      as: { type: 'string' },
      name: { type: 'string' },
      members: { type: 'boolean', default: false },
      head: { type: 'string' },
      trust: { type: 'string' },
      unsigned: { type: 'boolean', default: false },
      ...askerOptions,
    },
    run: async (context, options) => {
      const from = required(options, 'from');
      const as = optional(options, 'as');
      const tenant = as ? tenantOf(as) : randomTenantId();
      const unsigned = options['unsigned'] === true;
      const asker = askerOf(options, 'tenants restore', unsigned);
      const head = await headOf(options);
      const parameters = {
        members: options['members'] === true,
        name: optional(options, 'name'),
        head: head ? formatHead(head) : null,
        trust: await trustedKeyOf(options),
        unsigned,
      };
      const { archive, was } = await handIn(context, from);
      await withOperations(context.database, null, () =>
        askProvisioner(tenant, 'restore', { archive, ...parameters }, asker),
      );
      await followProvisioner(context, tenant);
      for (const { email, role } of was.members) context.print(`was a member:\t${email}\t${role}`);
      if (parameters.members) await tellWhoEntered(context, tenant, was);
      context.print(`restored and verified, seals ${was.seal_head ?? 'none'}`);
      context.print(tenant);
      return 0;
    },
  },
  {
    name: 'tenants erase',
    usage:
      'TENANT --name NAME --reason TEXT [--early] [--by NAME]   (its name as `tenants list` shows it; for good, exports excepted; --early: although the law still wants the books kept)',
    options: {
      name: { type: 'string' },
      early: { type: 'boolean', default: false },
      ...askerOptions,
    },
    run: async (context, options, positionals) => {
      const tenant = oneTenant(positionals);
      const asker = askerOf(options, 'tenants erase', true);
      const verb = options['early'] === true ? 'erase_early' : 'erase';
      if (verb === 'erase_early' && asker.reason.trim().length < 10)
        throw new UsageError('--early needs a reason that somebody can be asked about');
      await confirmName(context, tenant, required(options, 'name'));
      await withOperations(context.database, null, () => askProvisioner(tenant, verb, {}, asker));
      await followProvisioner(context, tenant);
      context.print(`${tenant} is erased`);
      return 0;
    },
  },
  {
    name: 'tenants signing-key',
    usage: '  (prints the public key by which another installation trusts our archives)',
    options: {},
    run: async (context) => {
      context.print((await signingKeyOf(context)).publicKey.trim());
      return 0;
    },
  },
];

/** Which tenant is exported, and for whom. */
interface Exporting {
  readonly tenant: TenantId;
  readonly asker: Asker;
}

async function exportToStore(exporting: Exporting, context: CommandContext): Promise<void> {
  const archives = storeOf(context, 'ARCHIVES');
  const folder = await mkdtemp(path.join(tmpdir(), 'export-'));
  try {
    const file = path.join(folder, 'archive.tar.gz');
    const { key } = exportKey(exporting.tenant, new Date());
    await writeArchive(file, { ...exporting, to: key }, context);
    await archives.putFile(key, file);
    context.print(key);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A new file, never one that is there. @throws {Error} with what to do */
async function createFile(file: string): Promise<FileHandle> {
  return open(file, 'wx', 0o600).catch((error: unknown) => {
    const text = `--to ${file}: ${whyNot(error)}`;
    throw databaseError(error).code === 'ENOENT' ? new UsageError(text) : new Error(text);
  });
}

/** Writes the archive, and keeps who asked for it: an export that cannot be told of is none. */
async function writeArchive(
  file: string,
  { tenant, asker, to }: Exporting & { to: string },
  context: CommandContext,
): Promise<void> {
  const key = await signingKeyOf(context);
  const exporting = { url: context.directUrl, tenant, documents: storeOf(context, 'STORAGE'), key };
  const created = await createFile(file);
  try {
    const summary = await exportTenant(exporting, created.createWriteStream());
    await recordExport(context.database, tenant, summary, { to, asker });
    const { rows, objects: files, missing, setAside, head } = summary;
    for (const sha256 of missing)
      context.print(`${tenant}\tthe file ${sha256} is not in the storage`);
    for (const what of setAside)
      context.print(`${tenant}\tset aside, for no program of ours wrote it like this: ${what}`);
    const seals = `seals ${head.seal_head ?? 'none'}`;
    context.print([tenant, counted(rows, 'row'), counted(files, 'file'), seals].join('\t'));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** How many former members are members again, and how the others come in. */
async function tellWhoEntered(
  { database, print }: CommandContext,
  tenant: TenantId,
  { members }: ArchiveHead,
): Promise<void> {
  const entered = await countMembers(database, tenant);
  print(`${entered} of ${counted(members.length, 'former member')} entered again`);
  if (entered < members.length)
    print(
      `the others have no account of this installation (an equal e-mail address is not enough): make an owner with users create --tenant ${tenant} --role owner, who invites them in the portal; users link --for invitation prints an invitation's link`,
    );
}

/** Where the provisioner finds the archive, and what it says of itself. A file is put into the store for this restore. */
async function handIn(
  context: CommandContext,
  from: string,
): Promise<{ archive: string; was: ArchiveHead }> {
  const archives = storeOf(context, 'ARCHIVES');
  if (existsSync(from)) {
    const was = await readHead(createReadStream(from));
    const { key } = handedInKey();
    await archives.putFile(key, from);
    return { archive: key, was };
  }
  const key = archiveKeyOf(from);
  const stream = key === null ? null : await archives.read(key);
  if (!key || !stream)
    throw new UsageError(`${from} is neither a file nor an archive in the store of archives`);
  return { archive: key, was: await readHead(stream) };
}

function archiveKeyOf(text: string): string | null {
  try {
    return parseArchiveKey(text).key;
  } catch {
    return null;
  }
}

async function readHead(archive: Readable): Promise<ArchiveHead> {
  const reader = new ArchiveReader(archive);
  try {
    return await reader.head();
  } finally {
    reader.close();
  }
}

/** Erasing is for good, so its name is typed, too. @throws {UsageError} for another one */
async function confirmName(
  { database }: CommandContext,
  tenant: TenantId,
  name: string,
): Promise<void> {
  const known = await findTenantName(database, tenant);
  if (known !== name)
    throw new UsageError(`tenant ${tenant} is called "${known}": type that name to confirm`);
}

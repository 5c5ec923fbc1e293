import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import {
  DamagedArchive,
  type Database,
  endTenant,
  eraseTenant,
  migrateTenant,
  provisionTenant,
  RestoredBooksFaulty,
  restoreTenant,
  RetentionNotOver,
} from '@smart-accounting/database';
import { type JobPayload, jobPayloads } from '@smart-accounting/worker-contract';
import pg from 'pg';
import { type Handler, type JobContext, PermanentFailure } from '../run/job-context.ts';

type Payload<Verb> = Extract<JobPayload<'provision'>, { verb: Verb }>;

/**
 * The `provision` job: makes, restores, migrates or erases a tenant's schema. Only the provisioner does it, because
 * only it may make roles and schemas.
 * @param migratorUrl URL of the login `smart_migrator`, straight to the server
 * @param database the same login's
 */
export function provisionHandler(migratorUrl: string, database: Database): Handler {
  return async (context) => {
    const payload = jobPayloads.provision.parse(context.claim.payload);
    const client = new pg.Client({ connectionString: migratorUrl });
    await client.connect();
    try {
      if (payload.verb === 'create') await provisionTenant(client, context.tenant, new Date());
      else if (payload.verb === 'migrate') await migrateTenant(client, context.tenant);
      else if (payload.verb === 'restore') await restore(context, payload, client, database);
      else await erase(context, payload, client);
    } finally {
      await client.end();
    }
    await context.finish();
    context.resources.announcer.send({
      tenant: context.tenant,
      resource: 'tenant',
      id: context.tenant,
    });
    return 'done';
  };
}

/** An archive that cannot be restored leaves nothing behind but the reason why. */
async function restore(
  { tenant, resources: { storage } }: JobContext,
  { archive: key, discard, members }: Payload<'restore'>,
  client: pg.Client,
  database: Database,
): Promise<void> {
  try {
    const openArchive = async () => {
      const archive = await storage.read(key);
      if (!archive) throw new DamagedArchive(`there is no archive ${key}`);
      return archive;
    };
    await restoreTenant({ client, database, storage, tenant, openArchive, withMembers: members });
  } catch (error) {
    if (!(error instanceof DamagedArchive || error instanceof RestoredBooksFaulty)) throw error;
    await endTenant(client, tenant, { restore_refused: error.message });
    await storage.removeAll(tenant);
    if (discard) await storage.removeAll(key);
    const reason = error instanceof DamagedArchive ? 'damaged_archive' : 'faulty_books';
    throw new PermanentFailure(reason, error.message);
  }
  if (discard) await storage.removeAll(key);
}

async function erase(
  { tenant, resources: { storage } }: JobContext,
  { force_before: forceBefore }: Payload<'erase'>,
  client: pg.Client,
): Promise<void> {
  try {
    const today = dateInAmsterdam(new Date());
    await eraseTenant({ client, storage, tenant, today, forceBefore });
  } catch (error) {
    if (error instanceof RetentionNotOver) throw new PermanentFailure('retention', error.message);
    throw error;
  }
}

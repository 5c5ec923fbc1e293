import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import {
  bookDemoYear,
  demoCompany,
  query,
  randomTenantId,
  randomUuidV7,
  withIdentity,
  withTenant,
} from '@smart-accounting/database';
import type { TenantId } from '@smart-accounting/worker-contract';
import { hashPassword } from '../identity/password.ts';
import { createTenant } from '../identity/register.ts';
import { receiveUpload } from '../documents/receive-upload.ts';
import { storeDocument } from '../documents/store-document.ts';
import { type Command, type CommandContext, optional, storageOf } from './command.ts';
import { followProvisioner } from './follow-provisioner.ts';

/** Not a secret: it opens an invented company on one's own machine. */
const demoLogin = { email: 'demo@korenaar.example', password: 'brood-uit-de-oven' };

export const demoCommands: readonly Command[] = [
  {
    name: 'demo create',
    usage: '[--documents DIR]   (once; afterwards it only prints the login)',
    options: { documents: { type: 'string' } },
    run: async (context, options) => {
      const { database, print } = context;
      const [existing] = await withIdentity(database, () =>
        query('SELECT id FROM users WHERE email = $1', [demoLogin.email]),
      );
      if (!existing) {
        const tenant = randomTenantId();
        const passwordHash = await hashPassword(demoLogin.password);
        await withIdentity(database, () =>
          createTenant(tenant, {
            company_name: demoCompany.name,
            kvk_number: demoCompany.kvkNumber,
            vat_number: demoCompany.vatNumber,
          }),
        );
        await followProvisioner(context, tenant);
        await withTenant(database, tenant, () => bookDemoYear(dateInAmsterdam(new Date())));
        // The login comes last: when it is there, so are the books.
        const id = randomUuidV7();
        await withIdentity(database, async () => {
          await query(
            'INSERT INTO users (id, email, name, password_hash, email_confirmed_at) VALUES ($1, $2, $3, $4, now())',
            [id, demoLogin.email, 'Eva de Bakker', passwordHash],
          );
          await query("INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, 'owner')", [
            tenant,
            id,
          ]);
        });
        const folder = optional(options, 'documents');
        if (folder) await handIn(context, tenant, { folder, uploadedBy: id });
      }
      print(JSON.stringify(demoLogin));
      return 0;
    },
  },
];

/** Hands in the files of a folder, the way a person does. */
async function handIn(
  context: CommandContext,
  tenant: TenantId,
  { folder, uploadedBy }: { folder: string; uploadedBy: string },
): Promise<void> {
  const { database, relay } = context;
  const storage = storageOf(context);
  for (const fileName of (await readdir(folder)).filter((name) => !name.endsWith('.json')).sort()) {
    const file = await receiveUpload(createReadStream(path.join(folder, fileName)), tmpdir());
    try {
      await withTenant(database, tenant, () =>
        storeDocument(tenant, file, { fileName, uploadedBy, storage, now: new Date() }),
      );
    } finally {
      await file.discard();
    }
  }
  relay?.wake();
}

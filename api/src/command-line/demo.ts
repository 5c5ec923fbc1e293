import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDemoCompany, demoLogin } from '@smart-accounting/books/demo/create-demo-company';
import type { TenantId } from '@smart-accounting/worker-contract';
import { receiveUpload } from '../documents/receive-upload.ts';
import { storeDocument } from '@smart-accounting/books/documents/store-document';
import { type Command, type CommandContext, optional, storeOf } from './command.ts';

export const demoCommands: readonly Command[] = [
  {
    name: 'demo create',
    usage:
      '[--documents DIR]   (once; afterwards it only prints the login; with the environment of the API, whose login alone may post)',
    options: { documents: { type: 'string' } },
    run: async (context, options) => {
      const created = await createDemoCompany(context.database);
      const folder = optional(options, 'documents');
      if (created && folder)
        await handIn(context, created.tenant, { folder, uploadedBy: created.userId });
      context.print(JSON.stringify(demoLogin));
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
  const { database } = context;
  const storage = storeOf(context, 'STORAGE');
  for (const fileName of (await readdir(folder)).filter((name) => !name.endsWith('.json')).sort()) {
    const file = await receiveUpload(createReadStream(path.join(folder, fileName)), tmpdir());
    try {
      await storeDocument({ database, storage, tenant }, file, {
        fileName,
        uploadedBy,
        now: new Date(),
      });
    } finally {
      await file.discard();
    }
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import type { Client } from './client.ts';
import type { Command } from './history.ts';
import type { System } from './system.ts';

const document = z.object({
  id: z.string(),
  file_name: z.string(),
  state: z.string(),
  purchase_invoice: z.object({ id: z.string() }).nullable(),
});
const contact = z.object({ name: z.string() });
const entry = z.object({
  id: z.string(),
  description: z.string(),
  reverses: z.string().nullable(),
  purchase_invoice_id: z.string().nullable(),
});
const invoice = z.object({ id: z.string(), state: z.string() });

/** Where the checker looks: past the API, as the database's superuser and on the command line. */
export type Inspected = Pick<System, 'databaseUrl' | 'commandLine'>;

/**
 * Compares the history with what is there, when all is well again: every command that was done has exactly one
 * effect, no other has any, every document was read once or failed with a reason, and the books are in order.
 * @returns what is wrong; empty when nothing is
 */
export async function check(
  system: Inspected,
  client: Client,
  history: readonly Command[],
): Promise<string[]> {
  const [documents, contacts, entries, invoices] = await Promise.all([
    client.readAll('/documents', document),
    client.readAll('/contacts', contact),
    client.readAll('/journal-entries', entry),
    client.readAll('/purchase-invoices', invoice),
  ]);
  const effects: Readonly<Record<Command['kind'], (mark: string) => number>> = {
    upload: (mark) => documents.filter(({ file_name: name }) => name === mark).length,
    contact: (mark) => contacts.filter(({ name }) => name === mark).length,
    entry: (mark) =>
      entries.filter(({ description, reverses }) => description === mark && !reverses).length,
    post: (mark) =>
      entries.filter((one) => one.purchase_invoice_id === mark && !one.reverses).length,
    reverse: (mark) => entries.filter(({ reverses }) => reverses === mark).length,
  };
  const wrong = history.flatMap(({ kind, mark, reply }) => {
    const expected = reply && reply.status < 300 ? 1 : 0;
    const found = effects[kind](mark);
    return found === expected
      ? []
      : [`${kind} "${mark}" was answered ${reply?.status ?? 'nothing'} and has ${found} effects`];
  });
  const done = (kind: Command['kind']): number =>
    history.filter((one) => one.kind === kind && one.reply && one.reply.status < 300).length;
  const expectedEntries = done('entry') + done('post') + done('reverse');
  if (entries.length !== expectedEntries)
    wrong.push(`${expectedEntries} entries were posted, and there are ${entries.length}`);
  for (const { file_name: name, state, purchase_invoice: made } of documents) {
    if (state !== 'failed' && !(state === 'read' && made))
      wrong.push(`document "${name}" is ${state} without an invoice`);
  }
  const read = documents.filter(({ state }) => state === 'read').length;
  if (invoices.length !== read)
    wrong.push(`${read} documents were read into ${invoices.length} invoices`);
  wrong.push(...(await unreadableFiles(client, documents)), ...(await wrongRows(system, client)));
  const verdict = await system.commandLine('ledger', 'verify', client.tenant).catch(String);
  return verdict.endsWith(' 0 faults\n') ? wrong : [...wrong, verdict];
}

/** Every file that was handed in can be had back. */
async function unreadableFiles(
  client: Client,
  documents: readonly z.infer<typeof document>[],
): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, file_name: name } of documents) {
    const file = await client.send('GET', `/documents/${id}/content`);
    if (file?.status !== 200) wrong.push(`the file of "${name}" cannot be had back`);
  }
  return wrong;
}

/** What cannot be seen from outside: jobs left over, pages and jobs doubled. */
async function wrongRows(system: Inspected, { tenant }: Client): Promise<string[]> {
  const questions: Readonly<Record<string, string>> = {
    'jobs that are neither done nor failed': `SELECT FROM platform.jobs WHERE tenant = '${tenant}' AND state = 'pending'
      AND run_at < now() + interval '10 minutes'`,
    'jobs that failed without a reason': `SELECT FROM platform.jobs WHERE tenant = '${tenant}' AND state = 'failed' AND reason IS NULL`,
    'documents with pages missing': `SELECT FROM t_${tenant}.documents d WHERE d.state = 'read'
      AND d.page_count <> (SELECT count(*) FROM t_${tenant}.document_pages p WHERE p.document_id = d.id)`,
    'documents read by more than one job of a kind': `SELECT FROM platform.jobs WHERE tenant = '${tenant}' AND subject_kind = 'document'
      GROUP BY kind, subject_id HAVING count(*) > 1`,
  };
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    const wrong: string[] = [];
    for (const [what, sql] of Object.entries(questions)) {
      const { rowCount } = await client.query(sql);
      if (rowCount) wrong.push(`${rowCount} ${what}`);
    }
    return wrong;
  } finally {
    await client.end();
  }
}

/** Waits until no job is left to be done. @throws {Error} after so many seconds */
export async function quiet(
  system: Inspected,
  { tenant }: Client,
  withinSeconds = 120,
): Promise<void> {
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    for (const deadline = Date.now() + withinSeconds * 1000; Date.now() < deadline;) {
      const { rowCount } = await client.query(
        "SELECT FROM platform.jobs WHERE tenant = $1 AND state = 'pending' AND run_at < now() + interval '10 minutes'",
        [tenant],
      );
      if (!rowCount) return;
      await pause(200);
    }
  } finally {
    await client.end();
  }
  throw new Error(`jobs were still waiting ${withinSeconds} s after all was well again`);
}

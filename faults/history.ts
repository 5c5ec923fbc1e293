import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { generateDocument } from '@smart-accounting/worker-evaluate/generate/generate-document';
import type { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { z } from 'zod';
import type { Client, Reply } from './client.ts';

/** One command that was given, and what became of it as far as whoever gave it knows. */
export interface Command {
  readonly kind: 'upload' | 'contact' | 'entry' | 'post' | 'reverse';
  /** What its effect can be found by: a file's name, a contact's name, an entry's description, an id. */
  readonly mark: string;
  /** The same request again, with the same idempotency key. */
  readonly send: () => Promise<Reply>;
  reply: Reply;
}

const withId = z.object({ id: z.string() });
const accounts = z.object({ items: z.array(withId.extend({ number: z.string() })) });
const openInvoices = z.object({ items: z.array(withId) });
const invoiceDetail = z.object({
  version: z.number(),
  fields: z.record(z.string(), z.unknown()),
  checks: z.array(z.object({ code: z.string() })),
});

/** Gives commands until told to stop, some at once; gives the history of all. */
export async function giveCommands(
  client: Client,
  random: Random,
  mark: string,
  stopSignal: AbortSignal,
): Promise<Command[]> {
  const history: Command[] = [];
  const { items } = accounts.parse(await client.read('/ledger-accounts'));
  const account = (number: string): string => items.find((one) => one.number === number)?.id ?? '';
  const author = new Author(client, random, mark, [account('4790'), account('1000')], history);
  const people = Array.from({ length: 4 }, async () => {
    while (!stopSignal.aborted) {
      const command = await author.next();
      if (command) {
        history.push(command);
        command.reply = await command.send();
      }
      await pause(random.whole(20, 400));
    }
  });
  await Promise.all(people);
  return history;
}

/** Sends what nobody knows the end of again, until it is answered. @throws {Error} when it never is */
export async function settle(history: readonly Command[]): Promise<void> {
  for (const command of history) {
    for (let tries = 0; command.reply === null; tries++) {
      if (tries === 60)
        throw new Error(`"${command.mark}" was not answered when all was well again`);
      command.reply = await command.send();
      if (command.reply === null) await pause(500);
    }
  }
}

class Author {
  readonly #client: Client;
  readonly #random: Random;
  readonly #mark: string;
  readonly #accounts: readonly [string, string];
  readonly #history: readonly Command[];
  readonly #taken = new Set<string>();
  #serial = 0;

  constructor(
    client: Client,
    random: Random,
    mark: string,
    ledgerAccounts: readonly [string, string],
    history: readonly Command[],
  ) {
    this.#client = client;
    this.#random = random;
    this.#mark = mark;
    this.#accounts = ledgerAccounts;
    this.#history = history;
  }

  /** The next command, or null when there is nothing to give it for. */
  next(): Promise<Command | null> {
    const mark = `${this.#mark}-${(this.#serial += 1)}`;
    const kinds = [
      () => this.#upload(mark),
      () => this.#upload(mark),
      () => Promise.resolve(this.#contact(mark)),
      () => Promise.resolve(this.#entry(mark)),
      () => Promise.resolve(this.#entry(mark)),
      () => this.#post(),
      () => this.#post(),
      () => Promise.resolve(this.#reverse()),
    ];
    return this.#random.oneOf(kinds)();
  }

  async #upload(mark: string): Promise<Command> {
    const kind = this.#random.chance(0.3) ? 'clean-pdf' : 'ubl';
    const { bytes } = await generateDocument(kind, this.#random.whole(1, 1e9));
    const body = Uint8Array.from(bytes);
    return command('upload', mark, () =>
      this.#client.send('POST', `/documents?file_name=${mark}`, { body }),
    );
  }

  #contact(mark: string): Command {
    return this.#keyed('contact', mark, '/contacts', { name: mark, is_supplier: true });
  }

  #entry(mark: string): Command {
    const amount = `${this.#random.whole(1, 999)}.${this.#random.digits(2)}`;
    const [debit, credit] = this.#accounts;
    return this.#keyed('entry', mark, '/journal-entries', {
      entry_date: `${new Date().getFullYear()}-01-15`,
      description: mark,
      lines: [
        { ledger_account_id: debit, debit: amount },
        { ledger_account_id: credit, credit: amount },
      ],
    });
  }

  /** Says that all of an invoice is right, and posts it. */
  async #post(): Promise<Command | null> {
    const list = await this.#client.send('GET', '/purchase-invoices?state=review&limit=20');
    if (list?.status !== 200) return null;
    const open = openInvoices.parse(list.body).items.filter(({ id }) => !this.#taken.has(id));
    if (open.length === 0) return null;
    const { id } = this.#random.oneOf(open);
    this.#taken.add(id);
    const version = await this.#confirm(id);
    if (version === null) return null;
    return this.#keyed('post', id, `/purchase-invoices/${id}/post`, undefined, version);
  }

  async #confirm(id: string): Promise<number | null> {
    const read = await this.#client.send('GET', `/purchase-invoices/${id}`);
    if (read?.status !== 200) return null;
    const { fields, checks, version } = invoiceDetail.parse(read.body);
    const corrected = await this.#client.send('PATCH', `/purchase-invoices/${id}`, {
      body: { confirm: Object.keys(fields), acknowledge: checks.map(({ code }) => code) },
      headers: { 'if-match': `"${version}"` },
    });
    return corrected?.status === 200 ? invoiceDetail.parse(corrected.body).version : null;
  }

  #reverse(): Command | null {
    const posted = this.#history.filter(
      ({ kind, reply, mark }) =>
        kind === 'entry' && reply?.status === 201 && !this.#taken.has(mark),
    );
    if (posted.length === 0) return null;
    const entry = this.#random.oneOf(posted);
    this.#taken.add(entry.mark);
    const { id } = withId.parse(entry.reply?.body);
    return this.#keyed('reverse', id, `/journal-entries/${id}/reverse`, {});
  }

  #keyed(
    kind: Command['kind'],
    mark: string,
    path: string,
    body: object | undefined,
    version?: number,
  ): Command {
    const headers = {
      'idempotency-key': randomUUID(),
      ...(version !== undefined && { 'if-match': `"${version}"` }),
    };
    return command(kind, mark, () =>
      this.#client.send('POST', path, { ...(body && { body }), headers }),
    );
  }
}

function command(kind: Command['kind'], mark: string, send: () => Promise<Reply>): Command {
  return { kind, mark, send, reply: null };
}

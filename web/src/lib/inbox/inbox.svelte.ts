import type { Document, EventHint } from '@smart-accounting/api-contract';
import { api } from '#lib/api/api.ts';
import { ApiProblem } from '#lib/api/problem.ts';

const pageSize = 100;

/** What the inbox shows: what waits to be posted, is no invoice, cannot be read, or everything; and how it is asked for. */
export const inboxQueries = {
  open: { limit: pageSize, open: 'true', no_invoice: 'false' },
  none: { limit: pageSize, open: 'true', no_invoice: 'true' },
  failed: { limit: pageSize, state: 'failed' },
  all: { limit: pageSize },
} as const;
export type InboxView = keyof typeof inboxQueries;

/** The documents of the inbox, kept up to date by hints without moving what a person is looking at. */
export class Inbox {
  documents = $state.raw<ReadonlyMap<string, Document>>(new Map());
  /** Documents that may be seen; others came since and wait behind "3 new". */
  shown = $state.raw<ReadonlySet<string>>(new Set());
  nextCursor = $state<string | null>(null);
  readonly #tenant: string;
  readonly #view: InboxView;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    tenant: string,
    view: InboxView,
    first: { items: readonly Document[]; next_cursor: string | null },
  ) {
    this.#tenant = tenant;
    this.#view = view;
    this.documents = byId(first.items);
    this.shown = new Set(this.documents.keys());
    this.nextCursor = first.next_cursor;
  }

  /** Takes in hints, one reading of the list after the other: an older answer never undoes a newer one. */
  refresh(hints: readonly EventHint[]): Promise<void> {
    this.#turn = this.#turn.then(() => this.#readAgain(hints)).catch(() => undefined);
    return this.#turn;
  }

  /** The newest page anew, and each hinted document that it no longer holds. */
  async #readAgain(hints: readonly EventHint[]): Promise<void> {
    const { items } = await this.#list();
    const fresh = byId(items);
    const hinted = hints.filter(({ resource }) => resource === 'document').map(({ id }) => id);
    const gone = [...this.documents.keys()].filter((id) => !fresh.has(id));
    const ask =
      hints.length === 0 ? gone : gone.filter((id) => hinted.includes(id) || this.#isOpen(id));
    const changed = await Promise.all(ask.slice(0, pageSize).map((id) => this.#read(id)));
    const rest = new Map(this.documents);
    for (const id of ask) rest.delete(id);
    for (const document of changed) if (document) rest.set(document.id, document);
    this.documents = new Map([...fresh, ...[...rest].filter(([id]) => !fresh.has(id))]);
  }

  /** Puts in a document that an action answered. */
  put(document: Document): void {
    const known = this.documents.has(document.id);
    const entry = [document.id, document] as const;
    this.documents = known
      ? new Map([...this.documents].map((old) => (old[0] === document.id ? entry : old)))
      : new Map([entry, ...this.documents]);
  }

  remove(id: string): void {
    this.documents = new Map([...this.documents].filter(([key]) => key !== id));
  }

  showAll(): void {
    this.shown = new Set(this.documents.keys());
  }

  async loadMore(): Promise<void> {
    if (this.nextCursor === null) return;
    const { items, next_cursor: next } = await this.#list(this.nextCursor);
    this.documents = new Map([...this.documents, ...byId(items)]);
    this.shown = new Set([...this.shown, ...items.map(({ id }) => id)]);
    this.nextCursor = next;
  }

  #isOpen(id: string): boolean {
    const state = this.documents.get(id)?.purchase_invoice?.state;
    return state !== 'posted' && state !== 'reversed';
  }

  #list(cursor?: string) {
    const query = {
      ...inboxQueries[this.#view],
      ...(cursor ? { cursor } : {}),
    };
    return api('listDocuments', { params: { tenant: this.#tenant }, query });
  }

  async #read(document: string): Promise<Document | null> {
    try {
      return await api('readDocument', { params: { tenant: this.#tenant, document } });
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'not_found') return null;
      return this.documents.get(document) ?? null;
    }
  }
}

function byId(items: readonly Document[]): Map<string, Document> {
  return new Map(items.map((document) => [document.id, document]));
}

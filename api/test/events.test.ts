import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import * as contract from '@smart-accounting/api-contract';
import { EventStreams } from '../src/events/event-streams.ts';
import { ApiClient } from './api-client.ts';
import { type Books, openBooks } from './books.ts';
import { pdfBytes } from './documents.ts';
import { draftInvoice } from './drafts.ts';
import { type RunningApi, serve, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

/** A browser that listens: what it heard, and when the line ended. */
class Listener {
  text = '';
  readonly ended: Promise<void>;
  readonly #response: Response;

  constructor(response: Response) {
    this.#response = response;
    this.ended = this.#read();
  }

  static async open(client: ApiClient, tenant: string): Promise<Listener> {
    const response = await client.fetch('get', `/api/v1/tenants/${tenant}/events`);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
    return new Listener(response);
  }

  hints(): contract.EventHint[] {
    return [...this.text.matchAll(/^event: hint\ndata: (.*)$/gm)].map(([, data = '']) =>
      contract.eventHint.parse(JSON.parse(data)),
    );
  }

  /** Waits until a hint of this resource was heard; gives the milliseconds. */
  async hears(hint: contract.EventHint, withinMs = 5_000): Promise<number> {
    const begun = Date.now();
    while (Date.now() - begun < withinMs) {
      if (this.hints().some(({ resource, id }) => resource === hint.resource && id === hint.id))
        return Date.now() - begun;
      await pause(5);
    }
    assert.fail(`no hint of ${hint.resource} ${hint.id}: ${this.text}`);
  }

  async #read(): Promise<void> {
    const reader = this.#response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
      this.text += part.value;
  }
}

const upload = async (of: Books): Promise<string> => {
  const parts = { query: { file_name: 'a.pdf' }, bytes: pdfBytes() };
  return (await of.bookkeeper.do(contract.uploadDocument, parts)).document.id;
};

describe('a stream of events', () => {
  it('ends for somebody who is removed, and goes on for the others', async () => {
    const own = await openBooks(api);
    const streams = [
      await Listener.open(own.viewer, own.tenant),
      await Listener.open(own.bookkeeper, own.tenant),
    ];
    await streams[0]?.hears({ resource: 'document', id: await upload(own) }); // the consumer is there
    const member = (await own.viewer.do(contract.readSession)).person.id;
    await own.owner.do(contract.removeMember, { params: { member } });
    await Promise.all(streams.map(({ ended }) => ended));
    const again = await own.viewer.fetch('get', `/api/v1/tenants/${own.tenant}/events`);
    assert.equal(again.status, 404);
    await Listener.open(own.bookkeeper, own.tenant);
  });
  it('hints within a second that a document came, and to no other tenant', async () => {
    const theirs = await openBooks(api);
    const [mine, other] = [
      await Listener.open(books.viewer, books.tenant),
      await Listener.open(theirs.viewer, theirs.tenant),
    ];
    await mine.hears({ resource: 'document', id: await upload(books) }); // the consumer is there
    const id = await upload(books);
    assert.ok((await mine.hears({ resource: 'document', id })) < 1_000);
    await other.hears({ resource: 'document', id: await upload(theirs) });
    assert.equal(other.hints().length, 1);
  });

  it('hints at every change, and at none that was refused', async () => {
    const listener = await Listener.open(books.viewer, books.tenant);
    const invoice = await draftInvoice(books);
    const parts = { params: { invoice }, ifMatch: 1 };
    const entry = await books.accountant.do(contract.postPurchaseInvoice, parts);
    await listener.hears({ resource: 'purchase_invoice', id: invoice });
    const heard = listener.hints().length;
    await books.accountant.refused(contract.postPurchaseInvoice, 'already_posted', parts);
    const reversal = await books.accountant.do(contract.reverseJournalEntry, {
      params: { entry: entry.id },
      body: {},
    });
    await listener.hears({ resource: 'journal_entry', id: reversal.id });
    const since = listener.hints().slice(heard);
    assert.deepEqual(since.map(({ resource, id }) => `${resource} ${id}`).sort(), [
      `journal_entry ${reversal.id}`,
      `purchase_invoice ${invoice}`,
    ]);
  });

  it('tells the browser when to come back, and numbers its events', async () => {
    const listener = await Listener.open(books.viewer, books.tenant);
    await listener.hears({ resource: 'document', id: await upload(books) });
    assert.match(listener.text, /^retry: 2000\n\nid: \d+\nevent: hint\ndata: \{.*\}\n\n$/);
  });

  it('says every twenty seconds that it is still there', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const streams = new EventStreams(
      api.services.database,
      api.services.broker,
      api.services.logger,
    );
    const process = await serve({ ...api.services, streams });
    const viewer = new ApiClient(process.url, books.tenant, books.viewer.headers);
    const listener = await Listener.open(viewer, books.tenant);
    t.mock.timers.tick(20_000);
    for (let time = 0; time < 100 && !listener.text.includes('ping'); time++) await pause(20);
    assert.equal(listener.text, 'retry: 2000\n\n: ping\n\n');
    await streams.close();
    await listener.ended;
    await process.close();
  });

  it('ends when the process stops, so that the browser goes to another', async () => {
    const second = await startApi();
    const own = await openBooks(second);
    const listener = await Listener.open(own.viewer, own.tenant);
    await second.stop();
    await listener.ended;
  });
});

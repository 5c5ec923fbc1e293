import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Document } from '@smart-accounting/api-contract';
import type { Received } from '#lib/upload/send-file.ts';
import type { Upload } from '#lib/upload/upload-queue.ts';
import { inboxRows, newcomers, stateOf } from './inbox-rows.ts';

function document(id: string, state: Document['state'] = 'queued'): Document {
  return {
    id,
    file_name: `${id}.pdf`,
    media_type: 'application/pdf',
    byte_size: 1,
    page_count: null,
    state,
    failure: null,
    has_e_invoice: false,
    other_e_invoices: [],
    kind: null,
    no_invoice: false,
    part_of: null,
    part_count: 0,
    uploaded_by: null,
    created_at: '2026-11-24T10:00:00Z',
    read_at: null,
    purchase_invoice: null,
    summary: null,
  };
}

function upload(key: string, answer: Received | null): Upload<Received> {
  const state = answer ? 'done' : 'sending';
  return { key, name: `${key}.pdf`, size: 1, state, progress: 0, answer, problem: null };
}

describe('inboxRows', () => {
  const a = document('a');
  const b = document('b');
  const all = new Map([a, b].map((one) => [one.id, one]));

  it('keeps a file in its row when it becomes a document', () => {
    const before = inboxRows([upload('u1', null)], all, new Set(['a', 'b']));
    assert.deepEqual(
      before.map(({ key }) => key),
      ['u1', 'a', 'b'],
    );
    const received = upload('u1', { document: b, duplicate: false });
    const after = inboxRows([received], all, new Set(['a', 'b']));
    assert.deepEqual(
      after.map(({ key }) => key),
      ['u1', 'a'],
    );
    assert.equal(after[0]?.document, b);
  });

  it('shows a duplicate as such, beside its original', () => {
    const rows = inboxRows([upload('u1', { document: a, duplicate: true })], all, new Set(['a']));
    assert.deepEqual(rows.map(stateOf), ['duplicate', 'queued']);
  });

  it('keeps what came from elsewhere waiting, and counts it', () => {
    const own = upload('u1', { document: b, duplicate: false });
    assert.deepEqual(
      inboxRows([], all, new Set(['a'])).map(({ key }) => key),
      ['a'],
    );
    assert.equal(newcomers([], all, new Set(['a'])), 1);
    assert.equal(newcomers([own], all, new Set(['a'])), 0);
  });

  it('tells the state of the invoice once there is one', () => {
    const posted = { ...a, state: 'read', purchase_invoice: { id: 'i', state: 'posted' } } as const;
    const rows = inboxRows([], new Map([['a', posted]]), new Set(['a']));
    assert.deepEqual(rows.map(stateOf), ['posted']);
  });
});

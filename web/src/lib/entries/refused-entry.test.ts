import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Cell, type Line, withCell } from '#lib/line-editor/lines.ts';
import type { EntryColumn } from './entry-draft.svelte.ts';
import { placeRefusal, refusedAt } from './refused-entry.ts';

const cell = (text: string): Cell => ({ text, value: text });
const line = (key: number): Line<EntryColumn> => ({
  key,
  cells: new Map<EntryColumn, Cell>([
    ['account', cell('4300')],
    ['debit', cell('1,00')],
  ]),
});
const wrong = (...fields: string[]) => ({
  code: 'invalid_fields' as const,
  details: { errors: fields.map((field) => ({ field })) },
});

describe('what the API refused of an entry', () => {
  const sent = [line(4), line(9)];

  it('stands at the cell of the line that was sent in that place', () => {
    const refused = placeRefusal(wrong('lines.1.ledger_account_id', 'lines.0'), sent);
    assert.equal(refusedAt(refused, line(9), 'account'), null, 'not the same line any more');
    assert.equal(refusedAt(refused, sent[1] ?? line(0), 'account'), 'account');
    assert.equal(refusedAt(refused, sent[0] ?? line(0), 'debit'), 'amount');
    assert.equal(refusedAt(refused, sent[0] ?? line(0), 'account'), null);
    assert.deepEqual([refused.date, refused.description], [false, false]);
  });

  it('is gone as soon as the cell is changed', () => {
    const refused = placeRefusal(wrong('lines.1.ledger_account_id'), sent);
    const changed = withCell(sent[1] ?? line(0), 'account', cell('4400'));
    assert.equal(refusedAt(refused, changed, 'account'), null);
  });

  it('stands at the date when its period is closed or there is none', () => {
    for (const code of ['period_closed', 'no_fiscal_period'] as const)
      assert.equal(placeRefusal({ code, details: {} }, sent).date, true);
    assert.equal(placeRefusal({ code: 'unbalanced', details: {} }, sent).date, false);
    assert.equal(placeRefusal(wrong('entry_date'), sent).date, true);
    assert.equal(placeRefusal(wrong('description'), sent).description, true);
  });
});

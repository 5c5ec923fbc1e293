import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readViews, withView } from './saved-views.ts';

const late = { name: 'Te laat', search: 'overdue=true' };

describe('saved views', () => {
  it('are read as they were kept, and as none when that is broken', () => {
    assert.deepEqual(readViews(JSON.stringify([late])), [late]);
    for (const stored of [null, '', '{', '{}', '[1]', '[{"name":1,"search":""}]'])
      assert.deepEqual(readViews(stored), [], String(stored));
  });

  it('are in order of their names, each name once', () => {
    const views = withView(withView([late], { name: 'Klaar', search: 'state=ready' }), {
      ...late,
      search: 'overdue=true&sort=total',
    });
    assert.deepEqual(
      views.map(({ name, search }) => `${name} ${search}`),
      ['Klaar state=ready', 'Te laat overdue=true&sort=total'],
    );
  });
});

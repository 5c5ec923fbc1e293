import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shapeOf } from './page-shape.ts';

const tenant = '/t/[tenant=tenant]';

describe('the shape of a page that is waited for', () => {
  it('is a list, a form or a document beside its form', () => {
    assert.equal(shapeOf(`${tenant}/inbox`), 'list');
    assert.equal(shapeOf(`${tenant}/ledger/[account=id]`), 'list');
    assert.equal(shapeOf(`${tenant}/entries/new`), 'form');
    assert.equal(shapeOf(`${tenant}/profile/security`), 'form');
    assert.equal(shapeOf(`${tenant}/purchases/[invoice=id]`), 'review');
  });

  it('is unknown where nobody said: the page before it then stays', () => {
    assert.equal(shapeOf(tenant), null);
    assert.equal(shapeOf('/sign-in'), null);
  });
});

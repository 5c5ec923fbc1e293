import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTableLooks, writeTableLooks } from './looks-cookie.ts';

describe('the looks of tables', () => {
  it('are read of their cookie as they were written', () => {
    const looks = { dense: true, hidden: { contacts: ['iban', 'kvk'], 'api-keys': ['used'] } };
    assert.equal(writeTableLooks(looks), 'dense/contacts:iban,kvk/api-keys:used');
    assert.deepEqual(readTableLooks(writeTableLooks(looks)), looks);
    assert.equal(writeTableLooks({ dense: false, hidden: { contacts: [] } }), '');
  });

  it('are the usual ones when the cookie says something else', () => {
    for (const cookie of [undefined, '', 'x', '<script>:a', 'a:b;c'])
      assert.deepEqual(readTableLooks(cookie), { dense: false, hidden: {} }, cookie);
  });
});

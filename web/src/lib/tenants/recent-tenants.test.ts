import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recentFirst, recentTenants, withRecentTenant } from './recent-tenants.ts';

const [a, b, c] = ['aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc'];

describe('the books somebody was in lately', () => {
  it('stand in the cookie, latest first, each once, and not without end', () => {
    assert.equal(withRecentTenant(undefined, a), a);
    assert.equal(withRecentTenant(`${a}.${b}`, b), `${b}.${a}`);
    const many = Array.from({ length: 30 }, (_, index) => `t${String(index).padStart(11, '0')}`);
    const cookie = many.reduce<string | undefined>(withRecentTenant, undefined);
    assert.equal(recentTenants(cookie).length, 12);
    assert.equal(recentTenants(cookie)[0], many.at(-1));
  });
  it('are none in a cookie that is not ours', () => {
    assert.deepEqual(recentTenants('../etc;x.<script>'), []);
    assert.deepEqual(recentTenants(undefined), []);
  });
  it('come first, and the others stay in their order', () => {
    const rows = [a, b, c].map((tenant) => ({ tenant }));
    const order = recentFirst(rows, [c]).map(({ tenant }) => tenant);
    assert.deepEqual(order, [c, a, b]);
  });
});

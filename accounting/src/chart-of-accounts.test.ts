import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accountRoles, defaultChart } from './chart-of-accounts.ts';
import { vatCodes } from './vat.ts';

describe('the default chart of accounts', () => {
  it('has each number once, four digits', () => {
    const numbers = defaultChart.map((account) => account.number);
    assert.equal(new Set(numbers).size, numbers.length);
    for (const number of numbers) assert.match(number, /^\d{4}$/);
  });
  it('has exactly one account for each role', () => {
    for (const role of accountRoles) {
      assert.equal(defaultChart.filter((account) => account.role === role).length, 1, role);
    }
  });
  it('has well-formed RGS codes on the right side: B for the balance sheet, W for profit and loss', () => {
    for (const { rgsCode, type, number } of defaultChart) {
      assert.match(rgsCode, /^[BW]([A-Z][a-z0-9]{2}){1,4}$/, number);
      assert.equal(rgsCode.startsWith('W'), type === 'revenue' || type === 'cost', number);
    }
  });
  it('names only VAT codes that exist', () => {
    for (const { vatCode } of defaultChart)
      assert.ok(!vatCode || vatCodes.some(({ code }) => code === vatCode), vatCode ?? undefined);
  });
});

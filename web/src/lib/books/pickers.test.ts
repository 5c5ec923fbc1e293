import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { purchaseAccountOptions, vatOptions } from './pickers.ts';

const account = (id: string, type: 'asset' | 'cost', active = true) => ({
  id,
  number: id,
  name: `Account ${id}`,
  type,
  rgs_code: null,
  role: null,
  vat_code: null,
  active,
  balance: '0.00',
  version: 1,
});

describe('purchaseAccountOptions', () => {
  it('lists those of the supplier, then costs, then the rest, each once', () => {
    const accounts = [
      account('0100', 'asset'),
      account('4100', 'cost'),
      account('4500', 'cost'),
      account('4900', 'cost', false),
    ];
    const options = purchaseAccountOptions(accounts, {
      chosen: [null],
      used: ['4500', '4900', '0100'],
      groups: { used: 'used', costs: 'costs', others: 'others' },
    });
    assert.deepEqual(
      options.map(({ key, group }) => [key, group]),
      [
        ['4500', 'used'],
        ['0100', 'used'],
        ['4100', 'costs'],
      ],
    );
  });
});

describe('vatOptions', () => {
  it('go by their rate where they are the ordinary code of it, else by the code', () => {
    const code = (name: string, rate: number, reversed = false) => ({
      code: name,
      name: `Name of ${name}`,
      direction: 'purchase' as const,
      rate_bp: rate,
      reverse_charge: reversed,
    });
    const options = vatOptions(
      [code('IVL', 2100, true), code('I21', 2100), code('I0', 0), code('INA', 2100)],
      'purchase',
    );
    assert.deepEqual(
      options.map(({ key, label, detail }) => [key, label, detail]),
      [
        ['IVL', 'IVL', 'Name of IVL'],
        ['I21', '21%', 'I21 Name of I21'],
        ['I0', '0%', 'I0 Name of I0'],
        ['INA', 'INA', 'Name of INA'],
      ],
    );
  });
});

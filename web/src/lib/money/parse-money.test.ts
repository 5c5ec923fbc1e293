import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseMoney } from './parse-money.ts';

const cases: readonly [string, bigint | null][] = [
  ['1234.56', 123456n],
  ['1.234,56', 123456n],
  ['1,234.56', 123456n],
  ['€ 1.234', 123400n],
  ['1.234', 123400n],
  ['1234', 123400n],
  ['1234,5', 123450n],
  ['1234.5', 123450n],
  ['0,05', 5n],
  ['-12,50', -1250n],
  ['\u221212,50', -1250n],
  ['1 234,56', 123456n],
  ['1\u00a0234\u00a0567,00', 123456700n],
  ['1.234.567,89', 123456789n],
  ['1,234,567.89', 123456789n],
  ['12,34,5', null],
  ['1,234', null],
  ['1.23.456', null],
  ['12,345', null],
  ['', null],
  ['twaalf', null],
  ['1234567890123456', null],
];

describe('parseMoney', () => {
  for (const [text, minor] of cases) {
    it(`reads "${text}" as ${minor ?? 'nothing, since it cannot be told for sure'}`, () => {
      assert.equal(parseMoney(text), minor);
    });
  }
});

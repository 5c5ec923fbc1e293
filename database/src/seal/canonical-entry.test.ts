import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  chainHash,
  chainStart,
  type EntryRow,
  type LineRow,
  sealEntry,
} from './canonical-entry.ts';

const entry: EntryRow = {
  id: '01920000-0000-7000-8000-000000000001',
  journal: 'INK',
  fiscalYear: 2026,
  number: 147,
  entryDate: '2026-04-01',
  description: 'Bäckerei "Söhne" · 12',
  contactId: null,
  documentId: '01920000-0000-7000-8000-000000000002',
  reverses: null,
  postedBy: null,
  postedAt: '2026-04-01T10:11:12.123456Z',
};
const line: LineRow = {
  entryId: entry.id,
  line: 1,
  accountId: '01920000-0000-7000-8000-000000000003',
  description: 'brood',
  debit: 9_223_372_036_854_775_807n,
  credit: 0n,
  contactId: null,
  vatCode: 'I21',
  vatBox: '5b',
  vatBase: 100n,
  vatTax: 21n,
  currency: null,
  currencyAmount: null,
};
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the canonical form', () => {
  it('of an entry is the JSON array that the page says, written out here by hand', () => {
    const seal = sealEntry(entry, []);
    const form =
      '["entry","01920000-0000-7000-8000-000000000001","INK",2026,147,"2026-04-01","Bäckerei \\"Söhne\\" · 12",null,' +
      '"01920000-0000-7000-8000-000000000002",null,null,"2026-04-01T10:11:12.123456Z"]';
    assert.equal(seal.entryHash, sha256(form));
  });
  it('of a line has amounts as decimal text, exact to the last digit', () => {
    const [sealed] = sealEntry(entry, [line]).lines;
    const form =
      '["line","01920000-0000-7000-8000-000000000001",1,"01920000-0000-7000-8000-000000000003","brood",' +
      '"9223372036854775807","0",null,"I21","5b","100","21",null,null]';
    assert.deepEqual(sealed, { line: 1, hash: sha256(form) });
  });
  it('of a seal holds the hash before it and everything the seal says', () => {
    const seal = sealEntry(entry, [line]);
    const form = `["seal","${chainStart}","1","${entry.id}","INK",2026,147,"${seal.entryHash}",[1,"${seal.lines[0]?.hash}"]]`;
    assert.equal(chainHash(chainStart, 1n, seal), sha256(form));
  });
  it('is another one when text moves from one column to the next', () => {
    const moved = { ...line, description: 'broodI', vatCode: '21' };
    const [one] = sealEntry(entry, [line]).lines;
    const [two] = sealEntry(entry, [moved]).lines;
    assert.notEqual(one?.hash, two?.hash);
  });
  it('is the same for the same books and another for any other', () => {
    const amounts = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    const books = fc.record({ debit: amounts, description: fc.string({ unit: 'binary' }) });
    fc.assert(
      fc.property(books, books, (one, two) => {
        const [first, second] = [one, two].map(
          (values) => sealEntry(entry, [{ ...line, ...values }]).lines[0]?.hash,
        );
        const same = one.debit === two.debit && one.description === two.description;
        assert.equal(first === second, same);
      }),
    );
  });
});

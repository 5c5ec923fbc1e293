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
  type SealedFacts,
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
const facts: SealedFacts = {
  accounts: { [line.accountId]: { number: '4790', name: 'Algemene kosten', type: 'cost' } },
  contacts: {},
  documentSha256: 'd0c'.repeat(21) + '0',
};
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('the canonical form', () => {
  it('of an entry is the JSON array that the page says, written out here by hand', () => {
    const seal = sealEntry(entry, [], facts);
    const form =
      '["entry","01920000-0000-7000-8000-000000000001","INK",2026,147,"2026-04-01","Bäckerei \\"Söhne\\" · 12",null,' +
      'null,"01920000-0000-7000-8000-000000000002","' +
      `${facts.documentSha256}` +
      '",null,null,"2026-04-01T10:11:12.123456Z"]';
    assert.equal(seal.entryHash, sha256(form));
  });
  it('of a line has amounts as decimal text, exact to the last digit', () => {
    const [sealed] = sealEntry(entry, [line], facts).lines;
    const form =
      '["line","01920000-0000-7000-8000-000000000001",1,"01920000-0000-7000-8000-000000000003","4790","Algemene kosten","cost","brood",' +
      '"9223372036854775807","0",null,null,"I21","5b","100","21",null,null]';
    assert.deepEqual(sealed, { line: 1, hash: sha256(form) });
  });
  it('of a seal holds the hash before it and everything the seal says', () => {
    const seal = sealEntry(entry, [line], facts);
    const form = `["seal","${chainStart}","1","${entry.id}","INK",2026,147,"${seal.entryHash}",[1,"${seal.lines[0]?.hash}"]]`;
    assert.equal(chainHash(chainStart, 1n, seal), sha256(form));
  });
  it('is another one when text moves from one column to the next', () => {
    const moved = { ...line, description: 'broodI', vatCode: '21' };
    const [one] = sealEntry(entry, [line], facts).lines;
    const [two] = sealEntry(entry, [moved], facts).lines;
    assert.notEqual(one?.hash, two?.hash);
  });
  it('is the same for the same books and another for any other', () => {
    const amounts = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
    const books = fc.record({ debit: amounts, description: fc.string({ unit: 'binary' }) });
    fc.assert(
      fc.property(books, books, (one, two) => {
        const [first, second] = [one, two].map(
          (values) => sealEntry(entry, [{ ...line, ...values }], facts).lines[0]?.hash,
        );
        const same = one.debit === two.debit && one.description === two.description;
        assert.equal(first === second, same);
      }),
    );
  });
  it('is another one when an account, a contact or the file is another one', () => {
    const contactId = '01920000-0000-7000-8000-000000000004';
    const supplied = { ...entry, contactId };
    const lines = [{ ...line, contactId }];
    const known = { ...facts, contacts: { [contactId]: 'De Molen' } };
    const others: readonly SealedFacts[] = [
      { ...known, contacts: { [contactId]: 'De Moler' } },
      { ...known, documentSha256: null },
      ...(['number', 'name', 'type'] as const).map((field) => ({
        ...known,
        accounts: {
          [line.accountId]: {
            number: '4790',
            name: 'Algemene kosten',
            type: 'cost',
            [field]: 'other',
          },
        },
      })),
    ];
    const hashes = [known, ...others].map((of) => {
      const seal = sealEntry(supplied, lines, of);
      return chainHash(chainStart, 1n, seal);
    });
    assert.equal(new Set(hashes).size, hashes.length);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleInvoice } from './sample-invoice.ts';

/** The file as text, a sign for each byte. */
async function textOf(customer: string): Promise<string> {
  const file = sampleInvoice('2026-12-15', customer);
  return Buffer.from(await file.arrayBuffer()).toString('latin1');
}

describe('the sample invoice', () => {
  it('is of the day it is asked for, due a month later, and says what it is', async () => {
    const text = await textOf('Bakkerij');
    for (const part of ['VOORBEELD-2026-001', '15-12-2026', '14-01-2027', 'niets geleverd'])
      assert.ok(text.includes(part), part);
  });

  it('is the same file on the same day, so that a second one is known as a duplicate', async () => {
    assert.equal(await textOf('Bakkerij'), await textOf('Bakkerij'));
  });

  it('has a table that finds each of its objects', async () => {
    const text = await textOf('Bakkerij');
    const offsets = [...text.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) => Number(offset));
    assert.equal(offsets.length, 6);
    for (const [at, offset] of offsets.entries())
      assert.ok(text.slice(offset).startsWith(`${at + 1} 0 obj`), String(at + 1));
    const [, table] = /startxref\n(\d+)/.exec(text) ?? [];
    assert.ok(text.slice(Number(table)).startsWith('xref'));
  });

  it('bears any company name: brackets, accents, and signs that it has no letter for', async () => {
    assert.ok((await textOf('Café (1) \\ Zonen')).includes('(Caf\xe9 \\(1\\) \\\\ Zonen)'));
    assert.ok((await textOf('’t Hoekje 店')).includes("('t Hoekje ?)"));
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findRoles } from './amount-roles.ts';
import { typedFacts } from './typed-page.fixture.ts';

/** What the best label calls the last amount of a line. */
function roleOf(line: string): string | undefined {
  return findRoles(typedFacts(line))[0]?.role;
}

describe('a sum that says whether tax is in it', () => {
  it('is with or without it, in whatever words and order', () => {
    const sums: readonly (readonly [label: string, role: string])[] = [
      ['Total (Excluding GST)', 'net_total'],
      ['Total Sales (Inclusive GST)', 'total'],
      ['Total Sales Inclusive of 6% GST', 'total'],
      ['Subtotaal exclusief 21% btw', 'net_total'],
      ['Totaal ex. 9 % btw', 'net_total'],
      ['Gesamt exkl. 19% MwSt.', 'net_total'],
      ['Total Amount (GST Inclusive)', 'total'],
      ['Total GST incl.', 'total'],
      ['Totaalbedrag (btw excl.)', 'net_total'],
    ];
    for (const [label, role] of sums) {
      assert.equal(roleOf(`${label}          121,00`), role, label);
      assert.equal(roleOf(`${label}: EUR 121,00`), role, `${label} in one cell`);
    }
  });
  it('is not told from a tax that only stands in the same line', () => {
    assert.equal(roleOf('Btw 21%                  21,00'), 'vat_total');
    assert.equal(roleOf('Inclusief btw            21,00'), 'vat_total');
    assert.equal(roleOf('Totaal btw               21,00'), 'vat_total');
  });
  it('ends before an amount: what stands behind that is a name of its own', () => {
    const { labels } = typedFacts('Totaal 121,00 inclusief 21,00 btw');
    assert.deepEqual(
      labels.map(({ text }) => text),
      ['Totaal', 'btw'],
    );
  });
  it('of something else stays something else', () => {
    assert.equal(roleOf('Prijs incl. 21% btw      121,00'), undefined);
  });
});

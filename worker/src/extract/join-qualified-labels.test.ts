import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sumCandidates } from './totals/find-labelled-amounts.ts';
import { typedFacts } from './typed-page.fixture.ts';

/** The name of the best label of the last amount on a line. */
function roleOf(line: string): string | undefined {
  return sumCandidates(typedFacts(line).amounts)[0]?.role;
}

describe('a total that says whether it includes tax', () => {
  it('includes or excludes it, in any words and order', () => {
    const sums: readonly (readonly [label: string, role: string])[] = [
      ['Total (Excluding GST)', 'net_total'],
      ['Total Sales (Inclusive GST)', 'total'],
      ['Total Sales Inclusive of 6% GST', 'total'],
      ['Subtotaal exclusief 21% btw', 'net_total'],
      ['Totaal ex. 9 % btw', 'net_total'],
      ['Gesamt exkl. 19% MwSt.', 'net_total'],
      ['Totaal incl. 21% btw', 'total'],
      ['Totaal inclusief 9 % btw', 'total'],
      ['Totaal excl. 21% btw', 'net_total'],
      ['Total including 20% VAT', 'total'],
      ['Total Amount (GST Inclusive)', 'total'],
      ['Total GST incl.', 'total'],
      ['Totaalbedrag (btw excl.)', 'net_total'],
      ['Totaal (21 % btw inbegrepen)', 'total'],
      ['Totaal (btw 21% niet inbegrepen)', 'net_total'],
      ['Total TTC (TVA 20% incluse)', 'total'],
      ['Total TTC (dont TVA 20%)', 'total'],
      ['Montant total (TVA de 20 % comprise)', 'total'],
      ['Total (TVA 20% non comprise)', 'net_total'],
      ['Gesamtbetrag (inkl. 19% MwSt)', 'total'],
      ['Gesamtbetrag (19,0 % MwSt. enthalten)', 'total'],
      ['Endbetrag inkl. der gesetzlichen MwSt.', 'total'],
      ['Total (including 20% VAT)', 'total'],
      ['Total (VAT 20% included)', 'total'],
      ['Total (VAT @ 20% not included)', 'net_total'],
    ];
    for (const [label, role] of sums) {
      assert.equal(roleOf(`${label}          121,00`), role, label);
      assert.equal(roleOf(`${label}: EUR 121,00`), role, `${label} in one cell`);
    }
  });
  it('is not affected by a tax that is only on the same line', () => {
    assert.equal(roleOf('Btw 21%                  21,00'), 'vat_total');
    assert.equal(roleOf('Inclusief btw            21,00'), 'vat_total');
    assert.equal(roleOf('Totaal btw               21,00'), 'vat_total');
    assert.equal(roleOf('TVA 20% incluse          20,00'), 'vat_total');
    assert.equal(roleOf('Total TTC dont TVA 20%   20,00'), 'vat_total');
  });
  it('ends before an amount: what follows that is another label', () => {
    const { labels } = typedFacts('Totaal 121,00 inclusief 21,00 btw');
    assert.deepEqual(
      labels.map(({ text }) => text),
      ['Totaal', 'btw'],
    );
  });
  it('that is the label of something else stays one', () => {
    assert.equal(roleOf('Prijs incl. 21% btw      121,00'), undefined);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sumCandidates } from './find-labelled-amounts.ts';
import { typedFacts } from '../typed-page.fixture.ts';

/** The candidates by the name of their best label. */
function rolesIn(template: string): Record<string, string[]> {
  const roles: Record<string, string[]> = {};
  for (const { role, amount } of sumCandidates(typedFacts(template).amounts)) {
    (roles[role] ??= []).push(amount.text);
  }
  return roles;
}

describe('an amount is a candidate for a total', () => {
  it('by the label on its left', () => {
    assert.deepEqual(
      rolesIn(`
Totaal excl. btw              1.000,00
Btw 21%                         210,00
Totaal te betalen             1.210,00`),
      { net_total: ['1.000,00'], vat_total: ['210,00'], total: ['1.210,00'] },
    );
  });
  it('by the label above it', () => {
    const roles = rolesIn(`
Totaal te betalen
1.210,00`);
    assert.equal(roles['total']?.[0], '1.210,00');
  });
  it('by the head of its column, even in the last row', () => {
    const roles = rolesIn(`
Grondslag        Btw bedrag       Totaal incl. btw
800,00           168,00           968,00
200,00           18,00            218,00
1.000,00         186,00           1.186,00`);
    assert.ok(roles['net_total']?.includes('1.000,00'));
    assert.ok(roles['vat_total']?.includes('186,00'));
    assert.ok(roles['total']?.includes('1.186,00'));
    assert.ok(!roles['vat_total']?.includes('1.000,00'), 'each column has its own head');
  });
});

describe('an amount is not a candidate for a total', () => {
  it('beside a label of something else: discount, shipping, paid', () => {
    const roles = rolesIn(`
Korting                          50,00
Verzendkosten                     6,95
Reeds betaald                   100,00`);
    assert.deepEqual(roles, {});
  });
  it('under the head of the table of lines', () => {
    const roles = rolesIn(`
Omschrijving          Aantal      Prijs       Totaal
Drukwerk              2           10,00       20,00`);
    assert.deepEqual(roles, {});
  });
  it('in a sentence below a table of totals', () => {
    const roles = rolesIn(`
Netto bedrag       BTW              Totaalbedrag
1.000,00           210,00           1.210,00
Gelieve 1.210,00 over te maken`);
    assert.deepEqual(roles['net_total'], ['1.000,00']);
  });
  it('when it has no cents but all others have', () => {
    const roles = rolesIn(`
Artikel een                      10,00
Artikel twee                     20,00
Artikel drie                     30,00
Subtotaal                        60,00
Totaal                              12
Totaal te betalen                72,60`);
    assert.ok(!Object.values(roles).flat().includes('12'));
  });
});

describe('of two amounts after a label', () => {
  it('the last one belongs to it: the tax after its base', () => {
    const [first] = sumCandidates(typedFacts('Btw 21% over      1.000,00      210,00').amounts);
    assert.equal(first?.amount.text, '210,00');
  });
});

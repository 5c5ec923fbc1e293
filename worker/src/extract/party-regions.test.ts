import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partyAt } from './party-regions.ts';
import { typedFacts } from './typed-page.fixture.ts';

/** To whom the place of a text belongs. */
function partyOf(text: string, template: string): string | null {
  const { layout, regions } = typedFacts(template);
  for (const line of layout.lines) {
    const cell = line.cells.find((candidate) => candidate.text.includes(text));
    if (cell) return partyAt({ ...cell, line }, regions);
  }
  return assert.fail(`"${text}" stands nowhere`);
}

describe('a heading', () => {
  const columns = `
Leverancier                   Factuuradres                  Afleveradres
Kroon Groothandel B.V.        Bakkerij Duinzicht            Magazijn Noord
1234 AB Edam                  4321 CD Zandvoort             9876 XY Assen`;

  it('gives what stands below it, in its column, to a party', () => {
    assert.equal(partyOf('Kroon', columns), 'supplier');
    assert.equal(partyOf('Duinzicht', columns), 'customer');
    assert.equal(partyOf('Magazijn', columns), 'other');
  });
  it('reaches down to the next one', () => {
    const stacked = `
Leverancier
Kroon Groothandel B.V.
Factuuradres
Bakkerij Duinzicht`;
    assert.equal(partyOf('Kroon', stacked), 'supplier');
    assert.equal(partyOf('Duinzicht', stacked), 'customer');
  });
  it('reaches no further than an address does, nor past what the document is called', () => {
    const far = `Factuuradres\nBakkerij Duinzicht${'\n'.repeat(16)}Ons kantoor`;
    assert.equal(partyOf('Duinzicht', far), 'customer');
    assert.equal(partyOf('Ons kantoor', far), null);
    const titled = 'Factuuradres\nBakkerij Duinzicht\nFactuurnummer: 2026-17\nBetreft drukwerk';
    assert.equal(partyOf('Betreft', titled), null);
  });
  it('may have what it heads behind a colon', () => {
    assert.equal(partyOf('Duinzicht', 'Factuuradres: Bakkerij Duinzicht'), 'customer');
  });
  it('is none in the middle of a sentence', () => {
    assert.equal(partyOf('betaalt', 'De klant betaalt\nbinnen een maand'), null);
  });
});

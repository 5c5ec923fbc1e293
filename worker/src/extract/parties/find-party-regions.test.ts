import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { partyAt } from './find-party-regions.ts';
import { typedFacts } from '../typed-page.fixture.ts';

/** The party to which the place of a text belongs. */
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

  it('assigns what is below it, in its column, to a party', () => {
    assert.equal(partyOf('Kroon', columns), 'supplier');
    assert.equal(partyOf('Duinzicht', columns), 'customer');
    assert.equal(partyOf('Magazijn', columns), 'other');
  });
  it('extends down to the next one', () => {
    const stacked = `
Leverancier
Kroon Groothandel B.V.
Factuuradres
Bakkerij Duinzicht`;
    assert.equal(partyOf('Kroon', stacked), 'supplier');
    assert.equal(partyOf('Duinzicht', stacked), 'customer');
  });
  it('extends no further than an address, nor past the title of the document', () => {
    const far = `Factuuradres\nBakkerij Duinzicht${'\n'.repeat(16)}Ons kantoor`;
    assert.equal(partyOf('Duinzicht', far), 'customer');
    assert.equal(partyOf('Ons kantoor', far), null);
    const titled = 'Factuuradres\nBakkerij Duinzicht\nFactuurnummer: 2026-17\nBetreft drukwerk';
    assert.equal(partyOf('Betreft', titled), null);
  });
  it('may be followed by its content after a colon', () => {
    assert.equal(partyOf('Duinzicht', 'Factuuradres: Bakkerij Duinzicht'), 'customer');
  });
  it('is not one in the middle of a sentence', () => {
    assert.equal(partyOf('betaalt', 'De klant betaalt\nbinnen een maand'), null);
  });
});

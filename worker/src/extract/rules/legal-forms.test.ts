import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  endOfLegalForm,
  hasLegalForm,
  repairedLegalForm,
  withoutLegalForm,
} from './legal-forms.ts';

describe('a legal form', () => {
  it('is at the end of a company name, in many countries and spellings', () => {
    for (const name of [
      'Kroon B.V.',
      'Kroon BV',
      'Kroon b.v.',
      'Kroon N.V.',
      'Kroon V.O.F.',
      'Kroon VOF',
      'Coöperatie Kroon U.A.',
      'Kroon GmbH',
      'Kroon GmbH & Co. KG',
      'Kroon UG (haftungsbeschränkt)',
      'Kroon AG',
      'Kroon e.K.',
      'Kroon Ltd.',
      'Kroon Limited',
      'Kroon PLC',
      'Kroon Inc.',
      'Kroon S.A.R.L.',
      'Kroon SAS',
      'Kroon S.p.A.',
      'Kroon Sdn Bhd',
    ]) {
      assert.equal(hasLegalForm(name), true, name);
    }
  });
  it('is at its beginning in some', () => {
    for (const name of ['Stichting Kroon', 'Vereniging Kroon', 'Gemeente Edam', 'Ets. Kroon']) {
      assert.equal(hasLegalForm(name), true, name);
    }
  });
  it('is not a part of a word', () => {
    for (const name of ['Kroon Bvba-achtig', 'Agenda', 'Kgx', 'Savoie', 'Kroon']) {
      assert.equal(hasLegalForm(name), false, name);
    }
  });
});

describe('a name without its legal form', () => {
  it('is the same for all spellings', () => {
    for (const name of ['Waterland Advies B.V.', 'Waterland Advies BV', 'Waterland Advies']) {
      assert.equal(withoutLegalForm(name), 'Waterland Advies');
    }
  });
});

describe('where a legal form ends', () => {
  it('is found, so that an address after it can be cut off', () => {
    assert.equal(endOfLegalForm('Kroon B.V. Kade 1'), 'Kroon B.V.'.length);
    assert.equal(endOfLegalForm('Kroon Kade 1'), null);
  });

  it('is repaired where a letter of it was misread, and only then', () => {
    const read: Readonly<Record<string, string>> = {
      'Kroon 8.V.': 'Kroon B.V.',
      'Kroon SON 8HD': 'Kroon SDN BHD',
      'KROON S5/B': 'KROON S5/B',
      'KROON MART 5/B': 'KROON MART S/B',
      'KROON LIMITED': 'KROON LIMITED',
      'Kroon Drankenhandel': 'Kroon Drankenhandel',
    };
    for (const [name, repaired] of Object.entries(read))
      assert.equal(repairedLegalForm(name), repaired);
  });
});

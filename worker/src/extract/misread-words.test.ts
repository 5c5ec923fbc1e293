import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { misreadingCost } from './misread-words.ts';

describe('reading one word for another', () => {
  it('costs half an edit for letters that look alike, one for others', () => {
    assert.equal(misreadingCost('totaal', 'totaal'), 0);
    assert.equal(misreadingCost('totaal', 'toxaal'), 1);
    assert.equal(misreadingCost('invoice', 'lnvoice'), 0.5);
    assert.equal(misreadingCost('factuurnummer', 'factuumummer'), 0.5);
    assert.equal(misreadingCost('vervaldatum', 'vervaldaturn'), 0.5);
    assert.equal(misreadingCost('rechnungsdatum', 'rechnungsdat'), null);
  });
  it('is not believed beyond one edit, or one and a half in long words', () => {
    assert.equal(misreadingCost('totaal', 'tolael'), null);
    assert.equal(misreadingCost('rechnungsnr', 'rechnungen'), null);
    assert.equal(misreadingCost('totaal', 'totaalbedrag'), null);
  });
  it('is not believed of short words', () => {
    assert.equal(misreadingCost('btw', 'btu'), null);
    assert.equal(misreadingCost('datum', 'dalum'), null);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type KnownSupplier,
  matchSupplier,
  otherHoldersOfIban,
  type SupplierFacts,
} from './match-supplier.ts';

const mol: KnownSupplier = {
  id: 'mol',
  name: 'Inkthandel Mol B.V.',
  vatNumber: 'NL004495445B01',
  kvkNumber: '27312345',
  ibans: ['NL91ABNA0417164300'],
  collectsForOthers: false,
};
const other = {
  vatNumber: 'NL000099998B57',
  kvkNumber: '12345678',
  iban: 'NL20INGB0001234567',
} as const;
const nobody: SupplierFacts = { name: null, vatNumber: null, kvkNumber: null, iban: null };
const told = (facts: Partial<SupplierFacts>, contacts: readonly KnownSupplier[] = [mol]) => {
  const { contact, candidates } = matchSupplier({ ...nobody, ...facts }, contacts);
  return contact?.id ?? candidates.map(({ id }) => id);
};
const holders = (
  facts: Partial<SupplierFacts>,
  contacts: readonly KnownSupplier[] = [mol],
  own: readonly string[] = [],
) => otherHoldersOfIban({ ...nobody, ...facts }, contacts, own).map(({ id }) => id);
const iban = 'NL91 ABNA 0417 1643 00';

describe('the contact that an invoice is from', () => {
  it('has its VAT or KvK number, whatever the name and the account', () => {
    assert.equal(told({ name: 'De Mol', vatNumber: 'nl 0044.95.445.b01' }), 'mol');
    assert.equal(told({ name: 'De Mol', kvkNumber: '27312345', iban: other.iban }), 'mol');
  });
  it('is ruled out by a valid number that is not its own, whatever the account', () => {
    const printer = { name: 'Drukkerij Inktvis B.V.', iban };
    assert.deepEqual(told({ ...printer, vatNumber: other.vatNumber }), []);
    assert.deepEqual(told({ ...printer, kvkNumber: other.kvkNumber }), []);
    assert.deepEqual(
      told({ name: 'Mol', iban, vatNumber: other.vatNumber, kvkNumber: other.kvkNumber }),
      [],
    );
    assert.deepEqual(told({ ...printer, vatNumber: 'DE123456789' }), []);
  });
  it('is not ruled out by what is no valid number', () => {
    assert.equal(told({ name: 'Inkthandel Mol', iban, vatNumber: 'NL123456789B01' }), 'mol');
    assert.equal(told({ name: 'Inkthandel Mol', iban, kvkNumber: '2731234' }), 'mol');
  });
  it('is asked for when another VAT number comes with its KvK number, or the reverse under its name', () => {
    assert.deepEqual(told({ vatNumber: other.vatNumber, kvkNumber: '27312345' }), ['mol']);
    const kvkNumber = other.kvkNumber;
    assert.deepEqual(told({ name: 'Mol', vatNumber: 'NL004495445B01', kvkNumber }), ['mol']);
    // another member of the fiscal unity
    assert.deepEqual(told({ name: 'Papier Das', vatNumber: 'NL004495445B01', kvkNumber }), []);
  });
  it('is asked for when its very name comes with other numbers', () => {
    assert.deepEqual(told({ name: 'Inkthandel Mol', vatNumber: other.vatNumber }), ['mol']);
  });
  it('has its account only under its name, in whole or in part', () => {
    assert.deepEqual(told({ name: 'Drukkerij Inktvis B.V.', iban }), []);
    assert.deepEqual(told({ iban }), []);
    assert.equal(told({ name: 'INKTHANDEL MOL', iban }), 'mol');
    assert.equal(told({ name: 'Mol', iban }), 'mol');
    assert.equal(told({ name: 'Inkthandel Mol B.V., filiaal Breda', iban }), 'mol');
  });
  it('is found by the whole name where no number speaks', () => {
    assert.equal(told({ name: 'Inkthandel Mol' }), 'mol');
    assert.deepEqual(told({ name: 'Inkthandel' }), []);
  });
  it('is the one of two with more in common, and nobody when they fit alike', () => {
    const branch = { ...mol, id: 'branch', kvkNumber: '87654321', name: 'Mol Breda B.V.' };
    const vatNumber = 'NL004495445B01';
    assert.equal(told({ vatNumber, kvkNumber: '87654321' }, [mol, branch]), 'branch');
    assert.equal(told({ vatNumber, name: 'Mol Breda' }, [mol, branch]), 'branch');
    assert.deepEqual(told({ vatNumber }, [mol, branch]), ['mol', 'branch']);
    const twin = { ...mol, id: 'twin', ibans: [other.iban] };
    assert.deepEqual(told({ vatNumber, name: mol.name }, [mol, twin]), ['mol', 'twin']);
    assert.equal(told({ vatNumber, name: mol.name, iban: other.iban }, [mol, twin]), 'twin');
  });
  it('is not found by an account that proves nothing', () => {
    const factor = { ...mol, id: 'factor', name: 'Factor', collectsForOthers: true };
    const plain = { ...mol, vatNumber: null, kvkNumber: null };
    assert.deepEqual(told({ name: 'Mol', iban, kvkNumber: '87654321' }, [plain]), 'mol');
    assert.deepEqual(told({ name: 'Mol', iban, kvkNumber: '87654321' }, [plain, factor]), []);
  });
});

describe('an account of somebody else', () => {
  it('is told with whose it is', () => {
    assert.deepEqual(holders({ iban }), ['mol']);
    assert.deepEqual(holders({ iban: other.iban }), []);
    assert.deepEqual(holders({ iban: 'NL91ABNA0417164301' }), []);
  });
  it('is none once it is known for the supplier itself, or collects for others', () => {
    const twin = { ...mol, id: 'twin' };
    assert.deepEqual(holders({ iban }, [mol, twin], ['twin']), []);
    assert.deepEqual(holders({ iban }, [mol, { ...twin, collectsForOthers: true }]), []);
  });
});

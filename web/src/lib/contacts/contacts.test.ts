import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodyOf, draftOf, errorsOf } from './contact-draft.ts';
import { formatIban, readIban } from './iban.ts';

describe('the form of a contact', () => {
  it('tells what is not right, in the order of the form', () => {
    const draft = {
      ...draftOf(null),
      kvkNumber: '123',
      email: 'niets',
      ibans: ['NL00ABNA'],
      paymentDays: '400',
    };
    assert.deepEqual(errorsOf(draft), ['name', 'kvkNumber', 'email', 'ibans.0', 'paymentDays']);
  });

  it('gives the API nothing where nothing was typed', () => {
    const body = bodyOf({
      ...draftOf(null),
      name: ' Bakker ',
      ibans: ['', 'nl91 abna 0417 1643 00'],
    });
    assert.equal(body.name, 'Bakker');
    assert.equal(body.kvk_number, null);
    assert.deepEqual(body.ibans, ['NL91ABNA0417164300']);
  });
});

describe('an IBAN', () => {
  it('is checked by its check digits and shown in groups', () => {
    assert.equal(readIban('NL91 ABNA 0417 1643 00'), 'NL91ABNA0417164300');
    assert.equal(readIban('NL92 ABNA 0417 1643 00'), null);
    assert.equal(formatIban('NL91ABNA0417164300'), 'NL91\u00a0ABNA\u00a00417\u00a01643\u00a000');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { type Books, openBooks } from './books.ts';
import { smallPicture } from './documents.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;
let theirs: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
  theirs = await openBooks(api);
});
after(() => api.stop());

type Body = contract.BodyInput<typeof contract.updateCompany>;
const read = (of = books) => of.viewer.do(contract.readCompany);
const change = async (body: Body) =>
  books.owner.do(contract.updateCompany, { body, ifMatch: (await read()).version });
const refusedFields = async (body: Body): Promise<string[]> => {
  const { version } = await read();
  const problem = await books.owner.refused(contract.updateCompany, 'invalid_fields', {
    body,
    ifMatch: version,
  });
  return (problem.errors ?? []).map(({ field }) => field);
};

describe('the company', () => {
  it('begins with what it was registered with', async () => {
    const { name, ...rest } = await read();
    assert.ok(name);
    assert.deepEqual(
      [rest.country, rest.iban, rest.logo_type, rest.version],
      ['NL', null, null, 1],
    );
  });

  it('is kept with everything that is given, numbers in their plain form, and read by all', async () => {
    await change({
      name: 'Bakkerij De Vrolijke Bol B.V.',
      legal_form: 'bv',
      kvk_number: '27312345',
      vat_number: 'nl 0044.95.445.b01',
      street: 'Markt 1',
      postcode: '1000 AA',
      city: 'Utrecht',
      iban: 'nl91 abna 0417 1643 00',
    });
    const { version, ...company } = await read();
    assert.equal(version, 2);
    assert.deepEqual(company, {
      name: 'Bakkerij De Vrolijke Bol B.V.',
      legal_form: 'bv',
      kvk_number: '27312345',
      vat_number: 'NL004495445B01',
      street: 'Markt 1',
      postcode: '1000 AA',
      city: 'Utrecht',
      country: 'NL',
      iban: 'NL91ABNA0417164300',
      logo_type: null,
    });
  });

  it('is called so at once in everybody’s list, and nobody else’s changes', async () => {
    const before = await read(theirs);
    await change({ name: 'Een andere naam' });
    const { tenants } = await books.viewer.do(contract.readSession);
    assert.equal(tenants.find(({ id }) => id === books.tenant)?.name, 'Een andere naam');
    assert.deepEqual(await read(theirs), before);
  });

  it('keeps what a change leaves out, and loses what is taken away', async () => {
    await change({ city: 'Zwolle', street: 'Dam 2' });
    const { city, street, iban } = await change({ street: null });
    assert.deepEqual([city, street, iban], ['Zwolle', null, 'NL91ABNA0417164300']);
  });

  it('is told by field what is no number: KvK, VAT number by its check digits, IBAN modulo 97', async () => {
    assert.deepEqual(await refusedFields({ kvk_number: '1234567' }), ['kvk_number']);
    assert.deepEqual(await refusedFields({ vat_number: 'NL004495446B01' }), ['vat_number']);
    assert.deepEqual(await refusedFields({ iban: 'NL91ABNA0417164301' }), ['iban']);
    assert.deepEqual(await refusedFields({ name: ' ' }), ['name']);
    assert.deepEqual(await refusedFields({ country: 'nl' }), ['country']);
  });

  it('of two who change it at once tells the second', async () => {
    const { version } = await read();
    await change({ city: 'Assen' });
    await books.owner.refused(contract.updateCompany, 'version_mismatch', {
      body: { city: 'Emmen' },
      ifMatch: version,
    });
    await books.owner.refused(contract.updateCompany, 'precondition_required', {
      body: { city: 'Emmen' },
    });
  });

  it('tells the audit log who changed what, before and after', async () => {
    await change({ iban: 'NL20INGB0001234567' });
    const [event] = await books.in(() =>
      query(
        "SELECT before, after FROM audit.events WHERE action = 'company.changed' ORDER BY id DESC LIMIT 1",
      ),
    );
    assert.deepEqual(event, {
      before: { iban: 'NL91ABNA0417164300' },
      after: { iban: 'NL20INGB0001234567' },
    });
  });
});

describe('the company’s logo', () => {
  it('is a picture that comes back as it was, and goes again', async () => {
    await books.viewer.refused(contract.readCompanyLogo, 'not_found');
    const { logo_type: type } = await change({ logo: smallPicture.toString('base64') });
    assert.equal(type, 'image/png');
    const { bytes, headers } = await books.viewer.succeed(contract.readCompanyLogo);
    assert.deepEqual(bytes, smallPicture);
    assert.equal(headers.get('content-type'), 'image/png');
    await change({ logo: null });
    await books.viewer.refused(contract.readCompanyLogo, 'not_found');
  });

  it('is nothing that a browser would run, and not too large', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    assert.deepEqual(await refusedFields({ logo: svg }), ['logo']);
    const large = Buffer.concat([smallPicture, Buffer.alloc(contract.largestLogoBytes)]);
    assert.deepEqual(await refusedFields({ logo: large.toString('base64') }), ['logo']);
  });
});

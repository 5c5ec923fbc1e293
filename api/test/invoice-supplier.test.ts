import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { type Books, openBooks } from './books.ts';
import { type Draft, draftInvoice } from './drafts.ts';
import { type RunningApi, startApi, thisYear } from './running-api.ts';

let api: RunningApi;
let books: Books;

before(async () => {
  api = await startApi();
  books = await openBooks(api);
});
after(() => api.stop());

const read = (invoice: string) =>
  books.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
const correct = (invoice: string, body: contract.InvoiceCorrections, ifMatch = 1) =>
  books.bookkeeper.do(contract.correctPurchaseInvoice, { params: { invoice }, body, ifMatch });

describe('the supplier of an invoice', () => {
  const supplier = { vat_number: 'NL004495445B01', ibans: ['NL91ABNA0417164300'] };

  it('is looked for again when it is corrected, and stays when a person chose it', async () => {
    const contact = await books.bookkeeper.do(contract.createContact, {
      body: { name: 'Molen', ...supplier },
    });
    const invoice = await draftInvoice(books, { fields: { supplier_name: 'M0len' } });
    assert.equal((await read(invoice)).contact, null);
    const matched = await correct(invoice, {
      fields: { supplier_vat_number: 'NL 0044 95 445 B01' },
    });
    assert.deepEqual(matched.contact, { id: contact.id, name: 'Molen' });
    const other = await books.bookkeeper.do(contract.createContact, { body: { name: 'Another' } });
    await correct(invoice, { contact_id: other.id }, 2);
    const kept = await correct(invoice, { fields: { supplier_iban: supplier.ibans[0] ?? '' } }, 3);
    assert.equal(kept.contact?.id, other.id);
  });

  it('is found also when it became a contact after the invoice was read', async () => {
    const fields = { supplier_name: 'Bakkersgilde', supplier_kvk_number: '27312345' };
    const [first, second] = [
      await draftInvoice(books, { fields }),
      await draftInvoice(books, { fields }),
    ];
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice: first }, ifMatch: 1 });
    const { contact } = await read(second);
    assert.equal(contact?.name, 'Bakkersgilde');
    await books.owner.do(contract.postPurchaseInvoice, { params: { invoice: second }, ifMatch: 1 });
    const { count, items } = await books.viewer.do(contract.listContacts, {
      query: { search: 'bakkersgilde' },
    });
    assert.deepEqual([count, items[0]?.purchases], [1, { count: 2, total: '242.00' }]);
  });

  it('with another account than before is a warning that a person must accept', async () => {
    await books.bookkeeper.do(contract.createContact, {
      body: { name: 'Vast Goed', ibans: ['NL91ABNA0417164300'] },
    });
    const invoice = await draftInvoice(books, {
      fields: { supplier_name: 'Vast Goed', supplier_iban: 'NL20INGB0001234567' },
    });
    const [check] = (await read(invoice)).checks;
    assert.deepEqual(
      [check?.code, check?.blocking, check?.acknowledged],
      ['iban_changed', 'until_acknowledged', false],
    );
    const accepted = await correct(invoice, { acknowledge: ['iban_changed'] });
    assert.deepEqual([accepted.checks[0]?.acknowledged, accepted.state], [true, 'ready']);
  });
});

describe('a warning that a person accepted', () => {
  const molen = { name: 'Molenaar Twee', ibans: ['NL91ABNA0417164300'] };
  const fields = { supplier_name: molen.name, supplier_iban: 'NL91ABNA0417164300' };

  it('is accepted as it was seen, not before it is there and not for another value', async () => {
    const own = await openBooks(api);
    await own.bookkeeper.do(contract.createContact, { body: molen });
    const invoice = await draftInvoice(own, { fields });
    let version = 0;
    const change = async (body: contract.InvoiceCorrections) => {
      const params = { params: { invoice }, ifMatch: (version += 1) };
      const answer = await own.bookkeeper.do(contract.correctPurchaseInvoice, { ...params, body });
      return [answer.state, answer.checks.map(({ code, acknowledged }) => [code, acknowledged])];
    };
    const iban = (supplier_iban: string) => ({ fields: { supplier_iban } });
    const [first, second] = [iban('NL20INGB0001234567'), iban('NL24FACT0000123456')];
    const open = ['review', [['iban_changed', false]]];
    const accepted = ['ready', [['iban_changed', true]]];
    assert.deepEqual(await change({ acknowledge: ['iban_changed'] }), ['ready', []]);
    assert.deepEqual(await change(first), open);
    assert.deepEqual(await change({ acknowledge: ['iban_changed'] }), accepted);
    assert.deepEqual(await change({ fields: { payment_reference: 'R1' } }), accepted);
    assert.deepEqual(await change(second), open);
    assert.deepEqual(await change(first), open);
    assert.deepEqual(await change({ ...second, acknowledge: ['iban_changed'] }), accepted);
    await own.bookkeeper.refused(contract.postPurchaseInvoice, 'version_mismatch', {
      params: { invoice },
      ifMatch: 1,
    });
  });
});

describe('an account that several suppliers are paid on', () => {
  const factoring = 'NL24FACT0000123456';
  const carrier = {
    supplier_name: 'Transport Wielewaal B.V.',
    supplier_vat_number: 'NL004495445B01',
    supplier_kvk_number: '60111222',
    supplier_iban: factoring,
  };
  const printer = {
    supplier_name: 'Drukkerij Inktvis B.V.',
    supplier_vat_number: 'NL000099998B57',
    supplier_kvk_number: '60333444',
    supplier_iban: factoring,
  };
  const post = (own: Books, invoice: string, ifMatch = 1) =>
    own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch });

  it('does not make one the other, whatever is read or corrected', async () => {
    const own = await openBooks(api);
    const look = (invoice: string) =>
      own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
    await post(own, await draftInvoice(own, { fields: carrier }));
    for (const fields of [
      printer,
      { ...printer, supplier_vat_number: null },
      { ...printer, supplier_kvk_number: null },
      { ...printer, supplier_vat_number: null, supplier_kvk_number: null },
    ]) {
      const { contact, state, checks, remembered } = await look(
        await draftInvoice(own, { fields }),
      );
      assert.deepEqual([contact, state, remembered], [null, 'review', false]);
      assert.deepEqual(
        checks.map(({ code, expected, blocking }) => [code, expected, blocking]),
        [['iban_of_other_supplier', 'Transport Wielewaal B.V.', 'until_acknowledged']],
      );
    }
    const invoice = await draftInvoice(own, {
      fields: { ...printer, supplier_iban: 'NL20INGB0001234567' },
    });
    const corrected = await own.bookkeeper.do(contract.correctPurchaseInvoice, {
      params: { invoice },
      body: { fields: { supplier_iban: factoring } },
      ifMatch: 1,
    });
    assert.deepEqual(
      [corrected.contact, corrected.checks.map(({ code }) => code)],
      [null, ['iban_of_other_supplier']],
    );
    await own.owner.refused(contract.postPurchaseInvoice, 'invoice_blocked', {
      params: { invoice },
      ifMatch: 2,
    });
    const accepted = await own.bookkeeper.do(contract.correctPurchaseInvoice, {
      params: { invoice },
      body: { acknowledge: ['iban_of_other_supplier'] },
      ifMatch: 2,
    });
    assert.equal(accepted.state, 'ready');
    const { contact } = await post(own, invoice, 3);
    assert.equal(contact?.name, 'Drukkerij Inktvis B.V.');
    // From now on it is one of its own.
    const next = await look(await draftInvoice(own, { fields: printer }));
    assert.deepEqual([next.contact?.id, next.checks], [contact.id, []]);
  });

  it('proves and warns of nothing once its holder is said to collect for others', async () => {
    const own = await openBooks(api);
    await post(own, await draftInvoice(own, { fields: carrier }));
    const factor = await own.bookkeeper.do(contract.createContact, {
      body: { name: 'Snelgeld Factoring', ibans: [factoring], collects_for_others: true },
    });
    assert.equal(factor.collects_for_others, true);
    const invoice = await draftInvoice(own, { fields: printer });
    const look = () => own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
    const { contact, checks, state } = await look();
    assert.deepEqual([contact, checks, state], [null, [], 'ready']);
    await own.bookkeeper.do(contract.updateContact, {
      params: { contact: factor.id },
      body: { collects_for_others: false },
      ifMatch: 1,
    });
    assert.deepEqual(
      (await look()).checks[0]?.expected,
      'Transport Wielewaal B.V., Snelgeld Factoring',
    );
    // Another tenant knows nothing of it.
    const elsewhere = await draftInvoice(books, { fields: printer });
    assert.deepEqual((await read(elsewhere)).checks, []);
  });

  it('does not hide that the supplier itself has another account than before', async () => {
    const own = await openBooks(api);
    await own.bookkeeper.do(contract.createContact, {
      body: { name: 'Snelgeld Factoring', ibans: [factoring], collects_for_others: true },
    });
    await post(
      own,
      await draftInvoice(own, { fields: { ...printer, supplier_iban: 'NL20INGB0001234567' } }),
    );
    const invoice = await draftInvoice(own, { fields: printer });
    const { checks } = await own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
    assert.deepEqual(
      checks.map(({ code }) => code),
      ['iban_changed'],
    );
  });
});

describe('a supplier that is new', () => {
  const fields = {
    supplier_name: 'Inkthandel Mol B.V.',
    supplier_vat_number: 'NL004495445B01',
    supplier_kvk_number: '60777888',
    supplier_iban: 'NL91ABNA0417164300',
  };
  const another = 'NL20INGB0001234567';

  it('is one contact, however many invoices are posted at once; and then another account is seen', async () => {
    const own = await openBooks(api);
    const invoices = await Promise.all([1, 2, 3, 4].map(() => draftInvoice(own, { fields })));
    await Promise.all(
      invoices.map((invoice) =>
        own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 }),
      ),
    );
    const { items } = await own.viewer.do(contract.listContacts, { query: {} });
    assert.deepEqual(
      items.map(({ name, purchases }) => [name, purchases.count]),
      [['Inkthandel Mol B.V.', 4]],
    );
    const next = await draftInvoice(own, { fields: { ...fields, supplier_iban: another } });
    const { contact, checks } = await own.viewer.do(contract.readPurchaseInvoice, {
      params: { invoice: next },
    });
    assert.deepEqual(
      [contact?.name, checks.map(({ code }) => code)],
      ['Inkthandel Mol B.V.', ['iban_changed']],
    );
  });

  it('is found by its name alone the second time, whatever its letters are', async () => {
    const own = await openBooks(api);
    const names =
      'Mærsk|Dvořák B.V.|Şahin Kebab|Cafe\u0301 Zon|Groß Ünal|Øresund|Łódź|Ćevapi‑Haus|Иван + Zn|İzmir|Nº 5';
    for (const supplier_name of names.split('|')) {
      const supplier = { supplier_name, supplier_iban: fields.supplier_iban };
      const invoice = await draftInvoice(own, { fields: supplier });
      await own.bookkeeper.do(contract.correctPurchaseInvoice, {
        params: { invoice },
        body: { acknowledge: ['iban_of_other_supplier'] },
        ifMatch: 1,
      });
      await own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 2 });
      const next = await draftInvoice(own, { fields: { ...supplier, supplier_iban: another } });
      const { contact, checks } = await own.viewer.do(contract.readPurchaseInvoice, {
        params: { invoice: next },
      });
      assert.deepEqual(
        [contact?.name, checks.map(({ code }) => code)],
        [supplier_name, ['iban_changed']],
      );
    }
  });

  it('is not the second time, when both were posted at once with different accounts', async () => {
    const own = await openBooks(api);
    const invoices = [
      await draftInvoice(own, { fields }),
      await draftInvoice(own, { fields: { ...fields, supplier_iban: another } }),
    ];
    const answers = await Promise.allSettled(
      invoices.map((invoice) =>
        own.owner.do(contract.postPurchaseInvoice, { params: { invoice }, ifMatch: 1 }),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const { count } = await own.viewer.do(contract.listContacts, { query: {} });
    assert.equal(count, 1);
  });

  it('is asked for when it may be one of two contacts, whose accounts are compared all the same', async () => {
    const own = await openBooks(api);
    const twins = [];
    for (const name of ['Inkthandel Mol', 'Inkthandel Mol B.V.'])
      twins.push(
        await own.bookkeeper.do(contract.createContact, {
          body: {
            name,
            vat_number: fields.supplier_vat_number,
            ibans: [fields.supplier_iban],
          },
        }),
      );
    const invoice = await draftInvoice(own, { fields: { ...fields, supplier_iban: another } });
    const { contact, checks } = await own.viewer.do(contract.readPurchaseInvoice, {
      params: { invoice },
    });
    assert.equal(contact, null);
    assert.deepEqual(
      checks.map(({ code, expected }) => [code, expected]),
      [
        ['iban_changed', fields.supplier_iban],
        ['contact_ambiguous', 'Inkthandel Mol, Inkthandel Mol B.V.'],
      ],
    );
    const [chosen] = twins;
    const body = { contact_id: chosen?.id ?? null };
    const settled = await own.bookkeeper.do(contract.correctPurchaseInvoice, {
      params: { invoice },
      body,
      ifMatch: 1,
    });
    assert.deepEqual(
      [settled.contact?.id, settled.checks.map(({ code }) => code)],
      [chosen?.id, ['iban_changed']],
    );
    const open = await own.bookkeeper.do(contract.correctPurchaseInvoice, {
      params: { invoice },
      body: { contact_id: null },
      ifMatch: 2,
    });
    assert.deepEqual(
      open.checks.map(({ code }) => code),
      ['iban_changed', 'contact_ambiguous'],
    );
  });

  it('becomes a contact of its own when a person says so', async () => {
    const own = await openBooks(api);
    await own.bookkeeper.do(contract.createContact, {
      body: { name: 'Inkthandel Mol', vat_number: 'NL000099998B57' },
    });
    const invoice = await draftInvoice(own, { fields });
    const post = (ifMatch: number) => ({ params: { invoice }, ifMatch });
    await own.owner.refused(contract.postPurchaseInvoice, 'invoice_blocked', post(1));
    await own.bookkeeper.do(contract.correctPurchaseInvoice, {
      ...post(1),
      body: { acknowledge: ['contact_ambiguous'] },
    });
    const entry = await own.owner.do(contract.postPurchaseInvoice, post(2));
    assert.equal(entry.contact?.name, 'Inkthandel Mol B.V.');
    assert.ok(entry.lines.some((line) => line.contact?.id === entry.contact?.id));
  });
});

describe('an invoice that is ready to post', () => {
  const fields = { supplier_name: 'Helder Schoonmaak B.V.', supplier_kvk_number: '60555666' };
  const stateOf = async (own: Books, draft: Draft) => {
    const invoice = await draftInvoice(own, draft);
    return (await own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } })).state;
  };

  it('is of a known supplier or clearly a new one, certain, and on an account that was chosen', async () => {
    const own = await openBooks(api);
    assert.equal(await stateOf(own, { fields }), 'ready');
    assert.equal(await stateOf(own, { fields, confidence: 0.79 }), 'review');
    assert.equal(await stateOf(own, { fields, accountSource: 'default' }), 'review');
    // The history of whom, when there is no contact?
    assert.equal(await stateOf(own, { fields, accountSource: 'history' }), 'review');
    const { id } = await own.bookkeeper.do(contract.createContact, {
      body: { name: 'Helder Schoonmaak', kvk_number: '60555666' },
    });
    assert.equal(await stateOf(own, { fields, accountSource: 'history' }), 'ready');
    await own.bookkeeper.do(contract.updateContact, {
      params: { contact: id },
      body: { kvk_number: '60555777' },
      ifMatch: 1,
    });
    assert.equal(await stateOf(own, { fields }), 'review');
  });
});

describe('an invoice that came before', () => {
  it('is a warning that names the other one, whatever the punctuation', async () => {
    const fields = { supplier_name: 'Dubbel B.V.' };
    const first = await draftInvoice(books, {
      fields: { ...fields, invoice_number: 'F-2026/0017' },
    });
    const second = await draftInvoice(books, {
      fields: { ...fields, invoice_number: 'F2026 0017' },
    });
    const { checks, state } = await read(second);
    assert.deepEqual(
      [checks[0]?.code, checks[0]?.related_invoice, state],
      ['duplicate', first, 'review'],
    );
  });

  it('is none for its number alone: punctuation, year, date and amount are weighed', async () => {
    const own = await openBooks(api);
    const draft = (number: string, date: string, net = '100.00') =>
      draftInvoice(own, {
        fields: {
          supplier_name: 'Kaasmakerij De Zeug',
          invoice_number: number,
          invoice_date: date,
          due_date: null,
        },
        lines: [{ net, vat: (Number(net) * 0.21).toFixed(2) }],
      });
    const told = async (invoice: string) => {
      const { checks } = await own.viewer.do(contract.readPurchaseInvoice, { params: { invoice } });
      return checks.map(({ code, related_invoice: related }) => [code, related]);
    };
    const january = await draft('2026-1-11', `${thisYear}-01-20`);
    const november = await draft('2026-11-1', `${thisYear}-11-05`, '200.00');
    assert.deepEqual([await told(january), await told(november)], [[], []]);
    const before = await draft('17', `${thisYear - 1}-02-01`);
    const after = await draft('17', `${thisYear}-02-03`, '70.00');
    assert.deepEqual([await told(before), await told(after)], [[], []]);
    const again = await draft('0017', `${thisYear}-02-03`, '70.00');
    assert.deepEqual(await told(again), [['duplicate', after]]);
    const late = await draft('17', `${thisYear}-03-03`, '71.00');
    assert.deepEqual((await told(late))[0], ['duplicate_likely', after]);
    const yearly = await draft('0017', `${thisYear - 1}-06-03`, '71.00');
    assert.deepEqual((await told(yearly))[0], ['duplicate_likely', before]);
    const other = await draft('18', `${thisYear - 1}-06-03`, '71.00');
    const fee = await draft('18', `${thisYear}-06-09`, '71.00');
    assert.deepEqual(await told(fee), [['number_of_other_year', other]]);
  });
});

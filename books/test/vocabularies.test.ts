// The words that the database accepts are those of the vocabularies, no fewer and no more.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  accountSources,
  accountTypes,
  documentKinds,
  documentStates,
  documentTypes,
  invoiceStates,
  jobStates,
  journals,
  languages,
  pageSources,
  roles,
  tenantStates,
  readingFindingCodes,
  vatDirections,
} from '@smart-accounting/accounting/vocabularies';
import { openTestBooks, type TestBooks } from '../src/testing/open-test-books.ts';

const lists: Readonly<Record<string, readonly string[]>> = {
  'documents.state': documentStates,
  'documents.kind': documentKinds,
  'documents.second_kind': documentKinds,
  'document_pages.source': pageSources,
  'invoices.state': invoiceStates,
  'invoices.document_type': documentTypes,
  'invoice_lines.account_source': accountSources,
  'reading_findings.code': readingFindingCodes,
  'ledger_accounts.type': accountTypes,
  'vat_codes.direction': vatDirections,
  'journals.type': journals.map(({ type }) => type),
  'platform.tenants.state': [...tenantStates, 'erased'], // an erased tenant is nobody's to see
  'platform.jobs.state': jobStates,
  'platform.tenant_requests.state': jobStates,
  'platform.users.language': languages,
  'platform.memberships.role': roles,
  'platform.invitations.role': roles,
  'platform.invitations.language': languages,
};

let books: TestBooks;
before(async () => {
  books = await openTestBooks();
});
after(() => books.close());

/** The words of each check of the form `column IN (…)`, by table and column; a tenant's tables without schema. */
async function checkedWords(): Promise<Map<string, Set<string>>> {
  const owner = await books.test.client('postgres');
  const { rows } = await owner.query<{ place: string; check: string }>(
    `SELECT CASE WHEN n.nspname = 'platform' THEN 'platform.' ELSE '' END || t.relname || '.' || a.attname AS place,
       pg_get_constraintdef(c.oid) AS check
       FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
       WHERE c.contype = 'c' AND cardinality(c.conkey) = 1 AND n.nspname IN ('platform', $1)`,
    [`t_${books.tenant}`],
  );
  await owner.end();
  return new Map(
    rows
      .filter((row) => row.check.includes('= ANY (ARRAY['))
      .map((row) => [
        row.place,
        new Set(Array.from(row.check.matchAll(/'([^']*)'::text/g), (match) => match[1] ?? '')),
      ]),
  );
}

describe('the words that the database accepts', () => {
  it('are those of the vocabularies', async () => {
    const checked = await checkedWords();
    for (const [place, words] of Object.entries(lists))
      assert.deepEqual(checked.get(place), new Set(words), place);
  });
});

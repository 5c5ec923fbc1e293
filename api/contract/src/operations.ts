import * as apiKeys from './api-keys.ts';
import * as board from './board.ts';
import * as contacts from './contacts.ts';
import * as dashboard from './dashboard.ts';
import * as documents from './documents.ts';
import * as events from './events.ts';
import * as identity from './identity.ts';
import * as jobs from './jobs.ts';
import * as journalEntries from './journal-entries.ts';
import * as ledger from './ledger.ts';
import * as members from './members.ts';
import type { Operation } from './operation.ts';
import * as pools from './pools.ts';
import * as profile from './profile.ts';
import * as purchaseInvoices from './purchase-invoices.ts';
import * as twoStep from './two-step.ts';

/** Every operation of the API. */
export const operations: readonly Operation[] = [
  identity,
  profile,
  twoStep,
  members,
  apiKeys,
  board,
  documents,
  purchaseInvoices,
  contacts,
  ledger,
  journalEntries,
  dashboard,
  jobs,
  pools,
  events,
]
  .flatMap((module): unknown[] => Object.values(module))
  .filter(isOperation);

function isOperation(value: unknown): value is Operation {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'path' in value &&
    'access' in value
  );
}

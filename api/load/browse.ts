// Run by k6: people look at their books.
import { sleep } from 'k6';
import { duration, type Person, read, signIn, textAt, thresholds } from './person.ts';

export { handleSummary } from './tally.ts';

export const options = {
  scenarios: { readers: { executor: 'constant-vus', vus: 8, duration } },
  thresholds: thresholds({
    'http_req_duration{name:invoices}': ['p(95)<500'],
    'http_req_duration{name:invoice}': ['p(95)<500'],
    'http_req_duration{name:accounts}': ['p(95)<500'],
    'http_req_duration{name:dashboard}': ['p(95)<1000'],
  }),
};

export const setup = signIn;

export default function lookAround(person: Person): void {
  read(person, 'dashboard', '/dashboard');
  const invoices = read(person, 'invoices', '/purchase-invoices?limit=50');
  const id = textAt(invoices, `items.${Math.floor(Math.random() * 50)}.id`);
  if (id) read(person, 'invoice', `/purchase-invoices/${id}`);
  read(person, 'documents', '/documents');
  const account = textAt(read(person, 'accounts', '/ledger-accounts'), 'items.0.id');
  if (account) read(person, 'card', `/ledger-accounts/${account}/card`);
  read(person, 'trial balance', '/reports/trial-balance');
  sleep(0.1 + Math.random() * 0.4);
}

// Run by k6: a working day of a small office, at once: some look, some hand in, one posts what was read, some come.
import { check, sleep } from 'k6';
import browse from './browse.ts';
import { dropInvoice, dropPage } from './new-document.ts';
import { duration, type Person, read, send, signIn, textAt, thresholds } from './person.ts';
import signInAndOut from './sign-in.ts';

export { handleSummary } from './tally.ts';

const all = { executor: 'constant-vus', duration } as const;

export const options = {
  scenarios: {
    readers: { ...all, vus: 4, exec: 'look' },
    droppers: { ...all, vus: 1, exec: 'drop' },
    bookkeeper: { ...all, vus: 1, exec: 'post' },
    people: { ...all, vus: 1, exec: 'comeAndGo' },
  },
  thresholds: thresholds({
    'http_req_duration{name:invoices}': ['p(95)<1000'],
    'http_req_duration{name:upload}': ['p(95)<1500'],
    'http_req_duration{name:post}': ['p(95)<1000'],
    'http_req_duration{name:sign in}': ['p(95)<2000'],
  }),
};

export const setup = signIn;

export function look(person: Person): void {
  browse(person);
  sleep(0.5);
}

export function drop(person: Person): void {
  dropInvoice(person);
  sleep(1);
  dropPage(person);
  sleep(1);
}

/** Posts an invoice that was read, if there is one that nothing speaks against. */
export function post(person: Person): void {
  sleep(1);
  const id = waiting(person, 'ready') ?? waiting(person, 'review');
  if (id === null) return;
  const invoice = read(person, 'invoice', `/purchase-invoices/${id}`);
  if (/"blocking":"(?!never)/.test(JSON.stringify(invoice.json('checks')))) return;
  const posted = send(person, 'post', `/purchase-invoices/${id}/post`, null, {
    'if-match': invoice.headers['Etag'] ?? '',
    'idempotency-key': `load-${id}`,
  });
  check(posted, { 'has a number': (answer) => textAt(answer, 'number') !== null });
}

function waiting(person: Person, state: 'ready' | 'review'): string | null {
  const list = read(person, 'invoices', `/purchase-invoices?state=${state}&limit=1`);
  return textAt(list, 'items.0.id');
}

export function comeAndGo(): void {
  signInAndOut();
  sleep(1);
}

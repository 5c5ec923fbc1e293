// Run by k6: many documents at once, while somebody else wants to read. All are read in the end.
import { check, sleep } from 'k6';
import { duration, type Person, read, signIn, thresholds } from './person.ts';
import { dropInvoice, dropPage } from './new-document.ts';

export { handleSummary } from './tally.ts';

export const options = {
  scenarios: {
    droppers: { executor: 'constant-vus', vus: 4, duration },
    reader: { executor: 'constant-vus', vus: 1, duration, exec: 'look' },
  },
  thresholds: thresholds({
    'http_req_duration{name:upload}': ['p(95)<1500'],
    'http_req_duration{name:documents}': ['p(95)<1000'],
  }),
  teardownTimeout: '10m',
};

export const setup = signIn;

export default function drop(person: Person): void {
  dropInvoice(person);
  dropPage(person);
  sleep(1);
}

export function look(person: Person): void {
  read(person, 'documents', '/documents');
  sleep(0.5);
}

/** The storm is over when everything that was dropped has been read. */
export function teardown(person: Person): void {
  const count = (state: string): number =>
    Number(read(person, 'afterwards', '/documents?limit=1').json(`counts.${state}`));
  while (count('queued') + count('reading') > 0) sleep(1);
  check(count('failed'), { 'every document was read': (failed) => failed === 0 });
}

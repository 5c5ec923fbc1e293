// Run by k6: people come and go. Each password costs the server argon2id, so this is what a crowd at nine is made of.
import { sleep } from 'k6';
import { duration, readSession, signIn, signOut, thresholds } from './person.ts';

export { handleSummary } from './tally.ts';

export const options = {
  scenarios: { people: { executor: 'constant-vus', vus: 4, duration } },
  thresholds: thresholds({
    'http_req_duration{name:sign in}': ['p(95)<1500'],
    'http_req_duration{name:session}': ['p(95)<300'],
  }),
};

export default function comeAndGo(): void {
  const person = signIn();
  readSession(person);
  sleep(0.2);
  signOut(person);
}

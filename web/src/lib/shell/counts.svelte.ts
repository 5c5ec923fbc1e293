import { api } from '#lib/api/api.ts';

/** How much waits in a tenant's books, as the rail tells it. */
export interface Counts {
  readonly queued: number;
  readonly reading: number;
  readonly review: number;
  readonly ready: number;
  readonly no_invoice: number;
  readonly failed: number;
}

export const noCounts: Counts = {
  queued: 0,
  reading: 0,
  review: 0,
  ready: 0,
  no_invoice: 0,
  failed: 0,
};

/** What was counted since the page was loaded. Apart from the page's data: one more document asks for no session anew. */
let latest = $state.raw<{ readonly loaded: Counts; readonly now: Counts } | null>(null);

/** The newest counts; those that came with the page until something changed. */
export function newestCounts(loaded: Counts): Counts {
  return latest !== null && latest.loaded === loaded ? latest.now : loaded;
}

/** Counts anew; what fails is left as it was, the next hint asks again. */
export async function countAnew(tenant: string, loaded: Counts): Promise<void> {
  const answer = await api('readCounts', { params: { tenant } }).catch(() => null);
  if (answer) latest = { loaded, now: answer.documents };
}

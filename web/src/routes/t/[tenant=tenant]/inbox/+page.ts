import { loadApi } from '#lib/api/load-api.ts';
import { oneOf } from '#lib/components/one-of.ts';
import { live } from '#lib/live/live.ts';
import { inboxQueries, type InboxView } from '#lib/inbox/inbox.svelte.ts';
import { live } from '#lib/live/live.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const search = event.url.searchParams;
  const view: InboxView = oneOf(['all', 'none', 'failed'], search.get('show')) ?? 'open';
  const [list, jobs] = await Promise.all([
    loadApi(event)('listDocuments', { params: { tenant }, query: inboxQueries[view] }),
    view === 'failed' ? failedJobs(event) : [],
  ]);
  const begun = list.items.length > 0 || (await hasDocuments(event));
  return { view, list, begun, failed: { jobs, others: search.has('others') } };
};

/** Whether anything was handed in ever: an empty inbox means another thing then. */
async function hasDocuments(event: Parameters<PageLoad>[0]): Promise<boolean> {
  const query = { limit: 1 };
  const { items } = await loadApi(event)('listDocuments', { params: event.params, query });
  return items.length > 0;
}

/** Read again by themselves, since they have no place in the list of documents. */
async function failedJobs(event: Parameters<PageLoad>[0]) {
  event.depends('app:jobs');
  live(event, 'job', 'document');
  const query = { state: 'failed', limit: 100 } as const;
  const { items } = await loadApi(event)('listJobs', { params: event.params, query });
  return items;
}

import { loadApi } from '#lib/api/load-api.ts';
import { inboxQueries, type InboxView } from '#lib/inbox/inbox.svelte.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { tenant } = event.params;
  const view = viewOf(event.url.searchParams.get('show'));
  const query = inboxQueries[view];
  return { view, list: await loadApi(event)('listDocuments', { params: { tenant }, query }) };
};

function viewOf(show: string | null): InboxView {
  return show === 'all' || show === 'none' ? show : 'open';
}

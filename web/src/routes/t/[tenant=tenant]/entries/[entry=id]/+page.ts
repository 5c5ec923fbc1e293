import { loadApi } from '#lib/api/load-api.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:entry');
  const { tenant, entry: id } = event.params;
  const api = loadApi(event);
  const entry = await api('readJournalEntry', { params: { tenant, entry: id } });
  const [document, other] = await Promise.all([
    entry.document_id === null
      ? null
      : api('readDocument', { params: { tenant, document: entry.document_id } }),
    otherSide(entry.reverses ?? entry.reversed_by),
  ]);
  return { entry, document, other };

  async function otherSide(otherId: string | null) {
    return otherId === null
      ? null
      : api('readJournalEntry', { params: { tenant, entry: otherId } });
  }
};

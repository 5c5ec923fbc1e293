import { goto } from '$app/navigation';

/** The address of the same page with other filters; a change of filter begins at the first page again. */
export function withFilters(
  url: { readonly pathname: string; readonly search: string },
  change: Readonly<Record<string, string | null>>,
): string {
  const search = new URLSearchParams(url.search);
  for (const place of ['cursor', 'rows']) search.delete(place);
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === '') search.delete(key);
    else search.set(key, value);
  }
  return search.size > 0 ? `${url.pathname}?${search.toString()}` : url.pathname;
}

/** Goes there without leaving the field that was changed; the way back is one step, not one for each letter. */
export async function applyFilters(
  url: { readonly pathname: string; readonly search: string },
  change: Readonly<Record<string, string | null>>,
): Promise<void> {
  await goto(withFilters(url, change), { reset: false, replace: true });
}

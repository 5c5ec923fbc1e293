import type { EventHint } from '@smart-accounting/api-contract';
import { invalidate } from '$app/navigation';
import { onHints } from './hints.ts';

type Resource = EventHint['resource'];

/** Called in a page's `load`: it is loaded anew whenever one of these changes. */
export function live(
  event: { readonly depends: (...names: `live:${Resource}`[]) => void },
  ...resources: readonly Resource[]
): void {
  event.depends(...resources.map((resource) => `live:${resource}` as const));
}

/** Loads anew what depends on what changes, for as long as a tenant's pages are shown; answers how to stop that. */
export function followChanges(): () => void {
  return onHints('all', (hints) => {
    const changed = new Set<string>(hints.map(({ resource }) => resource));
    const concerned = ({ protocol, pathname }: URL) =>
      protocol === 'live:' && (changed.size === 0 || changed.has(pathname));
    void invalidate(concerned);
  });
}

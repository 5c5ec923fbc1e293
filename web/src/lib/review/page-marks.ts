import type { Mark } from '#lib/viewer/PageViewer.svelte';
import { allFields, markedChecks } from './doubt.ts';
import type { ReviewForm } from './review-form.svelte.ts';

/** The boxes of an invoice on its pages: of each field that was read there, and of what findings are about. */
export function marksOf(form: ReviewForm): Mark[] {
  const fields = allFields.flatMap((name): Mark[] => {
    const { box, page } = form.fields[name];
    if (!box || page === null) return [];
    const look = form.lookOf(name);
    return [{ name, box, page, look: look === 'certain' ? 'plain' : look }];
  });
  const findings = markedChecks(form.checks).flatMap(
    ({ check: { box, page, blocking }, mark }): Mark[] =>
      box && page !== null
        ? [{ name: mark, box, page, look: blocking === 'always' ? 'wrong' : 'doubtful' }]
        : [],
  );
  return [...fields, ...findings];
}

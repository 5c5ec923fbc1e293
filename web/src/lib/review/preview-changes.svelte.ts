import type { ReviewDesk } from './review-desk.svelte.ts';

const pauseMs = 200;

/** Shows how the invoice would be while a person types. For the life of the component that calls it. */
export function previewChanges(desk: ReviewDesk): void {
  $effect(() => {
    const { corrections } = desk.form;
    if (!corrections) {
      desk.form.preview(null);
      return;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => void desk.preview(corrections, stop.signal), pauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
}

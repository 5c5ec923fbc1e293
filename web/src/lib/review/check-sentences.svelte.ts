import type { Check } from './check-text.ts';

/** The sentences of all findings, which an invoice without findings does without. */
let sentences = $state.raw<typeof import('./check-text.ts') | null>(null);

/** A finding in one sentence; empty for the moment in which the sentences are loaded. */
export function sentenceOf(check: Check): string {
  if (sentences) return sentences.checkText(check);
  void import('./check-text.ts').then((loaded) => (sentences = loaded));
  return '';
}

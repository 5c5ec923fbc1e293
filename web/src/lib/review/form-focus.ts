const stops = 'input:not([readonly], :disabled), select:not(:disabled), button#post';

/** The field an element belongs to, by its name in the form. */
export function fieldOf(target: EventTarget | null): string | null {
  return target instanceof HTMLElement ? (target.dataset['field'] ?? null) : null;
}

/** Puts the focus in a field, opening what hides it; false for one that is not loaded yet. */
export function focusField(root: HTMLElement, name: string): boolean {
  const field = root.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
  const folded = field?.closest('details');
  if (folded) folded.open = true;
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center', behavior: 'instant' });
  return field !== null;
}

/** Goes to the next or previous input of the form; past the last one to the button that posts. */
export function walkFields(root: HTMLElement, from: HTMLElement, step: 1 | -1): void {
  const all = [...root.querySelectorAll<HTMLElement>(stops)].filter((stop) =>
    stop.checkVisibility(),
  );
  const post = all.find(({ id }) => id === 'post');
  const fields = all.filter((stop) => stop !== post);
  const next = fields[fields.indexOf(from) + step] ?? (step > 0 ? post : undefined);
  next?.focus({ preventScroll: true });
  if (next !== post) next?.scrollIntoView({ block: 'nearest' });
}

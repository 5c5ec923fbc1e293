interface RowKeys {
  /** Space, and Shift with an arrow; absent where nothing can be chosen. */
  readonly toggle?: ((row: string) => void) | undefined;
  readonly extendTo?: ((from: string, to: string) => void) | undefined;
  readonly clear?: (() => void) | undefined;
}

/**
 * The keys of a table's rows: arrows, Home and End walk them, Space chooses, Shift with an arrow chooses on, Escape lets
 * go, and Enter opens because a row is a link. What can be focused in a row carries `data-row`.
 */
export function rowKeys(table: HTMLElement, keys: () => RowKeys): () => void {
  const press = (event: KeyboardEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (target.matches('input:not([type=checkbox]), select, textarea')) return;
    const done = act(table, target, event, keys());
    if (done) event.preventDefault();
  };
  table.addEventListener('keydown', press);
  return () => table.removeEventListener('keydown', press);
}

function act(table: HTMLElement, target: HTMLElement, event: KeyboardEvent, keys: RowKeys) {
  const rows = [...table.querySelectorAll<HTMLElement>('[data-row]')];
  const here = target.closest('tr')?.querySelector<HTMLElement>('[data-row]') ?? null;
  const row = here?.dataset['row'];
  if (event.key === 'Escape' && keys.clear) return (keys.clear(), true);
  if (event.key === ' ' && row !== undefined && keys.toggle && target === here && isLink(target))
    return (keys.toggle(row), true);
  const at = here ? rows.indexOf(here) : -1;
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  const next = to === undefined ? undefined : rows[to];
  if (!next) return false;
  if (event.shiftKey && row !== undefined) keys.extendTo?.(row, next.dataset['row'] ?? row);
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** On a checkbox Space is the browser's own. */
function isLink(element: HTMLElement): boolean {
  return element instanceof HTMLAnchorElement;
}

/** Lets the arrow keys walk the rows of a table whose rows are links; Home and End go to its ends. */
export function rowKeys(table: HTMLElement): () => void {
  const walk = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey) return;
    if (event.target.matches('input, select, textarea')) return;
    const links = [...table.querySelectorAll<HTMLElement>('.row-link')];
    const row = event.target.closest('tr');
    const at = links.findIndex((link) => link.closest('tr') === row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    const link = to === undefined ? undefined : links[to];
    if (!link) return;
    event.preventDefault();
    link.focus();
    link.scrollIntoView({ block: 'nearest' });
  };
  table.addEventListener('keydown', walk);
  return () => table.removeEventListener('keydown', walk);
}

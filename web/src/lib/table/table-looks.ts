import { invalidate } from '$app/navigation';
import { page } from '$app/state';
import { type TableLooks, writeTableLooks } from './looks-cookie.ts';

/** How this person wants tables; read it inside `$derived`. */
export function tableLooks(): TableLooks {
  return page.data.tableLooks;
}

/** Shows tables more or less dense, everywhere. */
export function setDense(dense: boolean): void {
  keep({ ...tableLooks(), dense });
}

/** Shows a column of a table, or leaves it out. */
export function toggleColumn(table: string, column: string): void {
  const { hidden } = tableLooks();
  const before = hidden[table] ?? [];
  const after = before.includes(column)
    ? before.filter((key) => key !== column)
    : [...before, column];
  keep({ ...tableLooks(), hidden: { ...hidden, [table]: after } });
}

/** In a cookie, so that the server draws a table as it stays. */
function keep(looks: TableLooks): void {
  document.cookie = `smart_tables=${writeTableLooks(looks)}; path=/; max-age=31536000; samesite=lax`;
  void invalidate('app:preferences');
}

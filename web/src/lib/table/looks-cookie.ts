/** How a person wants tables: dense or not, and by table which columns are left out. */
export interface TableLooks {
  readonly dense: boolean;
  readonly hidden: Readonly<Record<string, readonly string[]>>;
}

/** From a cookie like `dense/contacts:iban,kvk`; whatever else stands there counts for nothing. */
export function readTableLooks(cookie: string | undefined): TableLooks {
  const parts = (cookie ?? '').split('/');
  const hidden = parts.flatMap((part) => {
    const [, table = '', columns = ''] = /^([\w-]+):([\w,-]*)$/.exec(part) ?? [];
    return table === '' ? [] : [[table, columns.split(',').filter(Boolean)] as const];
  });
  return { dense: parts.includes('dense'), hidden: Object.fromEntries(hidden) };
}

export function writeTableLooks({ dense, hidden }: TableLooks): string {
  const tables = Object.entries(hidden).filter(([, columns]) => columns.length > 0);
  return [dense ? ['dense'] : [], tables.map(([table, columns]) => `${table}:${columns.join()}`)]
    .flat()
    .join('/');
}

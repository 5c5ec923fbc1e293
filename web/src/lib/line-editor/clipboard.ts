/**
 * The cells of what was copied from a spreadsheet: tabs between cells, one row a line, and quotes around a cell that has
 * tabs, line ends or quotes of its own. Null when it is the text of one cell.
 */
export function copiedRows(text: string): string[][] | null {
  const rows = [...rowsIn(text)];
  while (rows.at(-1)?.every((cell) => cell.trim() === '')) rows.pop();
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null;
}

function* rowsIn(text: string): Generator<string[]> {
  let row: string[] = [];
  const cells = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  for (let match = cells.exec(text); match; match = cells.exec(text)) {
    const [, quoted, plain, end] = match;
    row.push(quoted?.replaceAll('""', '"').replace(/\s+/g, ' ') ?? plain ?? '');
    if (end === '\t') continue;
    yield row;
    row = [];
    if (end === '' || cells.lastIndex === text.length) return;
  }
}

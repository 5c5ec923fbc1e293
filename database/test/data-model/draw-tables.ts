import type { Reference, Table } from './read-tables.ts';

/** Where a document has a picture of tables: the line that names them, and what is drawn below it. */
const place = /<!-- tables: ([^>]+) -->\n[\s\S]*?<!-- end of tables -->/g;

/** The document with each picture of tables redrawn. @throws {Error} for a table that is not there */
export function withPictures(text: string, tables: readonly Table[]): string {
  return text.replace(place, (_all, names: string) => {
    const picture = drawTables(names.split(' '), tables);
    return `<!-- tables: ${names} -->\n\`\`\`mermaid\n${picture}\n\`\`\`\n<!-- end of tables -->`;
  });
}

/** The names of all tables that some picture of the document shows. */
export function picturedTables(text: string): string[] {
  return [...text.matchAll(place)].flatMap(([, names = '']) => names.split(' '));
}

/** A Mermaid entity-relationship diagram; a table of another picture that is referred to is a box with its name. */
function drawTables(names: readonly string[], tables: readonly Table[]): string {
  const shown = names.map((name) => {
    const table = tables.find((one) => one.name === name);
    if (!table) throw new Error(`there is no table ${name}`);
    return table;
  });
  return ['erDiagram', ...shown.flatMap(drawTable), ...shown.flatMap(drawReferences)]
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

function drawTable({ name, columns }: Table): string[] {
  return [
    `${entity(name)} {`,
    ...columns.map((column) =>
      [`  ${shortType(column.type)} ${column.name}`, column.keys.join(', ')].join(' ').trimEnd(),
    ),
    '}',
  ];
}

function drawReferences({ name, references }: Table): string[] {
  return references.map(
    ({ columns, to, ...ends }) =>
      `${entity(to)} ${ends.optional ? '|o' : '||'}--${childEnd(ends)} ${entity(name)} : "${columns.join(', ')}"`,
  );
}

function childEnd({ unique }: Pick<Reference, 'unique'>): string {
  return unique ? 'o|' : 'o{';
}

/** Mermaid takes no dot in a name. */
function entity(name: string): string {
  return name.replace(/^(tenant|platform)\./, '').replace('.', '_');
}

function shortType(type: string): string {
  return type.replace('timestamp with time zone', 'timestamptz').replaceAll(' ', '_');
}

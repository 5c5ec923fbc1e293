import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from './installed.mjs';

/** Where `query` comes from, which runs one statement. */
const queries = '@smart-accounting/database/tenancy/database';
const drivers = new Set(['pg', 'pg-copy-streams', 'sequelize']);
const sql =
  /\b(SELECT|INSERT INTO|UPDATE\s+\S+\s+(AS\s+\S+\s+)?SET|DELETE FROM|TRUNCATE|ORDER BY|GROUP BY)\s/;

/**
 * What asks the database by itself below `folder`, a line each: SQL, `query`, a driver or a model. The API is HTTP only;
 * what it does stands in books and database, where a worker can do it, too.
 * @param folder of the checkout, tests excepted
 */
export function sqlBelow(folder) {
  const models = modelClasses();
  return sources(folder).flatMap((file) => complaintsAbout(file, models));
}

function complaintsAbout(file, models) {
  const source = parse(file);
  const found = [];
  const complain = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ file, line: line + 1, what });
  };
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      for (const name of valuesOf(node))
        if (asksDatabase(node.moduleSpecifier?.text ?? '', name, models))
          complain(node, `${name} of ${node.moduleSpecifier.text}`);
    if (isText(node) && sql.test(node.text)) complain(node, 'SQL');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function asksDatabase(from, name, models) {
  // An error's class is needed to know what went wrong, and asks nothing.
  if (drivers.has(from)) return !name.endsWith('Error');
  if (from === queries) return name === 'query' || name === '*';
  return models.has(name) && /^@smart-accounting\/(books|database)\//.test(from);
}

/** The names that an import or export takes of another module at run time; `*` for all of them. */
function valuesOf(node) {
  const clause = ts.isImportDeclaration(node) ? node.importClause : node;
  if (!clause || clause.isTypeOnly) return [];
  const bindings = ts.isImportDeclaration(node) ? clause.namedBindings : node.exportClause;
  const names = bindings?.elements
    ?.filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ?? name).text);
  const byDefault = ts.isImportDeclaration(node) && clause.name ? ['default'] : [];
  const nothingNamed = ts.isImportDeclaration(node) ? [] : ['*'];
  return [...byDefault, ...(names ?? (bindings ? ['*'] : nothingNamed))];
}

function isText(node) {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node)
  );
}

/** The names of Sequelize's models: classes that extend its `Model`. */
function modelClasses() {
  return new Set(
    [...sources('books/src'), ...sources('database/src')].flatMap((file) =>
      [...read(file).matchAll(/export class (\w+) extends Model\b/g)].map(([, name]) => name),
    ),
  );
}

/** The TypeScript files below a folder, tests excepted. */
function sources(folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .sort()
    .map((file) => `${folder}/${file.split(path.sep).join('/')}`);
}

function parse(file) {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

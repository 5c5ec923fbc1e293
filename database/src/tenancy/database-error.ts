/** SQLSTATE and constraint of PostgreSQL's error; Sequelize keeps it as `parent`. */
export function databaseError(error: unknown): { code?: string; constraint?: string } {
  if (typeof error !== 'object' || error === null) return {};
  if ('parent' in error && error.parent) return databaseError(error.parent);
  const text = (name: 'code' | 'constraint'): string | undefined => {
    const value: unknown = name in error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { code: text('code'), constraint: text('constraint') };
}

import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { Sequelize, type Transaction } from 'sequelize';
import { PipeliningClient } from './pipelining-client.ts';

// int8 is money and counters: exact, never a JavaScript number. A date is a civil day, never an instant.
pg.types.setTypeParser(pg.types.builtins.INT8, BigInt);
pg.types.setTypeParser(pg.types.builtins.DATE, String);

/** Whose rights a unit of work has: the role it takes and the schema its table names mean. */
export interface Scope {
  readonly role: string;
  readonly searchPath: string;
}

/** What is done after COMMIT: with whose database and rights, to begin another unit of work if need be. */
type AfterCommit = (database: Database, scope: Scope) => void;

interface UnitOfWork {
  readonly scope: Scope;
  readonly afterCommit: AfterCommit[];
  /** Whether the server's process looks anew at which roles the login may take. */
  readonly looksAnew: boolean;
  /** Set when its transaction begins, together with the answer to that, which nobody waits for before the work is done. */
  connection?: PipeliningClient;
  begun?: Promise<unknown>;
}

/** What Sequelize wants of "continuation-local storage", kept in an AsyncLocalStorage: no call can miss the transaction. */
const transactions = new AsyncLocalStorage<Map<string, unknown>>();
Sequelize.useCLS({
  run: (work: (context: unknown) => unknown) => transactions.run(new Map(), () => work(undefined)),
  get: (key: string) => transactions.getStore()?.get(key),
  set: (key: string, value: unknown) => transactions.getStore()?.set(key, value),
  bind: (work: unknown) => work,
});

const units = new AsyncLocalStorage<UnitOfWork>();
const identifier = /^[a-z][a-z0-9_]{0,62}$/;

/** Binds one model to the process's connection pool. */
export type InitModel = (sequelize: Sequelize) => void;

export interface DatabaseOptions {
  readonly url: string;
  /** Connections at the most; each may grow to hundreds of megabytes when it touches many tenants. */
  readonly maxConnections: number;
  readonly applicationName: string;
  /** How long to wait for a free connection before the caller is told that we are busy. */
  readonly acquireTimeoutMs?: number;
  /** Of whoever uses this package: the database itself knows no tables of the books. */
  readonly models: readonly InitModel[];
}

/**
 * The process's access to PostgreSQL. Sequelize's models belong to one connection pool, so a process opens one.
 * The login has no right of its own: every statement runs in a unit of work that takes a role, and a statement
 * outside of one is refused by the database.
 */
export class Database {
  readonly #sequelize: Sequelize;
  readonly #background = new Set<Promise<void>>();

  constructor(options: DatabaseOptions) {
    this.#sequelize = new Sequelize(options.url, {
      dialect: 'postgres',
      dialectModule: { Client: PipeliningClient, types: pg.types },
      logging: false,
      dialectOptions: { application_name: options.applicationName, keepAlive: true },
      pool: {
        max: options.maxConnections,
        min: 0,
        idle: 60_000,
        acquire: options.acquireTimeoutMs ?? 10_000,
        maxUses: 5_000, // a backend that touched 1,000 tenants holds 527 MB; at 500 uses recycling costs a third
      },
    });
    beginWithFirstStatement(this.#sequelize);
    for (const init of options.models) init(this.#sequelize);
  }

  /**
   * Runs `work` in one transaction with the rights of `scope`; every model and `query` call inside belongs to it.
   * @throws {Error} when called inside another unit of work: nested units hang a full pool
   */
  async unitOfWork<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    if (units.getStore())
      throw new Error('a unit of work was begun inside another: finish the first one');
    if (!identifier.test(scope.role) || !identifier.test(scope.searchPath)) {
      throw new Error(`"${scope.role}" or "${scope.searchPath}" is not a name of a role or schema`);
    }
    try {
      return await this.#transaction({ scope, afterCommit: [], looksAnew: false }, work);
    } catch (error) {
      if (!(error instanceof RoleRefused)) throw error;
      return await this.#transaction({ scope, afterCommit: [], looksAnew: true }, work);
    }
  }

  async #transaction<T>(unit: UnitOfWork, work: () => Promise<T>): Promise<T> {
    const result = await units.run(unit, () =>
      this.#sequelize.transaction(async () => {
        try {
          return await work();
        } finally {
          await unit.begun; // if it was refused, so was all of the work, and this error says why
        }
      }),
    );
    for (const action of unit.afterCommit) action(this, unit.scope);
    return result;
  }

  /** Whether the database answers; rejects when it does not. */
  async ping(): Promise<void> {
    await this.#sequelize.query('SELECT 1');
  }

  /** Runs what no caller waits for, outside of any unit of work; it must not reject. Only `close` waits for it. */
  inBackground(work: () => Promise<void>): void {
    const running: Promise<void> = units.exit(work).finally(() => this.#background.delete(running));
    this.#background.add(running);
  }

  async close(): Promise<void> {
    await Promise.all(this.#background);
    await this.#sequelize.close();
  }
}

/**
 * Runs one statement in the current unit of work and gives its rows. Values are bound parameters (`$1`), never text.
 * `Row` is what the statement's columns are; a bigint column is a `bigint`, a date column an ISO text.
 */
export async function query<Row extends object>(
  sql: string,
  bind: readonly unknown[] = [],
): Promise<Row[]> {
  const { connection } = currentUnit();
  if (!connection) throw new Error('the unit of work has not begun its transaction');
  const { rows } = await connection.query<Row & pg.QueryResultRow>(sql, [...bind]);
  return rows;
}

/**
 * Does `action` when the current unit of work has committed, and never when it rolled back. (Sequelize's own hook
 * also runs when COMMIT itself is refused.)
 */
export function afterCommit(action: AfterCommit): void {
  currentUnit().afterCommit.push(action);
}

function currentUnit(): UnitOfWork {
  const unit = units.getStore();
  if (!unit) throw new Error('no unit of work is under way: wrap the call in withTenant');
  return unit;
}

/**
 * The login was not allowed to take the role. A process of PostgreSQL keeps the list of roles that a login may take; a
 * grant that is committed while it makes that list is lost to it until the next grant (seen with PostgreSQL 18: a new
 * tenant refused on some connections). So the unit of work is tried once more, with a list made anew.
 */
export class RoleRefused extends Error {
  constructor(role: string, cause: Error) {
    super(`the role ${role} was refused: ${cause.message}`, { cause });
  }
}

const insufficientPrivilege = '42501';
/** The process keeps one such list; asking about another role has it forget the login's. */
const lookAnew = "SELECT pg_has_role('pg_monitor', 'pg_read_all_stats', 'SET'); ";

/**
 * BEGIN, role and search path go as one batch, and in one write with the first statement of the unit: a round trip less
 * for each unit of work. When the role cannot be taken, PostgreSQL refuses whatever follows in the transaction; and
 * outside of one the login has no rights. The names were checked by `unitOfWork`; SET takes no bound parameters.
 */
function beginWithFirstStatement(sequelize: Sequelize): void {
  const begin = (transaction: Transaction & { connection?: unknown }): Promise<void> => {
    const unit = currentUnit();
    const { connection } = transaction;
    if (unit.begun || !(connection instanceof PipeliningClient))
      throw new Error('a unit of work is one transaction on one connection of ours');
    const { role, searchPath } = unit.scope;
    connection.holdUntilWaiting();
    unit.connection = connection;
    unit.begun = connection
      .query(
        `START TRANSACTION; ${unit.looksAnew ? lookAnew : ''}SET LOCAL ROLE "${role}"; SET LOCAL search_path TO "${searchPath}", pg_temp;`,
      )
      .catch((error: unknown) => {
        throw error instanceof pg.DatabaseError && error.code === insufficientPrivilege
          ? new RoleRefused(role, error)
          : error;
      });
    unit.begun.catch(() => {}); // told by `unitOfWork`
    return Promise.resolve();
  };
  Object.assign(sequelize.getQueryInterface(), { startTransaction: begin });
}

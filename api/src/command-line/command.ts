import type { ParseArgsConfig } from 'node:util';
import type { Database, ObjectStorage, Relay } from '@smart-accounting/database';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';

export interface CommandContext {
  readonly database: Database;
  /** The same login, straight to the server. */
  readonly directUrl: string;
  /** Carries jobs to the broker; null when no broker's address is set. */
  readonly relay: Relay | null;
  /** Where files are kept; null when STORAGE is not set. */
  readonly storage: ObjectStorage | null;
  /** Address of the portal, for links that are printed. */
  readonly publicUrl: string;
  readonly print: (line: string) => void;
}

/** One verb of the command line. `run` gives the exit code. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (
    context: CommandContext,
    options: Readonly<Record<string, unknown>>,
    positionals: readonly string[],
  ) => Promise<number>;
}

/** The command was called wrongly; its usage is printed. */
export class UsageError extends Error {}

/** A text option that must be there. @throws {UsageError} */
export function required(options: Readonly<Record<string, unknown>>, name: string): string {
  const value = options[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional(options: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The one tenant that must be named. @throws {UsageError} */
export function oneTenant(positionals: readonly string[]): TenantId {
  const [text, ...more] = positionals;
  const tenant = tenantIdSchema.safeParse(text);
  if (!tenant.success || more.length > 0)
    throw new UsageError('name one tenant, by its id of twelve characters');
  return tenant.data;
}

/** Where files are kept. @throws {UsageError} when STORAGE is not set */
export function storageOf({ storage }: CommandContext): ObjectStorage {
  if (!storage) throw new UsageError('the variable STORAGE must say where files are kept');
  return storage;
}

import { hostname, userInfo } from 'node:os';
import type { ParseArgsConfig } from 'node:util';
import { readSigningKey, type SigningKey } from '@smart-accounting/books/archive/signing-key';
import type { ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import type { Database } from '@smart-accounting/database/tenancy/database';
import type { Asker } from '@smart-accounting/database/tenant-requests/tenant-request';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';

export interface CommandContext {
  /** Login `smart_operations`; of `demo create` that of the API, which alone may post. */
  readonly database: Database;
  /** The same login, straight to the server. */
  readonly directUrl: string;
  /** Where things are kept, by variable; absent where it is not set. */
  readonly stores: Readonly<Partial<Record<StoreName, ObjectStorage>>>;
  readonly signingKeyFile: string | undefined;
  /** Address of the portal, for links that are printed. */
  readonly publicUrl: string;
  readonly print: (line: string) => void;
}

export type StoreName = 'STORAGE' | 'ARCHIVES' | 'HEADS';
export type Options = Readonly<Record<string, unknown>>;

/** One verb of the command line. `run` gives the exit code. */
export interface Command {
  readonly name: string;
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  readonly run: (
    context: CommandContext,
    options: Options,
    positionals: readonly string[],
  ) => Promise<number>;
}

/** The command was called wrongly; its usage is printed. */
export class UsageError extends Error {}

/** A text option that must be there. @throws {UsageError} */
export function required(options: Options, name: string): string {
  const value = optional(options, name);
  if (value === null) throw new UsageError(`--${name} is missing`);
  return value;
}

export function optional(options: Options, name: string): string | null {
  const value = options[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A tenant as it was typed. @throws {UsageError} for what cannot be one */
export function tenantOf(text: string): TenantId {
  const tenant = tenantIdSchema.safeParse(text);
  if (!tenant.success)
    throw new UsageError(`"${text}" is no id of a tenant: twelve characters, see tenants list`);
  return tenant.data;
}

/** The one tenant that must be named. @throws {UsageError} */
export function oneTenant(positionals: readonly string[]): TenantId {
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0)
    throw new UsageError('name one tenant, by its id of twelve characters');
  return tenantOf(text);
}

/** `1 tenant`, `2 tenants`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What all verbs take that are kept with who asked, and why. */
export const askerOptions = { by: { type: 'string' }, reason: { type: 'string' } } as const;
export const askerUsage = '[--by NAME] [--reason TEXT]';

/**
 * Who asks, and why, as it is kept: `--by`, else the user of this machine; `--reason`, which most verbs can do without.
 * @throws {UsageError} when it must be told why, and is not
 */
export function askerOf(options: Options, command: string, mustTellWhy = false): Asker {
  const reason = mustTellWhy ? required(options, 'reason') : optional(options, 'reason');
  return {
    askedBy: optional(options, 'by') ?? `${userName()}@${hostname()}`,
    reason: reason ?? command,
  };
}

/** @throws {UsageError} when the user of this machine has no name, as in a pod: what is kept must tell who it was */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    throw new UsageError('--by is missing: it says who asks, where the machine cannot');
  }
}

/** A store. @throws {UsageError} when its variable is not set */
export function storeOf({ stores }: CommandContext, name: StoreName): ObjectStorage {
  const store = stores[name];
  if (!store) throw new UsageError(`the variable ${name} must say where they are kept`);
  return store;
}

/** The installation's key. @throws {UsageError} when SIGNING_KEY_FILE is not set */
export async function signingKeyOf({ signingKeyFile }: CommandContext): Promise<SigningKey> {
  if (!signingKeyFile)
    throw new UsageError('the variable SIGNING_KEY_FILE must name the private key of archives');
  return readSigningKey(signingKeyFile);
}

import { readFile } from 'node:fs/promises';
import { TrustedKeys } from '@smart-accounting/books/archive/signing-key';
import {
  parseHead,
  readNotedHead,
  type SealHead,
} from '@smart-accounting/books/ledger/seal/seal-head';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { optional, type Options, UsageError } from './command.ts';

/** The head of a chain that `--head` gives, as an export prints it or as a file that holds it. @throws {UsageError} */
export async function headOf(options: Options): Promise<SealHead | null> {
  const text = optional(options, 'head');
  if (text === null) return null;
  try {
    if (text.includes(':')) return parseHead(text);
  } catch {
    // A file's name may hold a colon, too.
  }
  const content = await readNamed(text).catch(() => null);
  if (content === null)
    throw new UsageError(
      `--head ${text}: neither POSITION:HASH, as an export prints it, nor a file that holds one`,
    );
  return understood(`--head ${text}`, () => readNotedHead(content));
}

/** The public keys in the file that `--trust` names, as PEM. @throws {UsageError} when it holds none */
export async function trustedKeyOf(options: Options): Promise<string | null> {
  const file = optional(options, 'trust');
  if (file === null) return null;
  const text = await readNamed(file).catch((error: unknown) => {
    throw new UsageError(`--trust ${file}: ${whyNot(error)}`);
  });
  understood(`--trust ${file}`, () => new TrustedKeys(text));
  return text;
}

/** Why a file or folder that somebody named cannot be used, in words. */
export function whyNot(error: unknown): string {
  switch (databaseError(error).code) {
    case 'ENOENT':
      return 'there is no such file or folder';
    case 'EACCES':
    case 'EPERM':
      return 'it is closed to the user who runs this';
    case 'EISDIR':
      return 'it is a folder, no file';
    case 'EEXIST':
      return 'it is there already, and nothing is written over it: name another';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

function readNamed(file: string): Promise<string> {
  return readFile(file, 'utf8');
}

function understood<T>(named: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${named}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

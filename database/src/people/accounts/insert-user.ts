import type { Language } from '@smart-accounting/api-contract';
import { Refusal } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';
import { databaseError } from '../../tenancy/database-error.ts';
import { randomUuidV7 } from '../../uuid-v7.ts';

/** Somebody who has no account yet. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  /** Of `hashPassword`. */
  readonly passwordHash: string;
  /** Of their mails; Dutch when it is not told. */
  readonly language?: Language;
  /** Whether the address is known to be theirs. */
  readonly emailConfirmed: boolean;
}

/** Writes a person and gives their id. Runs in a unit of work of `withIdentity`. @throws {Refusal} email_taken */
export async function insertUser(user: NewUser): Promise<string> {
  const id = randomUuidV7();
  const { email, name, passwordHash, language = 'nl', emailConfirmed } = user;
  try {
    await query(
      `INSERT INTO users (id, email, name, password_hash, language, email_confirmed_at)
         VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END)`,
      [id, email, name, passwordHash, language, emailConfirmed],
    );
  } catch (error) {
    if (databaseError(error).constraint === 'users_email') throw new Refusal('email_taken');
    throw error;
  }
  return id;
}

import type { LedgerFault } from '../verify-ledger.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import type { AccountFacts, EntryRow, SealedFacts } from './canonical-entry.ts';
import { accountsById } from './read-entries.ts';

/** A change of an account's number or name, or a contact's name, as the audit tells it. */
interface Rename {
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
}

/**
 * Collects what seals say of accounts, contacts and documents, and compares it with what they are now. A renamed
 * account or contact is no fault when the audit tells how it came to its present name.
 */
export class FactsCheck {
  /** What was sealed of each, told apart by its text. */
  readonly #accounts = new Map<string, Map<string, AccountFacts>>();
  readonly #contacts = new Map<string, Set<string>>();
  readonly #documents = new Map<string, Set<string>>();

  add({ accounts, contacts, documentSha256 }: SealedFacts, entry: EntryRow | null): void {
    for (const [id, facts] of Object.entries(accounts))
      entryOf(this.#accounts, id, () => new Map()).set(
        JSON.stringify([facts.number, facts.name, facts.type]),
        facts,
      );
    for (const [id, name] of Object.entries(contacts))
      entryOf(this.#contacts, id, () => new Set()).add(name);
    if (documentSha256 !== null && entry?.documentId)
      entryOf(this.#documents, entry.documentId, () => new Set()).add(documentSha256);
  }

  async faults(): Promise<LedgerFault[]> {
    return [
      ...(await this.#accountFaults()),
      ...(await this.#contactFaults()),
      ...(await this.#documentFaults()),
    ];
  }

  async #accountFaults(): Promise<LedgerFault[]> {
    const now = await accountsById([...this.#accounts.keys()]);
    const faults: LedgerFault[] = [];
    for (const [id, variants] of this.#accounts) {
      const current = now.get(id);
      for (const sealed of variants.values()) {
        const { number, name, type } = sealed;
        if (current && current.number === number && current.name === name && current.type === type)
          continue;
        const told =
          current?.type === type &&
          (await isTold('ledger_account', id, { number, name }, { ...current, type: undefined }));
        if (told) continue;
        faults.push({
          rule: 'account_changed',
          subject: `account ${number}`,
          detail: current
            ? `was sealed as ${number} "${name}" (${type}), is ${current.number} "${current.name}" (${current.type})`
            : `was sealed as ${number} "${name}" (${type}), and is gone`,
        });
      }
    }
    return faults;
  }

  async #contactFaults(): Promise<LedgerFault[]> {
    const rows = await query<{ id: string; name: string }>(
      'SELECT id, name FROM contacts WHERE id = ANY ($1::uuid[])',
      [[...this.#contacts.keys()]],
    );
    const now = new Map(rows.map(({ id, name }) => [id, name]));
    const faults: LedgerFault[] = [];
    for (const [id, names] of this.#contacts)
      for (const name of names) {
        const current = now.get(id);
        if (current === name) continue;
        if (current !== undefined && (await isTold('contact', id, { name }, { name: current })))
          continue;
        faults.push({
          rule: 'contact_changed',
          subject: `contact ${name}`,
          detail: `was sealed as "${name}", is ${current === undefined ? 'gone' : `"${current}"`}`,
        });
      }
    return faults;
  }

  async #documentFaults(): Promise<LedgerFault[]> {
    const rows = await query<{ id: string; sha256: string }>(
      'SELECT id, sha256 FROM documents WHERE id = ANY ($1::uuid[])',
      [[...this.#documents.keys()]],
    );
    const now = new Map(rows.map(({ id, sha256 }) => [id, sha256]));
    return [...this.#documents].flatMap(([id, hashes]) =>
      [...hashes]
        .filter((sha256) => now.get(id) !== sha256)
        .map((sha256) => ({
          rule: 'document_changed' as const,
          subject: `document ${id}`,
          detail: `was sealed with the file ${sha256}, has ${now.get(id) ?? 'none'}`,
        })),
    );
  }
}

/** Whether the audit's events lead, one after the other, from the sealed values to those of now. */
async function isTold(
  subject: 'ledger_account' | 'contact',
  id: string,
  sealed: Readonly<Record<string, string>>,
  current: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const events = await query<Rename>(
    // An event that tells of no values, or of none by name, leads nowhere.
    `SELECT before, after FROM audit.events
       WHERE jsonb_typeof(before) = 'object' AND jsonb_typeof(after) = 'object' AND tenant = substr(current_schema(), 3) AND subject = $1 AND subject_id = $2
         AND action IN ('account.changed', 'contact.changed') ORDER BY id`,
    [subject, id],
  );
  const names = Object.keys(sealed);
  let values: Readonly<Record<string, unknown>> = sealed;
  for (const { before, after } of events)
    if (names.every((name) => before[name] === values[name])) values = { ...values, ...after };
  return names.every((name) => values[name] === current[name]);
}

function entryOf<V>(map: Map<string, V>, key: string, empty: () => V): V {
  const value = map.get(key) ?? empty();
  map.set(key, value);
  return value;
}

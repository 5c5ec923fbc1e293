import type {
  Document,
  InvoiceCorrections,
  InvoiceFieldName,
  JournalEntry,
  PurchaseInvoice,
} from '@smart-accounting/api-contract';
import { api, newIdempotencyKey } from '#lib/api/api.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { allFields } from './doubt.ts';
import { ReviewForm } from './review-form.svelte.ts';

/** How to read the invoice with what the person knows of it: rates by VAT code, and whether they may change it. */
interface Knowledge {
  readonly rateBpOf: (code: string) => number;
  readonly writable: boolean;
}

/** One invoice on the desk: previewing, saving, posting, reversing and correcting it. */
export class ReviewDesk {
  readonly form: ReviewForm;
  busy = $state<'posting' | 'reversing' | 'splitting' | null>(null);
  problem = $state.raw<unknown>(null);
  saving = $state(false);
  /** Whether anything was saved since the invoice came on the desk. */
  savedOnce = $state(false);
  /** Why the changes could not be saved, and which. */
  unsaved = $state.raw<{ readonly why: unknown; readonly what: InvoiceCorrections } | null>(null);
  /** What both this person and somebody else changed, see `conflictsOf`; nothing is saved until that is settled. */
  conflicts = $state.raw<readonly string[]>([]);
  readonly #params: { readonly tenant: string; readonly invoice: string };
  #keys = new Map<string, string>();
  #save: Promise<void> | null = null;

  constructor(tenant: string, invoice: PurchaseInvoice, { rateBpOf, writable }: Knowledge) {
    this.#params = { tenant, invoice: invoice.id };
    this.form = new ReviewForm(invoice, rateBpOf, writable);
  }

  /** Asks how the invoice would look; the latest question wins, and typing never waits for it. */
  async preview(corrections: InvoiceCorrections, signal: AbortSignal): Promise<void> {
    try {
      const call = { params: this.#params, body: corrections, signal };
      const answer = await api('previewPurchaseInvoice', call);
      if (!signal.aborted) this.form.preview(answer);
    } catch (problem) {
      if (signal.aborted || !(problem instanceof ApiProblem)) return;
      if (problem.code === 'already_posted') await this.#lookAgain(problem);
    }
  }

  /**
   * Saves what can be saved now; answers whether all of that is. Whoever asks while the last changes are on their way has
   * those that came since saved, too.
   */
  async save(): Promise<boolean> {
    while (this.#save) await this.#save;
    const { corrections, saved, toSave } = this.form;
    if (!corrections || this.conflicts.length > 0) return corrections === null;
    this.#save = this.#send(corrections, saved.version, toSave).finally(() => (this.#save = null));
    await this.#save;
    return this.form.corrections === null;
  }

  /** Saves and posts; answers the entry, or null when it did not come to that. */
  post(): Promise<JournalEntry | null> {
    return this.#do('posting', async () => {
      if (!(await this.save())) return null;
      const { version } = this.form.saved;
      return api('postPurchaseInvoice', {
        params: this.#params,
        ifMatch: version,
        idempotencyKey: this.#keyFor(`post ${version}`),
      });
    });
  }

  /** Books the opposite entry; answers it, or null when that failed. */
  reverse(): Promise<JournalEntry | null> {
    return this.#do('reversing', async () => {
      const entry = await api('reversePurchaseInvoice', {
        params: this.#params,
        body: {},
        idempotencyKey: this.#keyFor('reverse'),
      });
      this.form.adopt(await api('readPurchaseInvoice', { params: this.#params }));
      return entry;
    });
  }

  /** Undoes the posting, unless that was done; answers the copy to correct and post again, or null when that failed. */
  async correct(): Promise<string | null> {
    if (this.form.saved.state !== 'reversed') await this.reverse();
    // Somebody else may have reversed it at the same moment: then there is something to correct all the same.
    if (this.form.saved.state !== 'reversed') return null;
    return this.#do('reversing', async () => {
      const { id } = await api('copyReversedInvoice', { params: this.#params });
      return id;
    });
  }

  /** Splits its document as proposed, or makes all of it one invoice; answers the parts, null when that failed. */
  split(as: 'proposed' | 'one'): Promise<readonly Document[] | null> {
    return this.#do('splitting', async () => {
      const { document } = this.form.saved;
      if (!document) return null;
      const whole = { first_page: 1, last_page: document.page_count ?? 1 };
      const answer = await api('splitDocument', {
        params: { tenant: this.#params.tenant, document: document.id },
        body: as === 'one' ? { parts: [whole] } : {},
      });
      return answer.parts;
    });
  }

  /** Settles a conflict: what is there now, or our changes on top of it. */
  settle(keepMine: boolean): void {
    if (!keepMine) this.form.adopt(this.form.saved);
    this.conflicts = [];
    this.unsaved = null;
  }

  async #send(
    corrections: InvoiceCorrections,
    version: number,
    sent: ReviewForm['toSave'],
  ): Promise<void> {
    this.saving = true;
    try {
      const call = { params: this.#params, body: corrections, ifMatch: version };
      this.form.keep(await api('correctPurchaseInvoice', call), sent);
      this.savedOnce = true;
      this.unsaved = null;
    } catch (why) {
      this.unsaved = { why, what: corrections };
      if (why instanceof ApiProblem) await this.#refused(why);
    } finally {
      this.saving = false;
    }
  }

  /** What the API says of the changes: a value that it cannot take is marked, so that the others are saved without it. */
  async #refused(problem: ApiProblem): Promise<void> {
    const fields = problem.details.errors?.map(({ field }) => field) ?? [];
    for (const name of refusedFields(fields)) this.form.setReadable(name, false);
    await this.#lookAgain(problem).catch((why: unknown) => {
      if (this.unsaved) this.unsaved = { ...this.unsaved, why };
    });
  }

  /** Repeating a call that got no answer must not do it twice. */
  #keyFor(deed: string): string {
    const key = this.#keys.get(deed) ?? newIdempotencyKey();
    this.#keys.set(deed, key);
    return key;
  }

  async #do<Result>(
    busy: 'posting' | 'reversing' | 'splitting',
    work: () => Promise<Result | null>,
  ): Promise<Result | null> {
    if (this.busy) return null;
    this.busy = busy;
    this.problem = null;
    try {
      return await work();
    } catch (problem) {
      this.problem = problem;
      if (problem instanceof ApiProblem) await this.#lookAgain(problem);
      return null;
    } finally {
      this.busy = null;
    }
  }

  /** Somebody was first: show what is there now. */
  async #lookAgain(problem: ApiProblem): Promise<void> {
    const code = problem.code;
    if (!staleCodes.includes(code)) return;
    const now = await api('readPurchaseInvoice', { params: this.#params });
    if (code !== 'version_mismatch' || now.journal_entry) this.form.adopt(now);
    else await this.#rebase(now);
    this.unsaved = null;
    if (code === 'already_posted') this.problem = problem;
  }

  async #rebase(now: PurchaseInvoice): Promise<void> {
    const { conflictsOf } = await import('./conflicts.ts');
    const before = this.form.saved;
    this.form.rebase(now);
    this.conflicts = conflictsOf(before, now, this.form.corrections);
  }
}

/** Problems that tell that the invoice is no longer as it is on the desk. */
const staleCodes: readonly string[] = [
  'version_mismatch',
  'already_posted',
  'already_reversed',
  'invoice_blocked',
  'unbalanced',
];

function refusedFields(paths: readonly string[]): readonly InvoiceFieldName[] {
  return allFields.filter((name) => paths.includes(`fields.${name}`));
}

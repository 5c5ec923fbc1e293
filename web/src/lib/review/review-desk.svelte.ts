import type {
  Document,
  InvoiceCorrections,
  JournalEntry,
  PurchaseInvoice,
} from '@smart-accounting/api-contract';
import { api, newIdempotencyKey } from '#lib/api/api.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { type ReviewDraft, ReviewForm } from './review-form.svelte.ts';

/** Changes not saved yet, by invoice: going on to the next and back loses nothing. */
const drafts = new Map<string, ReviewDraft>();

/** One invoice on the desk: previewing, saving, posting and reversing it. */
export class ReviewDesk {
  readonly form: ReviewForm;
  busy = $state<'saving' | 'posting' | 'reversing' | 'splitting' | null>(null);
  problem = $state.raw<unknown>(null);
  /** The invoice as somebody else left it, when that crossed with our changes. */
  conflict = $state.raw<PurchaseInvoice | null>(null);
  readonly #params: { readonly tenant: string; readonly invoice: string };
  #keys = new Map<string, string>();

  constructor(tenant: string, invoice: PurchaseInvoice, rateBpOf: (code: string) => number) {
    this.#params = { tenant, invoice: invoice.id };
    this.form = new ReviewForm(invoice, rateBpOf);
    const draft = drafts.get(invoice.id);
    if (draft?.version === invoice.version && this.form.open) this.form.restore(draft);
  }

  /** Keeps what is not saved for when the person comes back. */
  putAside(): void {
    const { draft } = this.form;
    if (draft) drafts.set(this.#params.invoice, draft);
    else drafts.delete(this.#params.invoice);
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

  /** Saves the changes; answers whether all is saved. */
  async save(): Promise<boolean> {
    const { corrections, saved } = this.form;
    if (!corrections) return true;
    return this.#do('saving', async () => {
      const call = { params: this.#params, body: corrections, ifMatch: saved.version };
      this.form.adopt(await api('correctPurchaseInvoice', call));
    });
  }

  /** Saves and posts; answers the entry, or null when it did not come to that. */
  async post(): Promise<JournalEntry | null> {
    if (!(await this.save())) return null;
    let entry: JournalEntry | null = null;
    const { version } = this.form.saved;
    await this.#do('posting', async () => {
      entry = await api('postPurchaseInvoice', {
        params: this.#params,
        ifMatch: version,
        idempotencyKey: this.#keyFor(`post ${version}`),
      });
      drafts.delete(this.#params.invoice);
    });
    return entry;
  }

  /** Books the opposite entry; answers it, or null when that failed. */
  async reverse(): Promise<JournalEntry | null> {
    let entry: JournalEntry | null = null;
    await this.#do('reversing', async () => {
      entry = await api('reversePurchaseInvoice', {
        params: this.#params,
        body: {},
        idempotencyKey: this.#keyFor(`reverse ${this.form.saved.version}`),
      });
      this.form.adopt(await api('readPurchaseInvoice', { params: this.#params }));
    });
    return entry;
  }

  /** Splits its document as proposed, or makes all of it one invoice; answers the parts, null when that failed. */
  async split(as: 'proposed' | 'one'): Promise<readonly Document[] | null> {
    const { document } = this.form.saved;
    if (!document) return null;
    let parts: readonly Document[] | null = null;
    await this.#do('splitting', async () => {
      const whole = { first_page: 1, last_page: document.page_count ?? 1 };
      const answer = await api('splitDocument', {
        params: { tenant: this.#params.tenant, document: document.id },
        body: as === 'one' ? { parts: [whole] } : {},
      });
      drafts.delete(this.#params.invoice);
      ({ parts } = answer);
    });
    return parts;
  }

  /** Settles a conflict: what is there now, or our changes on top of it. */
  settle(keepMine: boolean): void {
    if (!this.conflict) return;
    if (keepMine) this.form.rebase(this.conflict);
    else this.form.adopt(this.conflict);
    this.conflict = null;
    this.problem = null;
  }

  /** Repeating a call that got no answer must not do it twice. */
  #keyFor(deed: string): string {
    const key = this.#keys.get(deed) ?? newIdempotencyKey();
    this.#keys.set(deed, key);
    return key;
  }

  async #do(busy: 'saving' | 'posting' | 'reversing' | 'splitting', work: () => Promise<void>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = busy;
    this.problem = null;
    try {
      await work();
      return true;
    } catch (problem) {
      this.problem = problem;
      if (problem instanceof ApiProblem) await this.#lookAgain(problem);
      return false;
    } finally {
      this.busy = null;
    }
  }

  /** Somebody was first: show what is there now. */
  async #lookAgain(problem: ApiProblem): Promise<void> {
    if (
      !['version_mismatch', 'already_posted', 'invoice_blocked', 'unbalanced'].includes(
        problem.code,
      )
    )
      return;
    const now = await api('readPurchaseInvoice', { params: this.#params });
    if (problem.code === 'version_mismatch' && this.form.dirty) this.conflict = now;
    else this.form.adopt(now);
    if (problem.code === 'already_posted') this.problem = problem;
  }
}

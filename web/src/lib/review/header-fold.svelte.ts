import type { InvoiceFieldName } from '@smart-accounting/api-contract';
import { allFields, mainFields } from './doubt.ts';
import type { ReviewForm } from './review-form.svelte.ts';

const main: readonly InvoiceFieldName[] = mainFields;

/**
 * Which fields of the header are shown: doubtful ones always, certain ones once a person unfolds them. What was shown
 * stays, so that no field goes away under the hands of who made it certain.
 */
export class HeaderFold {
  open = $state(false);
  /** With the fields that few invoices need. */
  withMore = $state(false);
  #apart = $state.raw<ReadonlySet<string>>(new Set());

  constructor(form: ReviewForm) {
    this.keep(form.doubtful);
    this.open = mainFields.every((name) => form.valueOf(name) === null);
  }

  shows(name: InvoiceFieldName): boolean {
    return this.#apart.has(name) || (this.open && (this.withMore || main.includes(name)));
  }

  /** Shows these from now on; names that are no field of the header are not its business. */
  keep(names: readonly string[]): void {
    const added = allFields.filter((name) => names.includes(name) && !this.#apart.has(name));
    if (added.length > 0) this.#apart = new Set([...this.#apart, ...added]);
  }

  toggle(): void {
    this.open = !this.open;
  }
}

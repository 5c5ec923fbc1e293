import type { InvoiceFieldName, PurchaseInvoice } from '@smart-accounting/api-contract';
import { allFields, blockers, doubts, lineField, lookOf } from './doubt.ts';
import {
  changesAfter,
  changesToSave,
  correctionsOf,
  isUnfinished,
  type LineDraft,
  linesToSave,
  noChanges,
  type ReviewChanges,
} from './review-changes.ts';
import { type VatRow, vatRowsFor } from './vat-rows.ts';

/**
 * An invoice in the hands of a person: what is saved, what was changed since, and how it would look. What was typed is
 * never overwritten by an answer of the API.
 */
export class ReviewForm {
  /** As it is saved. */
  saved: PurchaseInvoice;
  /** With the changes, as the API last answered a preview. */
  #preview = $state.raw<PurchaseInvoice | null>(null);
  #changes = $state.raw<ReviewChanges>(noChanges);
  /** Of each saved line, so that a line stays the same one when it is saved; those beyond are counted. */
  #keys = $state.raw<readonly number[]>([]);
  /** Fields whose text cannot be read as it stands. */
  unreadable = $state.raw<ReadonlySet<string>>(new Set());
  readonly #rateBpOf: (code: string) => number;
  readonly #writable: boolean;
  #count = 0;

  /** @param writable whether this person may change it */
  constructor(invoice: PurchaseInvoice, rateBpOf: (code: string) => number, writable: boolean) {
    this.#rateBpOf = rateBpOf;
    this.#writable = writable;
    this.saved = $state.raw(invoice);
  }

  /** The invoice as it would be. */
  readonly shown = $derived.by(() => this.#preview ?? this.saved);
  readonly #savedLines = $derived.by<readonly LineDraft[]>(() =>
    this.saved.lines.map((line, index) => ({ ...line, key: this.#keys[index] ?? index })),
  );
  readonly lines = $derived.by(() => this.#changes.lines ?? this.#savedLines);
  readonly vat = $derived.by<readonly VatRow[]>(() => this.#changes.vat ?? this.saved.vat);
  readonly entryDate = $derived.by(() => {
    const { entryDate } = this.#changes;
    return entryDate === undefined ? this.saved.entry_date : entryDate;
  });
  readonly exchangeRate = $derived.by(() => {
    const { exchangeRate } = this.#changes;
    return exchangeRate === undefined ? this.saved.exchange_rate : exchangeRate;
  });
  readonly unposted = $derived.by(
    () => this.saved.state === 'review' || this.saved.state === 'ready',
  );
  /** Not posted, and this person may change it. */
  readonly open = $derived.by(() => this.unposted && this.#writable);
  readonly #toSave = $derived.by(() =>
    changesToSave(this.#changes, this.#savedLines, this.unreadable),
  );
  /** What can be saved now and is not yet. */
  readonly corrections = $derived.by(() =>
    correctionsOf(this.saved, this.#savedLines, this.#toSave),
  );
  /** A field with something that cannot be saved as it stands. */
  readonly unfinished = $derived.by<string | null>(() => {
    const line = this.lines.find((one) => isUnfinished(one, this.#savedLines));
    if (!line) return [...this.unreadable][0] ?? null;
    return lineField(line.key, line.net_amount === null ? 'amount' : 'account');
  });
  readonly unsaved = $derived.by(() => this.corrections !== null || this.unfinished !== null);
  /** The fields with what the person did already counted in, so that marks vanish at once. */
  readonly fields = $derived.by(() => this.#fields());
  readonly checks = $derived.by(() => this.#checks());
  /** What a person should look at, by its name in the form: fields, then the accounts of lines. */
  readonly doubtful = $derived.by<readonly string[]>(() => [
    ...doubts(this.fields, this.checks),
    ...this.lines
      .filter(({ account_certain: certain }) => !certain)
      .map(({ key }) => lineField(key, 'account')),
  ]);
  /** The names of all fields, as a person goes through them. */
  readonly order = $derived.by<readonly string[]>(() => [
    ...allFields,
    ...this.lines.flatMap(({ key }) =>
      (['description', 'account', 'vat', 'amount'] as const).map((part) => lineField(key, part)),
    ),
  ]);
  readonly blocked = $derived.by(() => blockers(this.checks).length > 0);

  valueOf(name: InvoiceFieldName): string | null {
    const typed = this.#changes.values[name];
    return typed === undefined ? this.saved.fields[name].value : typed;
  }

  lookOf(name: InvoiceFieldName) {
    return lookOf(name, this.fields, this.checks);
  }

  setField(name: InvoiceFieldName, value: string | null): void {
    const before = this.valueOf(name);
    this.#change({ values: { ...this.#changes.values, [name]: value === '' ? null : value } });
    if (this.valueOf(name) !== before) this.#acceptAnew(name);
  }

  setReadable(name: string, readable: boolean): void {
    if (readable === !this.unreadable.has(name)) return;
    const names = new Set(this.unreadable);
    if (readable) names.delete(name);
    else names.add(name);
    this.unreadable = names;
  }

  /** Takes doubtful fields and accounts of lines for right as they are. */
  confirm(...names: readonly string[]): void {
    const fields = allFields.filter((name) => names.includes(name));
    if (fields.length > 0)
      this.#change({ confirmed: new Set([...this.#changes.confirmed, ...fields]) });
    const isMeant = ({ key, ledger_account_id: account }: LineDraft) =>
      account !== null && names.includes(lineField(key, 'account'));
    if (!this.lines.some(isMeant)) return;
    this.replaceLines(
      this.lines.map((line) => (isMeant(line) ? { ...line, ...chosenByPerson } : line)),
    );
  }

  acknowledge(code: string): void {
    this.#change({ acknowledged: new Set([...this.#changes.acknowledged, code]) });
  }

  setContact(id: string | null): void {
    this.#change({ contact: id });
  }

  setEntryDate(date: string | null): void {
    this.#change({ entryDate: date });
  }

  setExchangeRate(rate: string | null): void {
    this.#change({ exchangeRate: rate });
  }

  setVat(code: string, amount: string | null): void {
    const vat = this.vat.map((row) =>
      row.vat_code === code && amount !== null ? { ...row, vat_amount: amount } : row,
    );
    this.#change({ vat });
  }

  changeLine(key: number, change: Partial<LineDraft>): void {
    this.replaceLines(this.lines.map((line) => (line.key === key ? { ...line, ...change } : line)));
  }

  chooseAccount(key: number, accountId: string): void {
    this.changeLine(key, { ledger_account_id: accountId, ...chosenByPerson });
  }

  /** A new line, on the account and under the VAT code of the last one. */
  addLine(vatCode: string): void {
    const last = this.lines.at(-1);
    const line: LineDraft = {
      key: 1_000 + (this.#count += 1),
      description: '',
      quantity: null,
      unit_price: null,
      net_amount: null,
      vat_code: last?.vat_code ?? vatCode,
      ledger_account_id: last?.ledger_account_id ?? null,
      account_source: last?.account_source ?? 'default',
      account_certain: last?.account_certain ?? false,
    };
    this.replaceLines([...this.lines, line]);
  }

  removeLine(key: number): void {
    this.setReadable(lineField(key, 'amount'), true);
    this.replaceLines(this.lines.filter((line) => line.key !== key));
  }

  replaceLines(lines: readonly LineDraft[]): void {
    this.#change({ lines, vat: vatRowsFor(lines, this.lines, this.vat, this.#rateBpOf) });
  }

  /** Takes in what a preview answered. */
  preview(answer: PurchaseInvoice | null): void {
    this.#preview = answer;
  }

  /** What is about to be saved, for `keep` when it was. */
  get toSave(): ReviewChanges {
    return this.#toSave;
  }

  /** Takes the invoice as it was saved with the changes `sent`; what was changed since stays. */
  keep(invoice: PurchaseInvoice, sent: ReviewChanges): void {
    if (sent.lines) this.#keys = linesToSave(sent.lines, this.#savedLines).map(({ key }) => key);
    this.saved = invoice;
    this.#preview = null;
    this.#changes = changesAfter(sent, this.#changes);
  }

  /** Takes the invoice as it is now; what the person changed is given up. */
  adopt(invoice: PurchaseInvoice): void {
    this.saved = invoice;
    this.#preview = null;
    this.#keys = [];
    this.#changes = noChanges;
    this.unreadable = new Set();
  }

  /** Puts the person's changes on a newer version of the invoice. */
  rebase(invoice: PurchaseInvoice): void {
    if (this.saved.lines.length !== invoice.lines.length) this.#keys = [];
    this.saved = invoice;
    this.#preview = null;
  }

  #change(change: Partial<ReviewChanges>): void {
    this.#changes = { ...this.#changes, ...change };
  }

  /** What a person accepted of a field was its value before. */
  #acceptAnew(name: InvoiceFieldName): void {
    const about = this.shown.checks.filter(({ fields }) => fields.includes(name));
    const kept = new Set(this.#changes.acknowledged);
    for (const { code } of about) kept.delete(code);
    this.#change({ acknowledged: kept });
  }

  #checks(): PurchaseInvoice['checks'] {
    const { acknowledged } = this.#changes;
    return this.shown.checks.map((check) =>
      acknowledged.has(check.code) ? { ...check, acknowledged: true } : check,
    );
  }

  #fields(): PurchaseInvoice['fields'] {
    const { values, confirmed } = this.#changes;
    const fields = { ...this.shown.fields };
    for (const name of allFields) {
      const field = fields[name];
      const touched = values[name] !== undefined || confirmed.has(name);
      if (touched && !field.confirmed) fields[name] = { ...field, confirmed: true };
    }
    return fields;
  }
}

/** How the account of a line stands once a person chose or confirmed it. */
const chosenByPerson = { account_source: 'person', account_certain: true } as const;

import type {
  InvoiceCorrections,
  InvoiceFieldName,
  PurchaseInvoice,
} from '@smart-accounting/api-contract';
import { allFields, blockers, doubts, lineField, lookOf } from './doubt.ts';
import { type VatRow, vatRowsFor } from './vat-rows.ts';

export interface LineDraft {
  readonly key: number;
  readonly description: string;
  readonly quantity: string | null;
  readonly unit_price: string | null;
  readonly net_amount: string | null;
  readonly vat_code: string;
  readonly ledger_account_id: string | null;
  readonly account_source: PurchaseInvoice['lines'][number]['account_source'];
  /** Whether the account was chosen or is known; on any other a person looks. */
  readonly account_certain: boolean;
}

/** What a person did to an invoice and did not save yet. */
export interface ReviewDraft {
  readonly version: number;
  readonly values: Readonly<Partial<Record<InvoiceFieldName, string | null>>>;
  readonly confirmed: ReadonlySet<InvoiceFieldName>;
  readonly acknowledged: ReadonlySet<string>;
  readonly lines: readonly LineDraft[] | null;
  readonly vat: readonly VatRow[] | null;
  readonly contact: string | null | undefined;
  readonly entryDate: string | null | undefined;
  readonly exchangeRate: string | null | undefined;
}

/**
 * An invoice in the hands of a person: what is saved, what was changed since, and how it would look. What was typed is
 * never overwritten by an answer of the API.
 */
export class ReviewForm {
  /** As it is saved. */
  saved: PurchaseInvoice;
  /** With the changes, as the API last answered a preview. */
  #preview = $state.raw<PurchaseInvoice | null>(null);
  #values = $state.raw<Readonly<Partial<Record<InvoiceFieldName, string | null>>>>({});
  #confirmed = $state.raw<ReadonlySet<InvoiceFieldName>>(new Set());
  #acknowledged = $state.raw<ReadonlySet<string>>(new Set());
  #lines = $state.raw<readonly LineDraft[] | null>(null);
  #vat = $state.raw<readonly VatRow[] | null>(null);
  #contact = $state.raw<string | null | undefined>(undefined);
  #entryDate = $state.raw<string | null | undefined>(undefined);
  #exchangeRate = $state.raw<string | null | undefined>(undefined);
  /** Fields whose text cannot be read as it stands. */
  unreadable = $state.raw<ReadonlySet<string>>(new Set());
  readonly #rateBpOf: (code: string) => number;
  #count = 0;

  constructor(invoice: PurchaseInvoice, rateBpOf: (code: string) => number) {
    this.#rateBpOf = rateBpOf;
    this.saved = $state.raw(invoice);
  }

  /** The invoice as it would be. */
  readonly shown = $derived.by(() => this.#preview ?? this.saved);
  readonly lines = $derived.by<readonly LineDraft[]>(
    () => this.#lines ?? this.shown.lines.map((line, key) => ({ ...line, key })),
  );
  readonly vat = $derived.by<readonly VatRow[]>(() => this.#vat ?? this.shown.vat);
  readonly entryDate = $derived.by(() =>
    this.#entryDate === undefined ? this.saved.entry_date : this.#entryDate,
  );
  readonly exchangeRate = $derived.by(() =>
    this.#exchangeRate === undefined ? this.saved.exchange_rate : this.#exchangeRate,
  );
  readonly open = $derived.by(() => this.saved.state === 'review' || this.saved.state === 'ready');
  readonly corrections = $derived.by(() => this.#corrections());
  readonly dirty = $derived.by(() => this.corrections !== null);
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
    const typed = this.#values[name];
    return typed === undefined ? this.saved.fields[name].value : typed;
  }

  lookOf(name: InvoiceFieldName) {
    return lookOf(name, this.fields, this.checks);
  }

  setField(name: InvoiceFieldName, value: string | null): void {
    const before = this.valueOf(name);
    this.#values = { ...this.#values, [name]: value === '' ? null : value };
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
    this.#confirmed = new Set([...this.#confirmed, ...fields]);
    const isMeant = ({ key, ledger_account_id: account }: LineDraft) =>
      account !== null && names.includes(lineField(key, 'account'));
    if (!this.lines.some(isMeant)) return;
    this.replaceLines(
      this.lines.map((line) => (isMeant(line) ? { ...line, ...chosenByPerson } : line)),
    );
  }

  acknowledge(code: string): void {
    this.#acknowledged = new Set([...this.#acknowledged, code]);
  }

  setContact(id: string | null): void {
    this.#contact = id;
  }

  setEntryDate(date: string | null): void {
    this.#entryDate = date;
  }

  setExchangeRate(rate: string | null): void {
    this.#exchangeRate = rate;
  }

  setVat(code: string, amount: string | null): void {
    this.#vat = this.vat.map((row) =>
      row.vat_code === code && amount !== null ? { ...row, vat_amount: amount } : row,
    );
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
    this.replaceLines(this.lines.filter((line) => line.key !== key));
  }

  replaceLines(lines: readonly LineDraft[]): void {
    this.#vat = vatRowsFor(lines, this.lines, this.vat, this.#rateBpOf);
    this.#lines = lines;
  }

  /** Takes in what a preview answered. */
  preview(answer: PurchaseInvoice | null): void {
    this.#preview = answer;
  }

  /** Takes the invoice as it is saved now; the changes are in it. */
  adopt(invoice: PurchaseInvoice): void {
    this.saved = invoice;
    this.#preview = null;
    this.#values = {};
    this.#confirmed = new Set();
    this.#acknowledged = new Set();
    this.#lines = null;
    this.#vat = null;
    this.#contact = undefined;
    this.#entryDate = undefined;
    this.#exchangeRate = undefined;
    this.unreadable = new Set();
  }

  /** Puts the person's changes on a newer version of the invoice. */
  rebase(invoice: PurchaseInvoice): void {
    this.saved = invoice;
    this.#preview = null;
  }

  /** The changes themselves, to be put back when the person returns to this invoice; null without any. */
  get draft(): ReviewDraft | null {
    if (!this.dirty) return null;
    return {
      version: this.saved.version,
      values: this.#values,
      confirmed: this.#confirmed,
      acknowledged: this.#acknowledged,
      lines: this.#lines,
      vat: this.#vat,
      contact: this.#contact,
      entryDate: this.#entryDate,
      exchangeRate: this.#exchangeRate,
    };
  }

  restore(draft: ReviewDraft): void {
    this.#values = draft.values;
    this.#confirmed = draft.confirmed;
    this.#acknowledged = draft.acknowledged;
    this.#lines = draft.lines;
    this.#vat = draft.vat;
    this.#contact = draft.contact;
    this.#entryDate = draft.entryDate;
    this.#exchangeRate = draft.exchangeRate;
  }

  /** Fields this person changed, for telling two versions apart. */
  get changedFields(): readonly InvoiceFieldName[] {
    return allFields.filter((name) => this.valueOf(name) !== this.saved.fields[name].value);
  }

  /** What a person accepted of a field was its value before. */
  #acceptAnew(name: InvoiceFieldName): void {
    const about = this.shown.checks.filter(({ fields }) => fields.includes(name));
    const kept = new Set(this.#acknowledged);
    for (const { code } of about) kept.delete(code);
    this.#acknowledged = kept;
  }

  #checks(): PurchaseInvoice['checks'] {
    return this.shown.checks.map((check) =>
      this.#acknowledged.has(check.code) ? { ...check, acknowledged: true } : check,
    );
  }

  #fields(): PurchaseInvoice['fields'] {
    const fields = { ...this.shown.fields };
    for (const name of allFields) {
      const field = fields[name];
      const touched = this.#values[name] !== undefined || this.#confirmed.has(name);
      if (touched && !field.confirmed) fields[name] = { ...field, confirmed: true };
    }
    return fields;
  }

  #corrections(): InvoiceCorrections | null {
    const changed = allFields.filter(
      (name) => this.valueOf(name) !== this.saved.fields[name].value,
    );
    const confirm = [...this.#confirmed].filter(
      (name) => !changed.includes(name) && !this.saved.fields[name].confirmed,
    );
    const corrections: InvoiceCorrections = {};
    if (changed.length > 0) {
      corrections.fields = Object.fromEntries(changed.map((name) => [name, this.valueOf(name)]));
    }
    if (confirm.length > 0) corrections.confirm = confirm;
    if (this.#acknowledged.size > 0) corrections.acknowledge = [...this.#acknowledged];
    if (this.#contact !== undefined) corrections.contact_id = this.#contact;
    if (this.#entryDate !== undefined) corrections.entry_date = this.#entryDate;
    if (this.#exchangeRate !== undefined) corrections.exchange_rate = this.#exchangeRate;
    if (this.#lines) corrections.lines = this.#lines.flatMap(finishedLine);
    if (this.#vat)
      corrections.vat = this.#vat.map(({ vat_code, vat_amount }) => ({ vat_code, vat_amount }));
    return Object.keys(corrections).length > 0 ? corrections : null;
  }
}

/** How the account of a line stands once a person chose or confirmed it. */
const chosenByPerson = { account_source: 'person', account_certain: true } as const;

/** A line that the API can take; one that is not finished yet stays in the form only. */
function finishedLine(line: LineDraft): NonNullable<InvoiceCorrections['lines']> {
  const { quantity, unit_price, net_amount, vat_code, ledger_account_id, account_source } = line;
  if (net_amount === null || ledger_account_id === null) return [];
  const description = line.description.trim() || '–';
  return [
    {
      description,
      quantity,
      unit_price,
      net_amount,
      vat_code,
      ledger_account_id,
      account_source,
    },
  ];
}

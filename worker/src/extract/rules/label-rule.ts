/**
 * What the words beside a value say it is. Some are no fields of ours: they are here so that what stands beside them
 * is not taken for something else.
 */
export type LabelName =
  | 'invoice_number'
  /** the number of a credit note, and so a title, too: `Gutschrift Nr. 12` */
  | 'credit_number'
  | 'invoice_date'
  /** `of`, `vom`: a date's only when a title stands before it in the line */
  | 'date_word'
  | 'due_date'
  | 'supply_date'
  | 'supply_period'
  | 'order_reference'
  | 'payment_reference'
  | 'iban'
  | 'vat_number'
  | 'kvk_number'
  | 'currency'
  | 'net_total'
  | 'vat_total'
  /** `Btw over`: the amount beside it is what the tax is worked out of */
  | 'vat_base'
  | 'total'
  | 'payable'
  /** what was added so that cash fits the total */
  | 'rounding'
  /** what the customer handed over at the till, by cash or card, and got back */
  | 'tendered'
  | 'change'
  | 'invoice_title'
  | 'credit_title'
  | 'supplier'
  | 'customer'
  | 'other_party'
  | 'party_name'
  | 'party_detail'
  | 'customer_detail'
  | 'other_number'
  | 'other_date'
  | 'other_amount';

/**
 * Phrases in plain letters, by language, parted by commas; `~nr` is any word for number, joined or apart. `weight` is how much a phrase
 * alone proves: `Datum` may be any date's.
 */
export interface LabelRule {
  readonly name: LabelName;
  readonly weight: number;
  readonly nl?: string;
  readonly en?: string;
  readonly de?: string;
  readonly fr?: string;
}

/** What `~nr` stands for. */
export const numberWords = {
  nl: ['nummer', 'nr', 'no', 'num', '#'],
  en: ['number', 'no', 'nr', 'num', 'id', '#'],
  de: ['nummer', 'nr', 'no', 'num', '#'],
  fr: ['numero', 'n', 'no', 'num', '#'],
} as const;

/**
 * What a label says that a value is. Some of these are not fields of an invoice: they are here so that the values
 * beside them are not taken for something else.
 */
export type LabelName =
  | 'invoice_number'
  /** the number of a credit note, which also serves as a title: `Gutschrift Nr. 12` */
  | 'credit_number'
  | 'invoice_date'
  /** `of`, `vom`: the label of a date only after a title on the same line */
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
  /** `Btw over`: the amount on which the tax is calculated */
  | 'vat_base'
  | 'total'
  | 'payable'
  /** a discount or charge between subtotal and net */
  | 'adjustment'
  /** what was paid before: `Aanbetaling`, `Reeds betaald` */
  | 'prepaid'
  /** the amount by which a total was rounded */
  | 'rounding'
  /** what the customer handed over at the till, in cash or by card, and the change */
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
 * Phrases by language, in plain letters, separated by commas; `~nr` is any word for number, as a suffix or a separate
 * word. `weight` (0 to 1) is how certain the phrase on its own is: `Datum` may be that of any date.
 */
export interface LabelRule {
  readonly name: LabelName;
  readonly weight: number;
  readonly nl?: string;
  readonly en?: string;
  readonly de?: string;
  readonly fr?: string;
}

/** The words that `~nr` stands for. */
export const numberWords = {
  nl: ['nummer', 'nr', 'no', 'num', '#'],
  en: ['number', 'no', 'nr', 'num', 'id', '#'],
  de: ['nummer', 'nr', 'no', 'num', '#'],
  fr: ['numero', 'n', 'no', 'num', '#'],
} as const;

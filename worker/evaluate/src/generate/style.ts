import { isReverseCharged, type InvoiceSpec } from './invoice-spec.ts';
import { pickNotation, type Notation } from './notation.ts';
import type { Random } from './random.ts';
import { wordingsByLanguage, type Wordings } from './wordings.ts';

export type ColumnName =
  'position' | 'article' | 'description' | 'quantity' | 'unitPrice' | 'rate' | 'amount';

/** The wording that a document uses for each thing. */
export type Words = Readonly<Record<Exclude<keyof Wordings, 'months'>, string>>;

/** Everything about the appearance of a document that is not part of its truth. */
export interface Style {
  readonly fonts: { readonly regular: string; readonly bold: string };
  readonly size: number;
  readonly accent: string;
  readonly words: Words;
  readonly notation: Notation;
  readonly letterheadSide: 'left' | 'right';
  readonly letterheadAddress: boolean;
  readonly senderLine: boolean;
  readonly partyLabels: boolean;
  readonly customerSide: 'left' | 'right';
  readonly customerNumber: string | null;
  readonly customerVatShown: boolean;
  /** `Label: value` lines, two columns, labels above values, or in the title: `Invoice 12 of 1 May` */
  readonly metaForm: 'colon' | 'columns' | 'stacked' | 'title';
  readonly metaSide: 'left' | 'right';
  /** to the right of the customer's address instead of below it */
  readonly metaBeside: boolean;
  readonly attention: 'none' | 'before address';
  readonly columns: readonly ColumnName[];
  readonly grid: boolean;
  /** `table` has the labels in one row and the amounts below them */
  readonly totalsForm: 'rows' | 'rows with rate' | 'vat table' | 'table';
  /** where due date and IBAN are: among the header facts, in a sentence, or only a number of days */
  readonly payment: 'listed' | 'sentence' | 'days';
  readonly totalsSide: 'left' | 'right';
  readonly footer: 'columns' | 'line' | 'block';
  readonly ibanInGroups: boolean;
  readonly labelEnd: ':' | '' | ' :';
  readonly pageNumbers: boolean;
  readonly negativeCredit: boolean;
}

/** Picks a random style for an invoice. */
export function pickStyle(random: Random, spec: InvoiceSpec): Style {
  const [regular, bold] = random.pick([
    ['Helvetica', 'Helvetica-Bold'],
    ['Helvetica', 'Helvetica-Bold'],
    ['Times-Roman', 'Times-Bold'],
    ['Courier', 'Courier-Bold'],
  ] as const);
  const size = regular === 'Courier' ? random.pick([8, 9]) : random.pick([8.5, 9, 10, 11]);
  return {
    fonts: { regular, bold },
    size,
    accent: random.pick(['#000000', '#1f4e79', '#7a1f1f', '#2e6b34']),
    words: pickWords(random, spec),
    notation: pickNotation(random, spec),
    letterheadSide: random.pick(['left', 'right']),
    letterheadAddress: random.chance(0.75),
    senderLine: random.chance(spec.language === 'de' ? 0.7 : 0.25),
    partyLabels: random.chance(0.4),
    customerSide: random.chance(0.75) ? 'left' : 'right',
    customerNumber: random.chance(0.5) ? random.digits(random.whole(4, 6)) : null,
    customerVatShown: isReverseCharged(spec) || random.chance(0.2),
    metaForm: random.pick(['colon', 'colon', 'columns', 'columns', 'stacked', 'title']),
    metaSide: random.pick(['left', 'right']),
    metaBeside: random.chance(0.3),
    attention: random.chance(0.2) ? 'before address' : 'none',
    columns: pickColumns(random),
    grid: random.chance(0.4),
    totalsForm: random.pick(['rows', 'rows with rate', 'rows with rate', 'vat table', 'table']),
    payment: random.pick(['listed', 'listed', 'listed', 'sentence', 'days']),
    totalsSide: random.chance(0.85) ? 'right' : 'left',
    footer: random.pick(['columns', 'line', 'block']),
    ibanInGroups: random.chance(0.65),
    labelEnd: random.pick([':', ':', '', ' :']),
    pageNumbers: random.chance(0.5),
    negativeCredit: spec.isCreditNote && random.chance(0.5),
  };
}

function pickWords(random: Random, { language }: InvoiceSpec): Words {
  const choices = wordingsByLanguage[language];
  const pick = (name: keyof Words) => random.pick(choices[name]);
  return {
    invoice: pick('invoice'),
    creditNote: pick('creditNote'),
    number: pick('number'),
    creditNumber: pick('creditNumber'),
    date: pick('date'),
    supplyDate: pick('supplyDate'),
    dueDate: pick('dueDate'),
    order: pick('order'),
    paymentReference: pick('paymentReference'),
    customerNumber: pick('customerNumber'),
    customer: pick('customer'),
    supplier: pick('supplier'),
    description: pick('description'),
    quantity: pick('quantity'),
    unitPrice: pick('unitPrice'),
    rate: pick('rate'),
    amount: pick('amount'),
    net: pick('net'),
    vat: pick('vat'),
    total: pick('total'),
    vatNumber: pick('vatNumber'),
    registerNumber: pick('registerNumber'),
    base: pick('base'),
    page: pick('page'),
    of: pick('of'),
    reverseCharge: pick('reverseCharge'),
    terms: pick('terms'),
    subtotal: pick('subtotal'),
    discount: pick('discount'),
    attention: pick('attention'),
    article: pick('article'),
    payBy: pick('payBy'),
    payWithin: pick('payWithin'),
  };
}

/** Picks columns: always description and amount, which comes last. */
function pickColumns(random: Random): ColumnName[] {
  const middle: ColumnName[] = random.shuffled(['quantity', 'unitPrice'] as const);
  if (random.chance(0.6)) middle.push('rate');
  const start: ColumnName[] = random.chance(0.3)
    ? ['quantity', 'description']
    : random.chance(0.3)
      ? ['position', 'description']
      : ['description'];
  if (random.chance(0.15)) start.splice(start.indexOf('description'), 0, 'article');
  const rest = middle.filter((name) => !start.includes(name));
  return random.chance(0.12) ? ['description', 'amount'] : [...start, ...rest, 'amount'];
}

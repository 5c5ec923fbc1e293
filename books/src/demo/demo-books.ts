import type { AccountRole } from '@smart-accounting/accounting/chart-of-accounts';
import { addDays, endOfMonth, isoDate, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { debitOrCredit, type EntryLine } from '@smart-accounting/accounting/journal-entry';
import { percentOf, sumMinor } from '@smart-accounting/accounting/money';
import { proposeEntry } from '@smart-accounting/accounting/purchase-invoice/propose-entry';
import { vatCodeNamed, vatRateBp } from '@smart-accounting/accounting/vat';
import { openFiscalYear } from '../ledger/fiscal-year.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { Contact } from '../contacts/contact.ts';
import { ContactIban } from '../contacts/contact-iban.ts';
import { Invoice } from '../purchase-invoices/invoice.ts';
import { InvoiceLine } from '../purchase-invoices/invoice-line.ts';
import { InvoiceVat } from '../purchase-invoices/invoice-vat.ts';
import { LedgerAccount } from '../ledger/ledger-account.ts';
import { rememberAccounts } from '../purchase-invoices/suggest-accounts.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { demoCustomers, type DemoSupplier, demoSuppliers } from './demo-company.ts';

/**
 * Books twelve months that end today: sales, purchases with their invoices, payments, wages, depreciation and VAT
 * settlements. The same seed books the same, so that a demo can be talked about. Runs in the tenant's unit of work.
 */
export async function bookDemoYear(today: IsoDate): Promise<void> {
  const books = await openBooks(today);
  const first = monthsBefore(today, 11);
  await openFiscalYear(Number(first.slice(0, 4)));
  await bookOpening(books, first);
  for (let back = 11; back >= 0; back--) await bookMonth(books, monthsBefore(today, back), today);
}

interface Books {
  readonly byRole: (role: AccountRole) => string;
  readonly byNumber: (number: string) => string;
  readonly byRgs: (rgsCode: string) => string;
  readonly contacts: Map<string, string>;
  /** A number from low to high, both included. */
  readonly pick: (low: number, high: number) => number;
  invoiceSerial: number;
}

async function openBooks(today: IsoDate): Promise<Books> {
  const accounts = await LedgerAccount.findAll();
  const find = (what: string, fits: (account: LedgerAccount) => boolean): string => {
    const account = accounts.find(fits);
    if (!account) throw new Error(`the chart has no account for ${what}`);
    return account.id;
  };
  return {
    byRole: (role) => find(role, (account) => account.role === role),
    byNumber: (number) => find(number, (account) => account.number === number),
    byRgs: (rgsCode) => find(rgsCode, (account) => account.rgsCode === rgsCode),
    contacts: await createContacts(),
    pick: seeded(Number(today.slice(0, 4))),
    invoiceSerial: 100,
  };
}

async function createContacts(): Promise<Map<string, string>> {
  const contacts = new Map<string, string>();
  const bare = {
    vatNumber: null,
    email: null,
    address: null,
    defaultLedgerAccountId: null,
    defaultVatCode: null,
  };
  for (const { name, iban, kvkNumber, paymentDays } of demoSuppliers) {
    const contact = await Contact.create({
      ...bare,
      id: randomUuidV7(),
      name,
      kvkNumber,
      paymentDays,
      isSupplier: true,
    });
    await ContactIban.create({ contactId: contact.id, iban });
    contacts.set(name, contact.id);
  }
  for (const { name } of demoCustomers) {
    const contact = await Contact.create({
      ...bare,
      id: randomUuidV7(),
      name,
      kvkNumber: null,
      paymentDays: 30,
      isCustomer: true,
    });
    contacts.set(name, contact.id);
  }
  return contacts;
}

async function bookOpening(books: Books, day: IsoDate): Promise<void> {
  const owned: readonly [string, bigint][] = [
    [books.byNumber('1100'), 2_150_000n],
    [books.byNumber('0120'), 4_800_000n],
    [books.byNumber('0130'), 1_250_000n],
    [books.byNumber('1400'), 320_000n],
    [books.byNumber('0710'), -3_200_000n],
  ];
  const lines = owned.map(([accountId, amount]) => line(accountId, amount, 'Beginbalans'));
  lines.push(
    line(
      books.byRole('owners_capital'),
      -sumMinor(owned.map(([, amount]) => amount)),
      'Beginbalans',
    ),
  );
  await post('MEM', day, 'Beginbalans', lines);
}

async function bookMonth(books: Books, month: IsoDate, today: IsoDate): Promise<void> {
  const last = endOfMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)));
  const until = last < today ? last : today;
  await bookShopSales(books, month, until);
  for (const customer of demoCustomers)
    await bookSalesInvoice(books, customer, month, until, today);
  for (const supplier of demoSuppliers) {
    for (let n = 0; n < supplier.monthly; n++) {
      const day = addDays(month, Math.min(27, books.pick(1, 12) + n * 13));
      if (day <= today) await bookPurchase(books, supplier, day, today);
    }
  }
  if (last <= today) {
    await bookWages(books, last);
    await bookDepreciation(books, last);
    if (Number(month.slice(5, 7)) % 3 === 0) await settleVat(books, last, today);
  }
}

/** Shop sales of each week, paid by card. */
async function bookShopSales(books: Books, month: IsoDate, until: IsoDate): Promise<void> {
  for (let day = addDays(month, 6); day <= until; day = addDays(day, 7)) {
    const net = BigInt(books.pick(335_000, 455_000));
    await bookSale(books, {
      day,
      net,
      debit: books.byNumber('1100'),
      description: 'Winkelverkopen week',
      journal: 'VRK',
    });
  }
}

async function bookSalesInvoice(
  books: Books,
  { name, description, net }: (typeof demoCustomers)[number],
  month: IsoDate,
  until: IsoDate,
  today: IsoDate,
): Promise<void> {
  const contactId = books.contacts.get(name) ?? null;
  const debtors = books.byRole('receivables');
  const text = `${name} · ${description}`;
  const gross = await bookSale(books, {
    day: until,
    net: BigInt(books.pick(net[0], net[1])),
    debit: debtors,
    description: text,
    journal: 'VRK',
    contactId,
  });
  const paidOn = addDays(until, books.pick(12, 27));
  if (paidOn > today) return;
  const lines = [
    line(books.byRole('bank'), gross, text),
    { ...line(debtors, -gross, text), contactId },
  ];
  await post('BNK', paidOn, `Ontvangen van ${name}`, lines, contactId);
}

interface Sale {
  day: IsoDate;
  net: bigint;
  debit: string;
  description: string;
  journal: 'VRK';
  contactId?: string | null;
}

/** Bread and pastry are sold at the reduced rate (V9, box 1b). Gives the gross amount. */
async function bookSale(
  books: Books,
  { day, net, debit, description, journal, contactId = null }: Sale,
): Promise<bigint> {
  const tax = percentOf(net, vatRateBp('reduced', day));
  const vat = { code: 'V9', box: '1b', baseMinor: net, taxMinor: tax } as const;
  await post(
    journal,
    day,
    description,
    [
      { ...line(debit, net + tax, description), contactId },
      line(books.byNumber('8001'), -net, description),
      { ...line(books.byRole('vat_1b'), -tax, 'Btw laag tarief'), vat },
    ],
    contactId,
  );
  return net + tax;
}

async function bookPurchase(
  books: Books,
  supplier: DemoSupplier,
  day: IsoDate,
  today: IsoDate,
): Promise<void> {
  const contactId = books.contacts.get(supplier.name) ?? '';
  const net = BigInt(books.pick(supplier.net[0], supplier.net[1]));
  const tax = percentOf(net, vatRateBp(vatCodeNamed(supplier.vatCode).rate, day));
  const accountId = books.byRgs(supplier.rgsCode);
  const invoiceNumber = `${day.slice(0, 4)}-${String((books.invoiceSerial += books.pick(1, 9))).padStart(4, '0')}`;
  const dueDate = addDays(day, supplier.paymentDays);
  const invoice = {
    documentType: 'invoice' as const,
    supplierName: supplier.name,
    supplierVatNumber: null,
    supplierKvkNumber: supplier.kvkNumber,
    supplierIban: supplier.iban,
    supplierCountry: 'NL',
    invoiceNumber,
    invoiceDate: day,
    supplyDate: null,
    dueDate,
    currency: 'EUR',
    exchangeRate: null,
  };
  const booked = {
    description: supplier.description,
    netMinor: net,
    vatCode: supplier.vatCode,
    accountId,
  };
  const { lines } = proposeEntry(
    {
      ...invoice,
      netMinor: net,
      vatMinor: tax,
      totalMinor: net + tax,
      prepaidMinor: null,
      roundingMinor: null,
      lines: [booked],
      vat: [{ vatCode: supplier.vatCode, vatMinor: tax }],
    },
    contactId,
    books.byRole,
  );
  const entryId = randomUuidV7();
  const row = await Invoice.create({
    ...invoice,
    id: randomUuidV7(),
    kind: 'purchase',
    documentId: null,
    contactId,
    state: 'posted',
    entryDate: day,
    netTotal: net,
    vatTotal: tax,
    total: net + tax,
    journalEntryId: entryId,
    postedAt: new Date(`${day}T12:00:00Z`),
    createdAt: new Date(`${day}T09:00:00Z`),
  });
  await InvoiceLine.create({
    invoiceId: row.id,
    line: 1,
    description: supplier.description,
    quantity: null,
    unitPrice: null,
    netAmount: net,
    vatCode: supplier.vatCode,
    ledgerAccountId: accountId,
    accountSource: 'history',
  });
  await InvoiceVat.create({ invoiceId: row.id, vatCode: supplier.vatCode, vatAmount: tax });
  await rememberAccounts(contactId, [booked]);
  const text = `${supplier.name} · ${invoiceNumber}`;
  await postEntry({
    id: entryId,
    journal: 'INK',
    entryDate: day,
    description: text,
    contactId,
    postedBy: null,
    lines,
  });
  await bookPayment(books, { contactId, text, amount: net + tax, dueDate, today, supplier });
}

interface Payment {
  contactId: string;
  text: string;
  amount: bigint;
  dueDate: IsoDate;
  today: IsoDate;
  supplier: DemoSupplier;
}

/** Paid about when it is due; the printer is paid late, so that ageing has something to show. */
async function bookPayment(
  books: Books,
  { contactId, text, amount, dueDate, today, supplier }: Payment,
): Promise<void> {
  const late = supplier.name.startsWith('Drukkerij') ? 48 : 0;
  const paidOn = addDays(dueDate, late - books.pick(0, 5));
  if (paidOn > today) return;
  const lines = [
    { ...line(books.byRole('payables'), amount, text), contactId },
    line(books.byRole('bank'), -amount, text),
  ];
  await post('BNK', paidOn, `Betaald aan ${supplier.name}`, lines, contactId);
}

async function bookWages(books: Books, day: IsoDate): Promise<void> {
  const gross = BigInt(books.pick(540_000, 585_000));
  const social = percentOf(gross, 1_850);
  const tax = percentOf(gross, 2_600);
  await post('MEM', day, 'Lonen', [
    line(books.byNumber('4000'), gross, 'Brutolonen'),
    line(books.byNumber('4010'), social, 'Sociale lasten'),
    line(books.byNumber('1530'), -(tax + social), 'Loonheffing'),
    line(books.byNumber('1700'), -(gross - tax), 'Nettolonen'),
  ]);
  await post('BNK', day, 'Lonen en loonheffing betaald', [
    line(books.byNumber('1700'), gross - tax, 'Nettolonen'),
    line(books.byNumber('1530'), tax + social, 'Loonheffing'),
    line(books.byRole('bank'), -(gross + social), 'Lonen en loonheffing'),
  ]);
}

async function bookDepreciation(books: Books, day: IsoDate): Promise<void> {
  await post('MEM', day, 'Afschrijving machines en inventaris', [
    line(books.byNumber('4810'), 61_000n, 'Afschrijving'),
    line(books.byNumber('0121'), -40_000n, 'Afschrijving machines'),
    line(books.byNumber('0131'), -21_000n, 'Afschrijving inventaris'),
  ]);
}

/** Clears the VAT accounts at the end of a quarter and pays the balance three weeks later. */
async function settleVat(books: Books, day: IsoDate, today: IsoDate): Promise<void> {
  const rows = await query<{ id: string; balance: bigint }>(
    `SELECT a.id, sum(l.debit - l.credit)::bigint AS balance FROM ledger_entries l
       JOIN ledger_accounts a ON a.id = l.account_id JOIN journal_entries e ON e.id = l.entry_id
       WHERE a.role IN ('vat_1a', 'vat_1b', 'input_vat') AND e.entry_date <= $1
       GROUP BY a.id HAVING sum(l.debit - l.credit) <> 0`,
    [day],
  );
  const due = -sumMinor(rows.map((row) => row.balance));
  if (due === 0n) return;
  const text = `Btw-aangifte ${day.slice(0, 4)} kwartaal ${Number(day.slice(5, 7)) / 3}`;
  const settlement = books.byRole('vat_settlement');
  await post('MEM', day, text, [
    ...rows.map((row) => line(row.id, -row.balance, text)),
    line(settlement, -due, text),
  ]);
  const paidOn = addDays(day, 21);
  if (paidOn > today) return;
  await post('BNK', paidOn, `Betaald: ${text}`, [
    line(settlement, due, text),
    line(books.byRole('bank'), -due, text),
  ]);
}

function line(accountId: string, amountMinor: bigint, description: string): EntryLine {
  return { accountId, description, ...debitOrCredit(amountMinor) };
}

async function post(
  journal: string,
  entryDate: IsoDate,
  description: string,
  lines: readonly EntryLine[],
  contactId: string | null = null,
): Promise<void> {
  await postEntry({ journal, entryDate, description, contactId, postedBy: null, lines });
}

/** The first day of the month so many months before. */
function monthsBefore(day: IsoDate, months: number): IsoDate {
  const date = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - months, 1));
  return isoDate(date.toISOString().slice(0, 10));
}

/** Whole numbers in a range by a linear congruential generator (Numerical Recipes): plausible, and the same each time. */
function seeded(seed: number): (low: number, high: number) => number {
  let state = seed >>> 0;
  return (low, high) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return low + Math.floor((state / 2 ** 32) * (high - low + 1));
  };
}

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { Books, filesOf } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  picture,
  registerCompany,
  signIn,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

const invoiceLine = z.looseObject({
  description: z.string(),
  net_amount: z.string(),
});
const savedInvoice = z.object({
  version: z.number(),
  lines: z.array(invoiceLine),
  fields: z.record(z.string(), z.object({ value: z.string().nullable() })),
});

describe('What is typed in a review', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let company: Company;
  let books: Books;
  let invoice: string;
  let next: string;

  before(async () => {
    browser = await startChromium();
    context = await openWindow(browser);
    page = await context.newPage();
    company = await registerCompany(page, 'Niets Kwijt');
    books = new Books(page, company.tenant);
    const documents = await books.upload(filesOf('ubl', 2));
    const ids = documents.map((document) => document.purchase_invoice?.id ?? '');
    // In the order in which they were read, which is that of the queue.
    [invoice = '', next = ''] = ids.sort();
  });
  after(() => browser.close());

  const address = () => `/t/${company.tenant}/purchases/${invoice}`;
  const line = () => page.getByLabel('Omschrijving, regel 1');
  const state = (text: string) => page.locator('.save-state').getByText(text, { exact: true });

  async function openReview(): Promise<void> {
    await page.goto(address());
    await awake(page);
  }

  async function readInvoice() {
    const response = await page.request.get(
      `/api/v1/tenants/${company.tenant}/purchase-invoices/${invoice}`,
    );
    return savedInvoice.parse(await response.json());
  }

  /** As somebody else does it meanwhile. */
  async function elsewhere(corrections: unknown): Promise<void> {
    const { version } = await readInvoice();
    await books.send(`purchase-invoices/${invoice}`, corrections, { method: 'PATCH', version });
  }

  it('is saved on leaving the field: a tab that crashes loses the field in hand at most', async () => {
    await openReview();
    await line().fill('Bewaard bij het verlaten');
    await page.keyboard.press('Tab');
    await state('Opgeslagen').waitFor();
    await picture(page, 'save-saved');
    await line().fill('Nog in de hand');
    const devtools = await context.newCDPSession(page);
    const crashed = page.waitForEvent('crash');
    void devtools.send('Page.crash').catch(() => undefined); // a tab that crashed does not answer
    await crashed;
    await page.close();
    page = await context.newPage();
    books = new Books(page, company.tenant);
    await openReview();
    assert.equal(await line().inputValue(), 'Bewaard bij het verlaten');
  });

  it('is not saved without a connection, which is said, and saved when it is back', async () => {
    await openReview();
    await context.setOffline(true);
    await line().fill('Zonder verbinding');
    await page.keyboard.press('Tab');
    await state('Niet opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Opnieuw proberen' }).waitFor();
    await picture(page, 'save-offline');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('button', { name: 'Opnieuw proberen' }).waitFor();
    await picture(page, 'save-offline-390');
    await page.setViewportSize({ width: 1440, height: 900 });
    await context.setOffline(false);
    await state('Opgeslagen').waitFor();
    assert.equal((await readInvoice()).lines[0]?.description, 'Zonder verbinding');
  });

  it('is saved by the button, too, and holds who would leave it behind', async () => {
    await openReview();
    await page.route('**/purchase-invoices/*', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    );
    await line().fill('Met de knop');
    await page.keyboard.press('Tab');
    await state('Niet opgeslagen').waitFor();
    await page.getByRole('link', { name: 'Relaties' }).click();
    const dialog = page.getByRole('dialog', { name: 'Niet opgeslagen wijzigingen' });
    await picture(page, 'save-leaving');
    await dialog.getByRole('button', { name: 'Op deze pagina blijven' }).click();
    await page.unroute('**/purchase-invoices/*');
    await page.getByRole('button', { name: 'Opnieuw proberen' }).click();
    await state('Opgeslagen').waitFor();
    assert.equal((await readInvoice()).lines[0]?.description, 'Met de knop');
  });

  it('is saved on the way to another page, also in the middle of a field', async () => {
    await openReview();
    await line().fill('Onderweg');
    await page.keyboard.press('Alt+PageDown');
    await page.waitForURL(`**/${next}`);
    assert.equal((await readInvoice()).lines[0]?.description, 'Onderweg');
    await page.keyboard.press('Alt+PageUp');
    await page.waitForURL(`**/${invoice}`);
    assert.equal(await line().inputValue(), 'Onderweg');
  });

  it('keeps a line whose amount is being written, and saves a new one when it is finished', async () => {
    await openReview();
    const before = (await readInvoice()).lines;
    const amount = page.getByLabel(/^Bedrag excl\., regel 1/);
    await amount.fill('12,34,5');
    await page.keyboard.press('Tab');
    await line().fill('Naast een half bedrag');
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PATCH');
    await page.keyboard.press('Tab');
    await saved;
    await state('Nog niet af').waitFor();
    const { lines } = await readInvoice();
    assert.deepEqual(
      [lines[0]?.description, lines[0]?.net_amount],
      ['Naast een half bedrag', before[0]?.net_amount],
    );
    assert.equal(await amount.inputValue(), '12,34,5');
    await amount.fill(before[0]?.net_amount.replace('.', ',') ?? '');
    await page.keyboard.press('Tab');
    await state('Opgeslagen').waitFor();
    await page.getByRole('button', { name: 'Regel toevoegen' }).click();
    const fresh = page.getByLabel(`Omschrijving, regel ${before.length + 1}`);
    await fresh.fill('Erbij');
    await page.getByLabel(new RegExp(`^Bedrag excl\\., regel ${before.length + 1}`)).fill('5');
    await page.keyboard.press('Tab');
    await state('Opgeslagen').waitFor();
    assert.equal((await readInvoice()).lines.at(-1)?.description, 'Erbij');
    assert.equal(await fresh.inputValue(), 'Erbij');
  });

  it('meets what somebody else typed: both are shown, and the person chooses', async () => {
    await openReview();
    const { lines } = await readInvoice();
    const theirs = lines.map((one) => ({
      ...one,
      account_certain: undefined,
      description: 'Van een ander',
    }));
    await elsewhere({ lines: theirs });
    await line().fill('Van mij');
    await page.keyboard.press('Tab');
    const dialog = page.getByRole('dialog', { name: /^Iemand wijzigde deze factuur/ });
    await dialog.getByText('Van een ander').first().waitFor();
    await dialog.getByText('Van mij').waitFor();
    await picture(page, 'save-conflict');
    await dialog.getByRole('button', { name: 'Behoud mijn invoer' }).click();
    await state('Opgeslagen').waitFor();
    assert.equal((await readInvoice()).lines[0]?.description, 'Van mij');
  });

  it('stands beside what somebody else typed in another field', async () => {
    await openReview();
    await elsewhere({ fields: { order_reference: 'PO-99' } });
    await line().fill('Ook van mij');
    await page.keyboard.press('Tab');
    await state('Opgeslagen').waitFor();
    const { fields, lines } = await readInvoice();
    assert.deepEqual(
      [fields['order_reference']?.value, lines[0]?.description],
      ['PO-99', 'Ook van mij'],
    );
  });

  it('is nothing for whoever may only look', async (test) => {
    const [email, password] = [process.env['VIEWER_EMAIL'], process.env['VIEWER_PASSWORD']];
    const demo = [process.env['DEMO_EMAIL'], process.env['DEMO_PASSWORD']];
    if (!email || !password || !demo[0] || !demo[1])
      return test.skip('VIEWER_EMAIL and DEMO_EMAIL name nobody');
    const owner = await (await openWindow(browser)).newPage();
    await signIn(owner, { email: demo[0], password: demo[1] });
    const tenant = /\/t\/([a-z0-9]{12})/.exec(owner.url())?.[1] ?? '';
    const [document] = await new Books(owner, tenant).upload(filesOf('clean-pdf', 1));
    await owner.context().close();

    const viewer = await (await openWindow(browser)).newPage();
    await signIn(viewer, { email, password });
    const refused: string[] = [];
    viewer.on('response', (response) => response.status() === 403 && refused.push(response.url()));
    await viewer.goto(`/t/${tenant}/purchases/${document?.purchase_invoice?.id ?? ''}`);
    await awake(viewer);
    await viewer.locator('svg image').waitFor();
    const review = viewer.locator('.review');
    const writable = 'input:not([readonly], :disabled), select:not(:disabled), .save-state';
    assert.equal(await review.locator(writable).count(), 0);
    const deeds = /Boeken|Klopt|Alles klopt|Gezien|Regel|Splitsen|Opslaan/;
    assert.equal(await review.getByRole('button', { name: deeds }).count(), 0);
    await viewer.locator('[data-mark]').first().click();
    await viewer.keyboard.type('7');
    await viewer.keyboard.press('Control+s');
    await viewer.waitForLoadState('load');
    assert.deepEqual(refused, []);
    await viewer.context().close();
  });
});

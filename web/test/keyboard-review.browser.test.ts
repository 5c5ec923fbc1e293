import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books, filesOf } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('Reviewing without a mouse', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let books: Books;
  let invoices: string[];

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Zonder Muis');
    books = new Books(page, company.tenant);
    // The queue is in the order in which they were read: the doubtful one comes last.
    const certain = await books.upload(filesOf('ubl', 5));
    const documents = [...certain, ...(await books.upload(filesOf('clean-pdf', 1)))];
    invoices = documents.flatMap(({ purchase_invoice: invoice }) => (invoice ? [invoice.id] : []));
  });
  after(() => browser.close());

  it('goes to the next invoice and back, and keeps zoom and what was typed', async () => {
    await openInvoice(page, company, invoices[0]);
    const first = page.url();
    await page.keyboard.press('Alt+Equal');
    const zoom = page.getByRole('button', { name: 'Passend' });
    await zoom.getByText('125%').waitFor();
    await page.keyboard.press('Alt+g');
    await page.getByRole('button', { name: 'Meer velden' }).click();
    await page.locator('#field-order_reference').fill('PO-77');
    await page.keyboard.press('Alt+PageDown');
    await page.waitForURL((url) => url.href !== first);
    await zoom.getByText('125%').waitFor();
    await page.keyboard.press('Alt+PageUp');
    await page.waitForURL(first);
    assert.equal(await page.locator('#field-order_reference').inputValue(), 'PO-77');
    await page.reload();
    await awake(page);
    assert.equal(await page.locator('#field-order_reference').inputValue(), 'PO-77');
  });

  it('takes F8 to each doubtful field, told without colour', async () => {
    const [, , , , , last] = invoices;
    await page.goto(`/t/${company.tenant}/purchases/${last ?? ''}`);
    await awake(page);
    const doubtful = page.locator('.field.doubtful, .field.wrong, .line:has(.doubtful)');
    for (let index = 0; index < (await doubtful.count()); index += 1) {
      await page.keyboard.press('F8');
      const field = page.locator(
        '.field.doubtful:focus-within, .field.wrong:focus-within, .line:has(.doubtful:focus-within)',
      );
      await field.waitFor();
      assert.ok(await field.locator('[id$="-below"]').count(), 'the doubt is told in words');
    }
  });

  it('links fields and boxes both ways', async () => {
    await page.keyboard.press('Alt+g');
    await page.locator('#field-total').focus();
    await page.locator('[data-mark="total"].active').waitFor();
    await page.locator('[data-mark="invoice_number"]').click();
    await page.locator('#field-invoice_number:focus').waitFor();
  });

  it('shows the entry live, and an unbalanced one cannot be posted', async () => {
    const total = page.locator('#field-total');
    const right = await total.inputValue();
    await total.fill('1,00');
    await page.getByText(/te weinig (debet|credit)/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);
    assert.equal(await page.getByText(/Geboekt als/).count(), 0);
    await total.fill('12,34,5');
    await total.blur();
    await page.getByText('Schrijf een bedrag als 1.234,56.').waitFor();
    await total.fill(right);
    await page.getByText('In evenwicht').waitFor();
    // Saved before anything else is done: with its right total, it repeats an invoice of the queue.
    const saved = page.waitForResponse((response) => response.request().method() === 'PATCH');
    await total.blur();
    await saved;
  });

  it('posts five certain invoices', async () => {
    for (const invoice of invoices.slice(0, 5)) await books.confirm(invoice);
    await openInvoice(page, company, invoices[0]);
    const begun = Date.now();
    for (let posted = 1; posted <= 5; posted += 1) {
      const here = page.url();
      await page.locator('#post:focus:enabled').waitFor();
      await page.keyboard.press('Control+Enter');
      await page.waitForURL((url) => url.href !== here);
    }
    const seconds = (Date.now() - begun) / 1000;
    const list = await books.list('purchase-invoices?state=posted');
    assert.equal(list.length, 5);
    console.log(`five invoices posted in ${seconds.toFixed(1)} s`);
  });

  it('lists keys that all do something', async () => {
    await page.goto(`/t/${company.tenant}/purchases`);
    await awake(page);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Sneltoetsen op deze pagina' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('/');
    await page.locator('[data-search]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('h1').focus();
    for (const [letter, path] of [
      ['r', 'contacts'],
      ['k', 'trial-balance'],
      ['g', 'ledger'],
      ['j', 'entries'],
      ['m', 'inbox?show=failed'],
      ['p', 'inbox'],
      ['i', 'purchases'],
    ]) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter ?? '');
      await page.waitForURL(`**/${path ?? ''}`);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill('crediteuren');
    await page.getByRole('option', { name: /1600/ }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/ledger\/[0-9a-f-]{36}$/);
  });

  it('makes an entry by hand: = fills the difference, Tab past the end adds a line', async () => {
    await page.goto(`/t/${company.tenant}/entries/new`);
    await awake(page);
    await page.getByLabel('Omschrijving', { exact: true }).fill('Bankkosten november');
    await page.getByRole('combobox', { name: 'Rekening, regel 1' }).focus();
    for (const key of ['4700', 'Tab', 'Tab', '1.234,5', 'Tab', 'Tab', 'Tab']) await type(page, key);
    await page.getByRole('combobox', { name: 'Rekening, regel 2' }).focus();
    for (const key of ['1100', 'Tab', 'Tab', 'Tab', '=', 'Tab']) await type(page, key);
    assert.equal(await page.getByLabel('Credit, regel 2').inputValue(), '1.234,50');
    await page.getByRole('combobox', { name: 'Rekening, regel 3' }).waitFor();
    await page.getByText('In evenwicht').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: /^MEM-/ }).waitFor();
  });
});

async function openInvoice(page: Page, company: Company, invoice = ''): Promise<void> {
  await page.goto(`/t/${company.tenant}/purchases/${invoice}`);
  await awake(page);
}

async function type(page: Page, text: string): Promise<void> {
  if (text === 'Tab') await page.keyboard.press('Tab');
  else await page.keyboard.type(text);
}

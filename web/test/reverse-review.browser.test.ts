import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books, filesOf } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  picture,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('A posting that was wrong', { skip: skipWithoutPortal }, () => {
  const files = skipWithoutPortal ? [] : filesOf('ubl', 4);
  let browser: Browser;
  let page: Page;
  let company: Company;
  let books: Books;
  let invoices: string[];

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    await page.addInitScript(() => {
      const count = () => Number(sessionStorage.getItem('clicks') ?? 0);
      const add = () => sessionStorage.setItem('clicks', String(count() + 1));
      addEventListener('click', (event) => event.isTrusted && add(), true);
    });
    company = await registerCompany(page, 'Terug Naar Af');
    books = new Books(page, company.tenant);
    const documents = await books.upload(files);
    invoices = documents.flatMap(({ purchase_invoice: invoice }) => (invoice ? [invoice.id] : []));
    assert.equal(invoices.length, 4);
  });
  after(() => browser.close());

  it('is reversed, corrected and posted again in four clicks', async () => {
    const [invoice = ''] = invoices;
    await books.post(invoice);
    await openInvoice(invoice);
    await page.evaluate(() => sessionStorage.setItem('clicks', '0'));
    await picture(page, 'reverse-posted');
    await page.getByRole('button', { name: 'Terugboeken' }).click();
    await picture(page, 'reverse-asks');
    await page.getByRole('button', { name: 'Terugboeken en verbeteren' }).click();
    await atAnother(invoice);
    const copy = idOf(page);
    const line = page.getByLabel('Omschrijving, regel 1');
    await line.click();
    await line.fill('Verbeterd');
    await picture(page, 'reverse-correcting');
    await page.locator('#post').click();
    await postedToast().waitFor();
    assert.ok(Number(await page.evaluate(() => sessionStorage.getItem('clicks'))) <= 4);
    const { lines, state } = await readInvoice(copy);
    assert.deepEqual([state, lines[0]?.description], ['posted', 'Verbeterd']);
    assert.equal((await readInvoice(invoice)).state, 'reversed');
  });

  it('is undone from the message that tells of it, which opens the copy', async () => {
    const [, invoice = ''] = invoices;
    await books.confirm(invoice);
    await openInvoice(invoice);
    await page.locator('#post').click();
    await postedToast().getByRole('button', { name: 'Terugboeken' }).click();
    await page.waitForURL((url) => !invoices.some((one) => url.pathname.endsWith(one)));
    await page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await page.locator('#post').waitFor();
    const reversed = await readInvoice(invoice);
    assert.deepEqual([reversed.state, reversed.corrected_by], ['reversed', idOf(page)]);
  });

  it('can be corrected later, too, and leads to its correction from then on', async () => {
    const [, , invoice = ''] = invoices;
    await books.post(invoice);
    await books.send(`purchase-invoices/${invoice}/reverse`, {});
    await openInvoice(invoice);
    await picture(page, 'reverse-reversed');
    await page.getByRole('button', { name: 'Verbeteren en opnieuw boeken' }).click();
    await atAnother(invoice);
    const copy = idOf(page);
    await page.locator('#post').waitFor();
    await openInvoice(invoice);
    await page.getByRole('link', { name: 'Bekijk de verbeterde factuur' }).click();
    await page.waitForURL(`**/${copy}`);
  });

  it('comes back to review, too, when its file is handed in again', async () => {
    const [, , , invoice = ''] = invoices;
    const [, , , file] = files;
    assert.ok(file);
    await books.post(invoice);
    await books.send(`purchase-invoices/${invoice}/reverse`, {});
    await page.goto(`/t/${company.tenant}/inbox`);
    await awake(page);
    await page
      .getByLabel('Bestanden kiezen')
      .setInputFiles({ name: file.name, mimeType: 'application/xml', buffer: file.bytes });
    await page
      .locator('tr[data-state="review"], tr[data-state="ready"]')
      .filter({ hasText: file.name })
      .waitFor();
    assert.equal(await page.getByText('Al eerder ontvangen').count(), 0);
  });

  function postedToast() {
    return page.getByRole('status').filter({ hasText: /Geboekt als INK-/ });
  }

  async function openInvoice(invoice: string): Promise<void> {
    await page.goto(`/t/${company.tenant}/purchases/${invoice}`);
    await awake(page);
  }

  async function atAnother(invoice: string): Promise<void> {
    await page.waitForURL((url) => !url.pathname.endsWith(invoice));
  }

  async function readInvoice(invoice: string): Promise<{
    state: string;
    corrected_by: string | null;
    lines: { description: string }[];
  }> {
    const address = `/api/v1/tenants/${company.tenant}/purchase-invoices/${invoice}`;
    return (await page.request.get(address)).json();
  }
});

function idOf(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

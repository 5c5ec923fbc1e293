import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books, filesOf } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  patienceMs,
  picture,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('What is not one invoice', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let books: Books;

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Twee In Een');
    books = new Books(page, company.tenant);
  });
  after(() => browser.close());

  it('is split with one key, and each part is read and reviewed on its own', async () => {
    const [document] = await books.upload(filesOf('two-invoices', 1));
    await page.goto(`/t/${company.tenant}/purchases/${document?.purchase_invoice?.id ?? ''}`);
    await awake(page);
    await page.getByText('meer dan één factuur te zijn: pagina 1, pagina 2').waitFor();
    await picture(page, 'review-several');
    await page.keyboard.press('F9');
    await page.getByText('Gesplitst in 2 documenten.').waitFor();
    // It waits for the first part, and goes on to its invoice.
    await page.waitForURL(/\/documents\/|\/purchases\//);
    await page.locator('#post').waitFor({ timeout: patienceMs });
    await picture(page, 'review-part');
    await page.goto(`/t/${company.tenant}/inbox`);
    await awake(page);
    await page.getByText('pagina 1 van het bestand').waitFor();
    await page.getByText('pagina 2 van het bestand').waitFor();
    assert.equal(await page.locator('tbody tr').count(), 2, 'the whole is no work any more');
    await page.goto(`/t/${company.tenant}/inbox?show=all`);
    await awake(page);
    await page.locator('tr[data-state="split"]').getByText('2 delen').waitFor();
    await picture(page, 'inbox-split');
  });

  it('has its own place in the inbox, until a person says that it is an invoice', async () => {
    const [reminder] = await books.upload(filesOf('reminder', 1));
    await page.goto(`/t/${company.tenant}/inbox`);
    await awake(page);
    assert.equal(await page.locator('tr[data-state="noInvoice"]').count(), 0);
    await page.getByRole('link', { name: /^Geen factuur/ }).click();
    await page.locator('tr[data-state="noInvoice"]').waitFor();
    await picture(page, 'inbox-no-invoice');
    await page.goto(`/t/${company.tenant}/purchases/${reminder?.purchase_invoice?.id ?? ''}`);
    await awake(page);
    await page.getByText('een herinnering of aanmaning').waitFor();
    await picture(page, 'review-reminder');
    await page.getByRole('button', { name: 'Het is wel een factuur' }).click();
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'PATCH'),
      page.keyboard.press('Control+s'),
    ]);
    await page.getByText('een herinnering of aanmaning').waitFor({ state: 'detached' });
    await page.goto(`/t/${company.tenant}/inbox?show=none`);
    await awake(page);
    await page.getByText('Hier ligt niets').waitFor();
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books, filesOf } from './books.ts';
import { awake, openWindow, registerCompany, skipWithoutPortal, startChromium } from './portal.ts';

describe('Lists', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let base: string;
  let books: Books;

  before(async () => {
    browser = await startChromium();
    const context = await openWindow(browser, { acceptDownloads: true });
    page = await context.newPage();
    const { tenant } = await registerCompany(page, 'Lijsten BV');
    base = `/t/${tenant}`;
    books = new Books(page, tenant);
    for (let at = 1; at <= 120; at += 1)
      await books.send('contacts', {
        name: `Relatie ${String(at).padStart(3, '0')}`,
        is_supplier: true,
        is_customer: at > 100,
      });
  });
  after(() => browser.close());

  async function open(address: string) {
    await page.goto(base + address);
    await awake(page);
  }
  const rows = () => page.locator('tbody [data-row]').count();
  const menuItem = (name: string | RegExp) => page.locator('.layer').getByText(name);

  it('load more, and are as long as they were on the way back', async () => {
    await open('/contacts');
    assert.equal(await rows(), 100);
    await page.getByText('100 van 120').waitFor();
    await page.getByRole('button', { name: 'Meer laden' }).click();
    await page.getByText('Relatie 120').waitFor();
    await page.getByText('Relatie 115').click();
    await page.getByRole('heading', { name: 'Relatie 115', level: 1 }).waitFor();
    await page.goBack();
    await page.getByText('Relatie 120').waitFor();
    assert.equal(await rows(), 120);
  });

  it('say what narrows them, and go as a file with just that', async () => {
    await open('/contacts?kind=customer&search=relatie 11');
    await page.getByRole('link', { name: /^Filter weg: “relatie 11”/ }).waitFor();
    assert.equal(await rows(), 10);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporteren' }).click();
    await menuItem('CSV').click();
    const file = await download;
    assert.match(file.suggestedFilename(), /^relaties-.*\.csv$/);
    const text = await readFile(await file.path(), 'utf8');
    assert.equal(text.trim().split('\r\n').length, 11);
    await page.getByRole('link', { name: /^Filter weg/ }).click();
    await page.waitForURL((url) => !url.search.includes('search'));
    await page.waitForFunction(() => document.querySelectorAll('tbody [data-row]').length === 20);
  });

  it('have periods by name, and remember the last one', async () => {
    await books.upload(filesOf('ubl', 2));
    await open('/purchases');
    await page.getByRole('button', { name: 'Periode' }).click();
    await menuItem('Vorig boekjaar').click();
    await page.waitForURL(/from=\d{4}-01-01&to=\d{4}-12-31/);
    await page.getByText('Geen facturen met deze filters').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Wis filters' }).first().click();
    await page.waitForURL((url) => url.search === '');
    await open('/purchases');
    await page.getByRole('button', { name: 'Periode' }).click();
    await menuItem('Laatst gekozen').click();
    await page.waitForURL(/from=\d{4}-01-01&to=\d{4}-12-31/);
  });

  it('keep views under a name', async () => {
    await open('/purchases?overdue=true&sort=total&order=asc');
    await page.getByRole('button', { name: 'Weergaven' }).click();
    await page.getByLabel('Naam van deze weergave').fill('Te laat, klein eerst');
    await page.getByRole('button', { name: 'Bewaren' }).click();
    await open('/purchases');
    await page.getByRole('button', { name: 'Weergaven' }).click();
    await menuItem('Te laat, klein eerst').click();
    await page.waitForURL(/overdue=true&sort=total&order=asc/);
  });

  it('post what is ready at once, with the way back', async () => {
    const [invoice] = await books.list('purchase-invoices');
    assert.ok(invoice);
    const account = (await books.list('ledger-accounts')).find(({ number }) => number === '4510');
    assert.equal((await books.confirm(invoice.id, account?.id)).state, 'ready');
    await open('/purchases');
    const row = page.locator('tr', { has: page.locator(`[data-row="${invoice.id}"]`) });
    await row.getByRole('checkbox').click();
    await page.getByRole('button', { name: 'Nu boeken' }).click();
    await page.getByText('1 factuur geboekt.').waitFor();
    await page.getByRole('button', { name: 'Terugboeken' }).click();
    await page.getByText('1 factuur teruggeboekt.').waitFor();
    assert.equal((await books.read(`purchase-invoices/${invoice.id}`)).state, 'reversed');
  });

  it('take accounts out of use and back', async () => {
    await open('/ledger?search=goodwill');
    await page.getByRole('checkbox', { name: 'Kies 0010 Goodwill' }).click();
    await page.getByRole('button', { name: 'Blokkeren', exact: true }).click();
    await page.getByText('1 rekening geblokkeerd.').waitFor();
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByText('1 rekening gedeblokkeerd.').waitFor();
  });
});

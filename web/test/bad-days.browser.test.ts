import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { zipOf } from '../../api/test/zip.ts';
import { Books, filesOf } from './books.ts';
import { documentsOf, dropFiles } from './documents.ts';
import {
  awake,
  type Company,
  openWindow,
  patienceMs,
  registerCompany,
  signIn,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('Bad days in the portal', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let company: Company;

  before(async () => {
    browser = await startChromium();
    context = await openWindow(browser);
    page = await context.newPage();
    company = await registerCompany(page, 'Pech Onderweg');
    await awake(page);
  });
  after(() => browser.close());

  it('explains a bad file while the others go on, and links a duplicate to its original', async () => {
    const [good] = documentsOf('clean-pdf', 1);
    assert.ok(good);
    await page.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['MZ no invoice'], 'programma.exe'));
      transfer.items.add(new File([], 'leeg.pdf'));
      const event = new DragEvent('drop', {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
    });
    await dropFiles(page, [good.path]);
    await page.getByRole('row', { name: /programma\.exe.*geen pdf/ }).waitFor();
    await page.getByRole('row', { name: /leeg\.pdf.*leeg/ }).waitFor();
    const read = page.locator('tr[data-state="review"], tr[data-state="ready"]');
    await read.filter({ hasText: good.file }).waitFor({ timeout: patienceMs });
    await dropFiles(page, [good.path]);
    await page.getByRole('link', { name: 'Bekijk het origineel' }).waitFor();
  });

  it('takes a zip apart: each file in it is a document, or says why not', async () => {
    const files = documentsOf('ubl', 3).slice(1);
    const zip = zipOf([
      ...files.map(({ path, file }) => ({ name: `map/${file}`, bytes: readFileSync(path) })),
      { name: 'lees mij.txt', bytes: Buffer.from('Hierbij de facturen.') },
    ]);
    await page
      .getByLabel('Bestanden kiezen')
      .setInputFiles({ name: 'facturen.zip', mimeType: 'application/zip', buffer: zip });
    const bad = page.getByRole('row', { name: /lees mij\.txt.*geen pdf/ });
    await bad.waitFor();
    assert.equal(await bad.getByRole('button', { name: 'Opnieuw' }).count(), 0);
    const read = page.locator('tr[data-state="review"], tr[data-state="ready"]');
    for (const { file } of files)
      await read.filter({ hasText: file }).first().waitFor({ timeout: patienceMs });
    assert.equal(await page.getByText('facturen.zip').count(), 0);
  });

  it('loses nothing it had received when the browser closes midway', async () => {
    const other = await openWindow(browser, { storageState: await context.storageState() });
    const closing = await other.newPage();
    await closing.goto(`/t/${company.tenant}/inbox`);
    await awake(closing);
    const [first] = documentsOf('ubl', 1);
    assert.ok(first);
    await dropFiles(closing, [first.path]);
    const received = closing.locator(`tr:not([data-state="waiting"], [data-state="sending"])`);
    await received.filter({ hasText: first.file }).waitFor();
    // The API never hears the end of this one.
    await closing.route('**/documents?file_name=half*', () => new Promise(() => undefined));
    await closing.evaluate(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['%PDF-1.7 half'], 'half.pdf'));
      const event = new DragEvent('drop', {
        dataTransfer: transfer,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
    });
    await other.close();
    await page.goto(`/t/${company.tenant}/inbox?show=all`);
    await page.getByRole('row', { name: new RegExp(first.file) }).waitFor();
    assert.equal(await page.getByText('half.pdf').count(), 0);
  });

  it('says so when the API is away, and goes on by itself when it is back', async () => {
    await page.goto(`/t/${company.tenant}/contacts`);
    await awake(page);
    await page.route('**/api/**', (route) => route.abort());
    await page.getByRole('link', { name: 'Boekhouding' }).click();
    const bar = page.getByRole('status').filter({ hasText: 'Geen verbinding' });
    await bar.waitFor();
    await page.unroute('**/api/**');
    await bar.waitFor({ state: 'hidden', timeout: 15_000 });
    await page.getByRole('heading', { name: 'Grootboek', level: 1 }).waitFor();
  });

  it('asks to sign in when the session has ended, and keeps page and text', async () => {
    await page.goto(`/t/${company.tenant}/contacts/new`);
    await awake(page);
    await page.getByLabel('Naam').fill('Nog niet bewaard B.V.');
    const session = (await context.cookies()).filter(({ name }) => name.includes('session'));
    await context.clearCookies({ name: session[0]?.name ?? '' });
    await page.getByRole('button', { name: 'Opslaan' }).click();
    const dialog = page.getByRole('dialog', { name: 'Je sessie is verlopen' });
    await dialog.getByLabel('Wachtwoord', { exact: true }).fill(company.password);
    await dialog.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByRole('heading', { name: 'Nog niet bewaard B.V.', level: 1 }).waitFor();
  });

  it('returns to the page that was asked for after signing in', async () => {
    const other = await openWindow(browser);
    const guest = await other.newPage();
    await guest.goto(`/t/${company.tenant}/trial-balance?from=2026-01-01&to=2026-06-30`);
    await guest.waitForURL(/\/sign-in\?to=/);
    await awake(guest);
    await guest.getByLabel('E-mailadres').fill(company.email);
    await guest.getByLabel('Wachtwoord', { exact: true }).fill('helemaal verkeerd!');
    await guest.getByRole('button', { name: 'Inloggen' }).click();
    await guest.getByText('E-mailadres of wachtwoord klopt niet.').waitFor();
    await guest.getByLabel('Wachtwoord', { exact: true }).fill(company.password);
    await guest.getByRole('button', { name: 'Inloggen' }).click();
    await guest.waitForURL(/trial-balance\?from=2026-01-01&to=2026-06-30$/);
    await other.close();
  });

  it('tells the second of two people that the first has posted', async () => {
    const books = new Books(page, company.tenant);
    const [document] = await books.upload(filesOf('ubl', 2).slice(1));
    const invoice = document?.purchase_invoice?.id ?? '';
    const second = await context.newPage();
    await second.goto(`/t/${company.tenant}/purchases/${invoice}`);
    await awake(second);
    const all = second.getByRole('button', { name: 'Alles klopt' });
    if (await all.isVisible()) {
      await all.click();
      await second.getByText('Opgeslagen', { exact: true }).waitFor();
    }
    await books.post(invoice);
    await second
      .getByRole('button', { name: /Boeken/ })
      .click({ timeout: 10_000 })
      .catch(() => undefined);
    await second
      .getByText(/[Gg]eboekt (door|als)/)
      .first()
      .waitFor();
    await second.close();
  });

  it('holds one event stream for eight tabs, and all hear of news', async () => {
    const other = await openWindow(browser, { storageState: await context.storageState() });
    let streams = 0;
    other.on('request', (request) => {
      if (request.url().endsWith('/events')) streams += 1;
    });
    const tabs: Page[] = [];
    for (let count = 0; count < 8; count += 1) {
      const tab = await other.newPage();
      await tab.goto(`/t/${company.tenant}/inbox`);
      await awake(tab);
      tabs.push(tab);
    }
    assert.equal(streams, 1);
    const [fresh] = filesOf('clean-pdf', 3).slice(2);
    assert.ok(fresh);
    await new Books(page, company.tenant).upload([fresh]);
    for (const tab of tabs) await tab.getByRole('button', { name: /nieuwe$/ }).waitFor();
    await other.close();
  });

  it('shows a viewer no button that would be refused', async (test) => {
    const email = process.env['VIEWER_EMAIL'];
    const password = process.env['VIEWER_PASSWORD'];
    if (!email || !password) return test.skip('VIEWER_EMAIL and VIEWER_PASSWORD name no viewer');
    const other = await openWindow(browser);
    const viewer = await other.newPage();
    await signIn(viewer, { email, password });
    const start = new URL(viewer.url()).pathname;
    const forbidden = /Boeken|uploaden|Verwijderen|Opnieuw|Terugboeken|Opslaan|Nieuwe|Alles klopt/;
    for (const place of [
      '',
      '/inbox',
      '/inbox?show=failed',
      '/purchases',
      '/contacts',
      '/entries',
      '/ledger',
    ]) {
      await viewer.goto(start + place);
      await awake(viewer);
      const main = viewer.locator('main');
      assert.equal(await main.getByRole('button', { name: forbidden }).count(), 0, place);
      assert.equal(await main.getByRole('link', { name: /uploaden|^Nieuwe/ }).count(), 0, place);
      const row = viewer.locator('.row-link').first();
      if (!['/purchases', '/contacts', '/entries'].includes(place) || !(await row.count()))
        continue;
      await row.click();
      await viewer.waitForURL(/[0-9a-f-]{36}$/);
      assert.equal(
        await main.getByRole('button', { name: forbidden }).count(),
        0,
        `${place} detail`,
      );
    }
    await other.close();
  });
});

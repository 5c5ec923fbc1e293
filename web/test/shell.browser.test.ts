import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  awake,
  type Company,
  openWindow,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('The frame around every page', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let company: Company;

  before(async () => {
    browser = await startChromium();
    context = await openWindow(browser);
    page = await context.newPage();
    company = await registerCompany(page, 'De Lijst & Zoon');
  });
  after(() => browser.close());

  const open = async (at: string): Promise<void> => {
    await page.goto(`/t/${company.tenant}${at}`);
    await awake(page);
  };
  const rail = () => page.getByRole('navigation', { name: 'Hoofdmenu' });

  it('leads by sections, and shows the places of the one that one is in', async () => {
    await open('');
    assert.equal(await rail().getByRole('link', { name: 'Journaalposten' }).count(), 0);
    await rail().getByRole('link', { name: 'Boekhouding' }).click();
    await page.getByRole('heading', { name: 'Grootboek', level: 1 }).waitFor();
    await rail().getByRole('link', { name: 'Journaalposten' }).click();
    await page.getByRole('heading', { name: 'Journaalposten', level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Kolommenbalans', level: 1 }).waitFor();
  });

  it('stays around an address that no page has', async () => {
    await open('/bestaat-niet');
    await page.getByRole('heading', { name: 'Deze pagina bestaat niet' }).waitFor();
    await rail().getByRole('link', { name: 'Postvak' }).waitFor();
    await page.getByText(company.name).first().waitFor();
  });

  it('puts focus back, on the way back, on the link that one left by', async () => {
    await open('/ledger');
    const account = page.locator('main a[href*="/ledger/"]').nth(3);
    const href = await account.getAttribute('href');
    await account.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${href}`);
    await page.goBack();
    await page.getByRole('heading', { name: 'Grootboek', level: 1 }).waitFor();
    await page.waitForFunction(
      (wanted) => document.activeElement?.getAttribute('href') === wanted,
      href,
    );
  });

  it('says that a page is waited for', async () => {
    await open('/ledger');
    let answer = (): void => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/contacts?*', async (route) => {
      await held;
      await route.continue();
    });
    await rail().getByRole('link', { name: 'Relaties' }).click();
    await page.getByRole('progressbar', { name: 'Laden…' }).waitFor();
    await page.locator('.skeleton.list').waitFor();
    answer();
    await page.getByRole('heading', { name: 'Relaties', level: 1 }).waitFor();
    assert.equal(await page.locator('.skeleton').count(), 0);
    await page.unroute('**/contacts?*');
  });

  it('keeps what was typed when there is no connection, and goes on when there is one', async () => {
    await open('/contacts/new');
    await page.getByLabel('Naam', { exact: true }).fill('Half getypt');
    await context.setOffline(true);
    await rail().getByRole('link', { name: 'Inkoop' }).click();
    const dialog = page.getByRole('dialog', { name: 'We krijgen geen verbinding' });
    await dialog.getByRole('button', { name: 'Op deze pagina blijven' }).click();
    assert.equal(await page.getByLabel('Naam', { exact: true }).inputValue(), 'Half getypt');
    await context.setOffline(false);
  });

  it('keeps the company’s details, and says which number is none', async () => {
    await open('/settings');
    await page.getByLabel('IBAN').fill('NL91 ABNA 0417 1643 01');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('Deze IBAN klopt niet').waitFor();
    await page.getByLabel('IBAN').fill('NL91 ABNA 0417 1643 00');
    await page.getByLabel('Plaats').fill('Utrecht');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByText('De bedrijfsgegevens zijn opgeslagen.').waitFor();
    await open('/settings');
    assert.equal(await page.getByLabel('Plaats').inputValue(), 'Utrecht');
  });
});

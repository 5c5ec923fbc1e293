import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('A form that is left with something typed in it', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let contact: string;

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Halverwege');
    const books = new Books(page, company.tenant);
    contact = (await books.send('contacts', { name: 'Bestaand B.V.' })).id;
  });
  after(() => browser.close());

  const dialog = () => page.getByRole('dialog', { name: 'Niet opgeslagen wijzigingen' });
  const awayTo = (name: string) => page.getByRole('link', { name, exact: true }).first().click();

  async function open(place: string): Promise<void> {
    await page.goto(`/t/${company.tenant}${place}`);
    await awake(page);
  }

  for (const [what, place, label] of [
    ['a new journal entry', () => '/entries/new', 'Omschrijving'],
    ['a new contact', () => '/contacts/new', 'Naam'],
    ['a contact', () => `/contacts/${contact}`, 'Naam'],
    ['the profile', () => '/profile', 'Je naam'],
    ['an invitation', () => '/settings/members', 'E-mailadres'],
    ['an API key', () => '/settings/api-keys', 'Waarvoor'],
  ] as const) {
    it(`is kept on the screen until the person says otherwise: ${what}`, async () => {
      await open(place());
      const field = page.locator('main').getByLabel(label, { exact: true }).first();
      const before = await field.inputValue();
      await field.fill('Nog niet klaar');
      await awayTo('Postvak');
      await dialog().getByRole('button', { name: 'Op deze pagina blijven' }).click();
      assert.equal(await field.inputValue(), 'Nog niet klaar');
      await field.fill(before); // nothing is lost now
      await awayTo('Postvak');
      await page.waitForURL('**/inbox');
    });
  }

  it('goes when the person says so, and by the back button, too', async () => {
    await open('/contacts');
    await page.getByRole('link', { name: 'Bestaand B.V.' }).click();
    await page.waitForURL(`**/${contact}`);
    await page.getByLabel('Naam', { exact: true }).fill('Anders');
    await page.goBack().catch(() => null); // it is held
    await dialog().getByRole('button', { name: 'Verlaten zonder opslaan' }).click();
    await page.waitForURL('**/contacts');
    await page.getByRole('link', { name: 'Bestaand B.V.' }).waitFor();
  });

  it('asks nothing once it is saved', async () => {
    await open(`/contacts/${contact}`);
    await page.getByLabel('Naam', { exact: true }).fill('Bestaand en bewaard B.V.');
    await page.getByRole('button', { name: 'Opslaan' }).click();
    await page.getByRole('heading', { name: 'Bestaand en bewaard B.V.', level: 1 }).waitFor();
    await awayTo('Postvak');
    await page.waitForURL('**/inbox');
  });

  it('holds the browser itself, too', async () => {
    await open('/entries/new');
    await page.locator('main').getByLabel('Omschrijving', { exact: true }).first().click();
    await page.keyboard.type('Kosten');
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    assert.equal(question.type(), 'beforeunload');
    await question.dismiss();
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books } from './books.ts';
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

describe('Beginning, and what goes wrong', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Begin & Zoon');
  });
  after(() => browser.close());

  const go = async (path: string): Promise<void> => {
    await page.goto(`/t/${company.tenant}${path}`);
    await awake(page);
  };
  const steps = () => page.getByRole('region', { name: 'Zo begin je' });
  const sample = () => page.getByRole('row', { name: /voorbeeldfactuur\.pdf/ });

  it('offers a sample invoice, which is received and read like any other', async () => {
    await awake(page);
    await page.getByText('Je postvak is leeg').waitFor();
    await page.getByRole('button', { name: 'Probeer een voorbeeldfactuur' }).waitFor();
    await go('');
    assert.equal(await steps().getByLabel('Gedaan').count(), 0);
    await steps().getByRole('button', { name: 'Probeer een voorbeeldfactuur' }).click();
    await page.waitForURL(/\/inbox$/);
    await sample().getByText('Klaar om te boeken').waitFor({ timeout: patienceMs });
    await sample().getByText('Voorbeeld Kantoorartikelen B.V.').waitFor();
    await sample()
      .getByText(/100,97/)
      .waitFor();
  });

  it('keeps the steps on the overview until all are done', async () => {
    await go('');
    assert.equal(await steps().getByLabel('Gedaan').count(), 1);
    await page.getByRole('heading', { name: 'Te doen' }).waitFor();
    await picture(page, 'first-steps-begun');
  });

  it('lets the sample be deleted, and is as new afterwards', async () => {
    await go('/inbox');
    await page.getByRole('button', { name: 'Verwijderen: voorbeeldfactuur.pdf' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Verwijderen', exact: true })
      .click();
    await sample().waitFor({ state: 'detached' });
    await go('');
    assert.equal(await steps().getByLabel('Gedaan').count(), 0);
  });

  it('takes the steps away once a document was posted', async () => {
    await steps().getByRole('button', { name: 'Probeer een voorbeeldfactuur' }).click();
    await sample().getByText('Klaar om te boeken').waitFor({ timeout: patienceMs });
    const books = new Books(page, company.tenant);
    const [document] = await books.list('documents');
    await books.post(document?.purchase_invoice?.id ?? '');
    await go('');
    await page.getByRole('heading', { name: 'Te doen' }).waitFor();
    assert.equal(await steps().count(), 0);
    await go('/inbox');
    await page.getByText('Alles is verwerkt').waitFor();
    assert.equal(await page.getByRole('button', { name: /voorbeeldfactuur/ }).count(), 0);
  });

  it('tells in the inbox what failed and why, and tries it again there', async () => {
    const books = new Books(page, company.tenant);
    const bytes = Buffer.from('%PDF-1.7\nniets\n%%EOF');
    await books.upload([{ name: 'kapot.pdf', bytes }]);
    await go('');
    await page.getByRole('link', { name: '1 document mislukt' }).click();
    await page.waitForURL(/\/inbox\?show=failed$/);
    await page.getByRole('rowheader', { name: /beschadigd/ }).waitFor();
    const row = page.getByRole('row', { name: /kapot\.pdf/ });
    await row.getByRole('button', { name: /Opnieuw/ }).click();
    await page.getByText('kapot.pdf wordt opnieuw geprobeerd.').waitFor();
    await row.waitFor({ timeout: patienceMs });
    await picture(page, 'inbox-failed');
  });

  it('has no page of failed jobs in the rail, and none of workers but for operators', async () => {
    const rail = page.getByRole('navigation').first();
    await rail.getByRole('link', { name: /^Postvak/ }).waitFor();
    assert.equal(await page.getByRole('link', { name: /Mislukte taken|Werkers/ }).count(), 0);
    const response = await page.goto('/pools');
    assert.equal(response?.status(), 403);
  });
});

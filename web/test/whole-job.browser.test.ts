import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { documentsOf, dropFiles, type TestDocument } from './documents.ts';
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

describe('The whole job, from registration to trial balance', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let clean: TestDocument;
  let wrong: TestDocument;

  before(async () => {
    [clean, wrong] = [one('clean-pdf'), one('wrong-digit-scan')];
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    page.setDefaultTimeout(15_000);
  });
  after(() => browser.close());

  it('registers a company and waits for its books', async () => {
    company = await registerCompany(page, 'Bakkerij De Proef');
    await awake(page);
    await page.getByText('Je postvak is leeg').waitFor();
  });

  it('takes two dropped files and walks them to their state in place', async () => {
    await dropFiles(page, [clean.path, wrong.path]);
    for (const { file } of [clean, wrong]) {
      const row = page.getByRole('row', { name: file });
      await row.waitFor();
      await page
        .locator('tr[data-state="review"], tr[data-state="ready"]')
        .filter({ hasText: file })
        .waitFor({ timeout: patienceMs });
    }
    await picture(page, 'whole-job-inbox');
  });

  it('reviews and posts the clean one', async () => {
    await page.getByRole('link', { name: clean.file }).click();
    await page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await awake(page);
    await picture(page, 'whole-job-clean');
    await confirmAll(page);
    await acknowledgeAll(page); // the other file is a reading of the same invoice
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /Geboekt als INK-/ })
      .waitFor();
  });

  it('marks the wrong digit: an amount that does not add up is told in words', async () => {
    await page.goto(`/t/${company.tenant}/inbox`);
    await awake(page);
    await page.getByRole('link', { name: wrong.file }).click();
    await page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await awake(page);
    await picture(page, 'whole-job-wrong-digit');
    const total = page.locator('.field', { has: page.locator('#field-total') });
    await total.and(page.locator('.doubtful, .wrong')).waitFor();
    await page.getByText(/Telt niet op: excl\. plus btw is/).waitFor();
  });

  it('shows the difference, then balances and posts once the amount is right', async () => {
    const right = clean.fields;
    await typeAmount(page, 'net_total', right['net_total']);
    await typeAmount(page, 'vat_total', right['vat_total']);
    await typeAmount(page, 'total', right['total']);
    const number = page.locator('#field-invoice_number');
    if ((await number.inputValue()) === '') await number.fill(right['invoice_number'] ?? 'P-1');
    await page.getByText('Telt niet op').waitFor({ state: 'hidden' });
    await confirmAll(page);
    await acknowledgeAll(page);
    await page.getByText('In evenwicht').waitFor();
    await picture(page, 'whole-job-corrected');
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('status')
      .filter({ hasText: /Geboekt als INK-/ })
      .waitFor();
  });

  it('ends in a trial balance that balances', async () => {
    await page.goto(`/t/${company.tenant}/trial-balance`);
    await page.locator('[data-balanced="true"]').waitFor();
    await picture(page, 'whole-job-trial-balance');
  });

  it('leads from a figure of the trial balance to the page image in three clicks', async () => {
    await awake(page);
    const row = page.getByRole('link', { name: /Crediteuren/ });
    const closing = await row.locator('xpath=ancestor::tr').locator('td').last().innerText();
    await row.click();
    await page.waitForURL(/\/ledger\/[0-9a-f-]{36}\?from=/);
    const total = page.locator('tfoot td').last();
    assert.equal((await total.innerText()).replace('\u2212', ''), closing);
    await page.locator('.row-link').first().click();
    await page.waitForURL(/\/entries\/[0-9a-f-]{36}$/);
    await page.locator('svg image').waitFor();
  });
});

function one(kind: string): TestDocument {
  const [document] = documentsOf(kind, 1);
  assert.ok(document);
  return document;
}

async function typeAmount(page: Page, field: string, amount: string | undefined): Promise<void> {
  await page.locator(`#field-${field}`).fill((amount ?? '').replace('.', ','));
  await page.locator(`#field-${field}`).blur();
}

async function confirmAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Alles klopt' });
  if (await button.isVisible()) await button.click();
}

async function acknowledgeAll(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Gezien, het is goed' });
  while (await button.first().isVisible()) await button.first().click();
}

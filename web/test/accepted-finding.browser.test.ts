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

describe('A finding that a person accepts', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Eens Gezien');
  });
  after(() => browser.close());

  it('is accepted of the value that stood there, and asked about again with the next', async () => {
    const [document] = await new Books(page, company.tenant).upload(filesOf('ubl', 1));
    await page.goto(`/t/${company.tenant}/purchases/${document?.purchase_invoice?.id ?? ''}`);
    await awake(page);
    await page.keyboard.press('Alt+g');
    const iban = page.locator('#field-supplier_iban');
    const notice = page.locator('.notice', { hasText: 'is geen geldig IBAN' });
    await iban.fill('NL00BANK0000000001');
    await notice.filter({ hasText: 'NL00BANK0000000001' }).locator('[data-acknowledge]').click();
    await notice.waitFor({ state: 'detached' });
    await iban.fill('NL00BANK0000000002');
    await notice.filter({ hasText: 'NL00BANK0000000002' }).waitFor();
  });
});

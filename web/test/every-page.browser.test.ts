import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { booksWithEverything } from './books.ts';
import { faultsOf, looks, nameOf, openLook } from './page-faults.ts';
import { openWindow, picture, skipWithoutPortal, startChromium } from './portal.ts';

describe('Every page, in both languages, themes and widths', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let pages: Readonly<Record<string, string>>;
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;

  before(async () => {
    browser = await startChromium();
    const context = await openWindow(browser);
    pages = await booksWithEverything(await context.newPage());
    cookies = (await context.cookies()).filter(({ name }) => name.includes('session'));
    await context.close();
  });
  after(() => browser.close());

  for (const look of looks) {
    const name = nameOf(look);
    it(`is in order: ${name}`, async () => {
      const context = await openLook(browser, look, cookies);
      const found: string[] = [];
      for (const [pageName, address] of Object.entries(pages)) {
        const page = await context.newPage();
        const wrong = await faultsOf(page, address, look);
        await picture(page, `${pageName}-${name}`);
        found.push(...wrong.map((fault) => `${pageName}: ${fault}`));
        await page.close();
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }
});

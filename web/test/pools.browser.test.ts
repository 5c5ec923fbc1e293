import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext } from 'playwright-core';
import { faultsOf, looks, nameOf, openLook } from './page-faults.ts';
import {
  awake,
  openWindow,
  patienceMs,
  picture,
  registerCompany,
  signIn,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('The pools of workers', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let cookies: Awaited<ReturnType<BrowserContext['cookies']>>;
  const operator = {
    email: process.env['OPERATOR_EMAIL'] ?? '',
    password: process.env['OPERATOR_PASSWORD'] ?? '',
  };

  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  it('are a link away for a platform operator, with what is wanted, there, busy and waiting', async () => {
    const context = await openWindow(browser);
    const page = await context.newPage();
    await signIn(page, operator);
    await page.getByRole('link', { name: 'Werkers' }).click();
    const ocr = page.getByRole('article', { name: 'ocr' });
    await ocr.waitFor({ timeout: patienceMs });
    assert.equal(await page.getByRole('article').count(), 2);
    const text = await ocr.innerText();
    for (const figure of [
      'Gewenst',
      'Klaar',
      'Bezig',
      'In de rij',
      'Langste wacht',
      'Laatste wijziging',
    ])
      assert.ok(text.includes(figure), figure);
    await ocr.getByRole('button', { name: 'Als tabel' }).click();
    await ocr.getByRole('columnheader', { name: 'Tijd' }).waitFor();
    cookies = (await context.cookies()).filter(({ name }) => name.includes('session'));
    await context.close();
  });

  for (const look of looks) {
    it(`are in order: ${nameOf(look)}`, async () => {
      const context = await openLook(browser, look, cookies);
      const page = await context.newPage();
      const faults = await faultsOf(page, '/pools', look);
      await picture(page, `pools-${nameOf(look)}`);
      assert.deepEqual(faults, []);
      await context.close();
    });
  }

  it('are shown to nobody else', async () => {
    const context = await openWindow(browser);
    const page = await context.newPage();
    await registerCompany(page, 'Niet van het platform');
    assert.equal(await page.getByRole('link', { name: 'Werkers' }).count(), 0);
    const answer = await page.goto('/pools');
    assert.equal(answer?.status(), 403);
    await awake(page);
    assert.equal(await page.getByRole('article').count(), 0);
    await context.close();
  });
});

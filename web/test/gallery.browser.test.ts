import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { faultsOf, looks, nameOf, openLook } from './page-faults.ts';
import { awake, openWindow, picture, skipWithoutPortal, startChromium } from './portal.ts';

let browser: Browser;

/** The pictures are kept to be looked at; they are not compared, since each machine draws letters a little otherwise. */
describe('Every component, in each state', { skip: skipWithoutPortal }, () => {
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  for (const look of looks.filter(({ language }) => language === 'nl')) {
    it(`is in order: ${nameOf(look)}`, async () => {
      const context = await openLook(browser, look, []);
      const page = await context.newPage();
      assert.deepEqual(await faultsOf(page, '/gallery', look), []);
      await picture(page, `gallery-${nameOf(look)}`);
      await context.close();
    });
  }
});

describe('A table', { skip: skipWithoutPortal }, () => {
  let context: BrowserContext;
  let page: Page;
  before(async () => {
    browser = await startChromium();
    context = await openWindow(browser);
    page = await context.newPage();
  });
  after(() => browser.close());

  const chosen = (count: number) => page.getByText(`${count} gekozen`, { exact: true }).waitFor();
  const rowsDrawn = () => page.locator('tbody [data-row]').count();
  const row = (at: number) => page.locator(`[data-row="${at}"]`);

  async function open(address: string) {
    await page.goto(address);
    await awake(page);
  }

  it('is walked and chosen by keys', async () => {
    await open('/gallery?many=20');
    await row(0).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await chosen(1);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await chosen(3);
    await page.keyboard.press('Escape');
    await page.getByText('gekozen').waitFor({ state: 'detached' });
    await page.keyboard.press('End');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-row')), '19');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#row-19$/);
  });

  it('is chosen by mouse, a range with Shift, and acts on what is chosen', async () => {
    await open('/gallery');
    const table = page.getByRole('table', { name: 'Rows to choose' });
    const boxes = table.locator('tbody').getByRole('checkbox');
    await boxes.nth(1).click();
    await boxes.nth(4).click({ modifiers: ['Shift'] });
    await chosen(4);
    // One of them is posted already: the action says on how many it works, and that one stays chosen.
    await page.getByRole('button', { name: 'Post (3)' }).click();
    await page.getByText('3 posted.').waitFor();
    await chosen(1);
    await page.getByRole('button', { name: 'Ongedaan maken' }).click();
    await page.getByText('Undone 1.').waitFor();
  });

  it('tells the total of what is shown from the total of all', async () => {
    const foot = page.getByRole('table', { name: 'Rows to choose' }).locator('tfoot');
    assert.match(await foot.innerText(), /Getoonde 6 van 237[\s\S]*Total of 237\s+158\.439,75/);
  });

  it('draws ten thousand rows only where they are seen, and all of them on paper', async () => {
    await open('/gallery?many=10000');
    assert.ok((await rowsDrawn()) <= 500);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
    await page.waitForFunction(() => {
      const seen = document.elementFromPoint(600, 450)?.closest('tr');
      const at = Number(seen?.querySelector<HTMLElement>('[data-row]')?.dataset['row']);
      return at > 4_500 && at < 5_500;
    });
    assert.ok((await rowsDrawn()) <= 800);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    assert.equal(await rowsDrawn(), 10_000);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  });

  it('leaves out the columns that a person does not want, from the first bytes on', async () => {
    await open('/gallery');
    const table = page.getByRole('table', { name: 'Rows to choose' });
    await page.getByRole('button', { name: 'Kolommen' }).click();
    await page.getByRole('button', { name: 'State', exact: true }).click();
    await table.getByText('State').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Compacte rijen' }).click();
    await page.locator('table.compact').first().waitFor();
    const html = await (await page.request.get('/gallery')).text();
    const [, drawn = ''] = /aria-label="Rows to choose"([\s\S]*?)<\/thead>/.exec(html) ?? [];
    assert.match(drawn, /Name/);
    assert.doesNotMatch(drawn, /State/);
    assert.match(html, /class="[^"]*compact/);
  });

  it('has menus that Escape closes, back on their button', async () => {
    await open('/gallery');
    const menu = page.getByRole('button', { name: 'Menu', exact: true });
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Another' }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Another' }).waitFor({ state: 'detached' });
    assert.equal(await menu.evaluate((button) => button === document.activeElement), true);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books } from './books.ts';
import {
  awake,
  type Company,
  complaints,
  openWindow,
  picture,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

const thisYear = new Date().getFullYear();
const minus = '\u2212';

describe('The ledger', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let books: Books;
  const accounts = new Map<string, string>();
  const account = (number: string): string => {
    const id = accounts.get(number);
    assert.ok(id, number);
    return id;
  };

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Grootboek & Zoon');
    books = new Books(page, company.tenant);
    for (const { id, number } of await books.list('ledger-accounts')) accounts.set(number, id);
  });
  after(() => browser.close());

  const go = async (path: string): Promise<void> => {
    await page.goto(`/t/${company.tenant}${path}`);
    await awake(page);
  };

  describe('an account card of 260 lines', () => {
    /** Cents of each line by date; every fourth is on the credit side. */
    const cents = Array.from({ length: 260 }, (_, at) => (at % 4 === 0 ? -(at + 100) : at * 3 + 1));
    const sides = (upTo: number) => {
      const some = cents.slice(0, upTo);
      const debit = some.filter((one) => one > 0).reduce((sum, one) => sum + one, 0);
      const credit = some.filter((one) => one < 0).reduce((sum, one) => sum - one, 0);
      return [debit, credit, 12_345 + debit - credit].map(written);
    };

    before(async () => {
      const contact = await books.send('contacts', { name: 'Verhuur De Brug' });
      const opening = [line('1100', 12_345), line('0500', -12_345)];
      await entry(`${thisYear - 1}-12-31`, opening);
      for (let month = 0; month < 10; month += 1) {
        const lines = cents.slice(month * 26, month * 26 + 26).map((one) => line('1100', one));
        const total = cents.slice(month * 26, month * 26 + 26).reduce((sum, one) => sum + one, 0);
        const date = `${thisYear}-${String(month + 1).padStart(2, '0')}-20`;
        const counter = line('0500', -total);
        await entry(date, [{ ...lines[0], contact_id: contact.id }, ...lines.slice(1), counter]);
      }
    });

    const line = (number: string, amount: number) => ({
      ledger_account_id: account(number),
      [amount > 0 ? 'debit' : 'credit']: (Math.abs(amount) / 100).toFixed(2),
    });
    const entry = (date: string, lines: readonly object[]) =>
      books.send('journal-entries', { entry_date: date, description: 'Huur', lines });

    const amounts = async (row: string) =>
      (await page.getByRole('row', { name: row }).locator('td').allInnerTexts()).map((text) =>
        text.trim(),
      );

    it('is of this year, and its foot has the totals of the year on each page', async () => {
      await go(`/ledger/${account('1100')}`);
      assert.equal(await page.getByLabel('Boekjaar').inputValue(), String(thisYear));
      assert.deepEqual(await amounts('Beginsaldo'), ['123,45']);
      assert.deepEqual(await amounts('Totaal van de periode en eindsaldo'), sides(260));
      await page.getByText('1 – 100 van 260').waitFor();
      assert.equal(await page.getByRole('row', { name: 'van de vorige pagina' }).count(), 0);
    });

    it('carries forward to the next page, and leads back to the one before', async () => {
      assert.deepEqual(await amounts('Transport naar de volgende pagina'), sides(100));
      await page.getByRole('link', { name: 'Volgende 100' }).click();
      await page.getByText('101 – 200 van 260').waitFor();
      assert.deepEqual(await amounts('Transport van de vorige pagina'), sides(100));
      assert.deepEqual(await amounts('Transport naar de volgende pagina'), sides(200));
      await page.getByRole('link', { name: 'Volgende 100' }).click();
      await page.getByText('201 – 260 van 260').waitFor();
      assert.deepEqual(await amounts('Transport van de vorige pagina'), sides(200));
      assert.deepEqual(await amounts('Totaal van de periode en eindsaldo'), sides(260));
      await picture(page, 'card-last-page');
      await page.getByRole('link', { name: 'Vorige 100' }).click();
      await page.getByText('101 – 200 van 260').waitFor();
      await page.getByRole('link', { name: 'Vorige 100' }).click();
      await page.getByText('1 – 100 van 260').waitFor();
    });

    it('names the supplier or customer of a line', async () => {
      await page.getByRole('columnheader', { name: 'Leverancier of klant' }).waitFor();
      await page.getByRole('cell', { name: 'Verhuur De Brug' }).first().waitFor();
    });

    it('has the years before', async () => {
      await page.getByLabel('Boekjaar').selectOption(String(thisYear - 1));
      await page.waitForURL(new RegExp(`from=${thisYear - 1}-01-01`));
      await page.getByRole('cell', { name: `MEM-${thisYear - 1}-0001` }).waitFor();
      assert.deepEqual(await amounts('Totaal van de periode en eindsaldo'), [
        '123,45',
        '0,00',
        '123,45',
      ]);
    });
  });

  describe('the overview', () => {
    it('draws its months without a width below zero, also while they are hidden', async () => {
      const said = complaints(page);
      await go('');
      await page.getByText(/aangifte uiterlijk \d\d-\d\d-\d{4}/).waitFor();
      await page.getByRole('button', { name: 'Toon als tabel' }).click();
      const narrowest = await page
        .locator('figure rect')
        .evaluateAll((bars) => Math.min(...bars.map((bar) => Number(bar.getAttribute('width')))));
      assert.ok(narrowest > 0, String(narrowest));
      await page.getByRole('button', { name: 'Toon als grafiek' }).click();
      assert.deepEqual(said, []);
    });
  });

  describe('a new journal entry', () => {
    const cell = (name: string, row: number) =>
      page
        .getByRole('group', { name: `regel ${row}` })
        .getByRole(name === 'Rekening' ? 'combobox' : 'textbox', {
          name: `${name}, regel ${row}`,
        });
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    const errorOf = async (name: string, row: number) => {
      const id = await cell(name, row).getAttribute('aria-describedby');
      return id ? page.locator(`[id="${id}"]`).innerText() : null;
    };
    const paste = (name: string, row: number, text: string) =>
      cell(name, row).evaluate((input, copied) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', copied);
        const event = { clipboardData, bubbles: true, cancelable: true };
        input.dispatchEvent(new ClipboardEvent('paste', event));
      }, text);

    it('has words at the cell for an amount that is none and for a missing account', async () => {
      await go('/entries/new');
      await cell('Debet', 1).fill('12,34,5');
      await cell('Credit', 2).fill('12,34');
      await page.keyboard.press('Control+Enter');
      assert.equal(await errorOf('Debet', 1), 'Schrijf een bedrag als 1.234,50.');
      assert.equal(await errorOf('Rekening', 1), 'Kies een rekening.');
      assert.equal(await errorOf('Rekening', 2), 'Kies een rekening.');
      await page.getByRole('alert').getByText('€ 12,34 te weinig debet').waitFor();
      assert.equal(await cell('Debet', 1).inputValue(), '12,34,5', 'what was typed stays');
      await picture(page, 'new-entry-errors');
    });

    it('is filled without a mouse: Enter, arrows, =, a line moved and one removed', async () => {
      await go('/entries/new');
      await cell('Rekening', 1).fill('4510');
      await page.keyboard.press('Enter'); // takes the account
      await page.keyboard.press('Enter');
      assert.equal(await focused(), 'Omschrijving van de regel, regel 1');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.type('25');
      await page.keyboard.press('ArrowDown');
      assert.equal(await focused(), 'Debet, regel 2');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('=');
      assert.equal(await cell('Credit', 2).inputValue(), '25,00');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'Rekening, regel 3', 'Tab makes the next line');
      await page.keyboard.press('Shift+Tab');
      assert.equal(await focused(), 'Regel 2 verwijderen', 'by Tab, too');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Alt+ArrowUp');
      assert.equal(await focused(), 'Credit, regel 1');
      assert.equal(await cell('Credit', 1).inputValue(), '25,00');
      await page.keyboard.press('Alt+Delete');
      assert.equal(await cell('Debet', 1).inputValue(), '25,00');
      await page.getByRole('button', { name: 'Ongedaan maken' }).click();
      assert.equal(await cell('Credit', 1).inputValue(), '25,00');
    });

    it('lets Tab leave the grid from a line in which nothing stands', async () => {
      await go('/entries/new');
      await cell('Credit', 2).focus();
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'Regel 2 verwijderen');
      assert.equal(await cell('Rekening', 3).count(), 0);
    });

    it('takes rows of a spreadsheet, and says at the cell what it does not know', async () => {
      await go('/entries/new');
      await paste(
        'Rekening',
        1,
        '4510\tInternet\t30,00\t-\r\n9999\tKabel\t12.5\t\r\n1100 Bank\tSamen\t\t42,50\r\n',
      );
      assert.match(await cell('Rekening', 1).inputValue(), /^4510 /);
      assert.equal(await cell('Debet', 2).inputValue(), '12,50');
      assert.equal(await cell('Credit', 3).inputValue(), '42,50');
      assert.equal(await errorOf('Rekening', 2), '“9999” staat niet in de lijst.');
      await page.getByText('In evenwicht').waitFor();
    });

    it("shows the server's refusal at the line and at the date that it is about", async () => {
      const address = `ledger-accounts/${account('4520')}`;
      await go('/entries/new');
      await page.getByLabel('Omschrijving', { exact: true }).fill('Te laat');
      await paste('Rekening', 1, '4510\t\t10\n4520\t\t5\n0500\t\t\t15');
      await books.send(address, { active: false }, { method: 'PATCH', version: 1 });
      await page.keyboard.press('Control+Enter');
      await page.getByText('Deze rekening is niet meer in gebruik. Kies een andere.').waitFor();
      assert.equal(await focused(), 'Rekening, regel 2');
      assert.equal(await cell('Rekening', 1).getAttribute('aria-invalid'), null);
      await cell('Rekening', 2).fill('4530');
      await page.keyboard.press('Enter');
      assert.equal(await cell('Rekening', 2).getAttribute('aria-invalid'), null);
      await page.getByLabel('Boekdatum').fill('01-01-2099');
      await page.keyboard.press('Control+Enter');
      await page
        .locator('.field', { hasText: 'Boekdatum' })
        .getByText(/geen boekjaar/)
        .waitFor();
      assert.equal(await page.getByLabel('Boekdatum').getAttribute('aria-invalid'), 'true');
      await page.getByLabel('Boekdatum').fill(`01-11-${thisYear}`);
      await page.keyboard.press('Control+Enter');
      await page.waitForURL(/\/entries\/[0-9a-f-]{36}$/);
    });

    it('works on a phone', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await go('/entries/new');
      await cell('Debet', 1).fill('1,2,3');
      await cell('Credit', 2).fill('7');
      assert.equal(await errorOf('Debet', 1), 'Schrijf een bedrag als 1.234,50.');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, 390, 'nothing lies beside the screen');
      await picture(page, 'new-entry-phone');
      await page.setViewportSize({ width: 1440, height: 900 });
    });
  });
});

/** Cents as the portal shows them. */
function written(cents: number): string {
  const [whole = '', rest] = (Math.abs(cents) / 100).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return `${cents < 0 ? minus : ''}${grouped},${rest}`;
}

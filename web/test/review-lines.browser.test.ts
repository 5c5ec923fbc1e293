// The lines of an invoice in review, by keyboard and by mouse; and the invoice once it is posted.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { Books, filesOf } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  picture,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

interface Line {
  readonly ledger_account_id: string;
  readonly account_certain: boolean;
}

describe('The lines of an invoice in review', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let books: Books;
  const posted = new Set<string>();
  let invoices: readonly { readonly id: string; readonly lines: readonly Line[] }[];

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Regels en Rekeningen');
    books = new Books(page, company.tenant);
    const documents = await books.upload([...filesOf('ubl', 5), ...filesOf('clean-pdf', 3)]);
    invoices = await Promise.all(
      documents.map(async ({ purchase_invoice: invoice }) => {
        const id = invoice?.id ?? '';
        return { id, lines: await linesOf(id) };
      }),
    );
  });
  after(() => browser.close());

  it('keep their accounts when the list is opened and closed by keyboard', async () => {
    const { id } = invoiceWith(({ lines }) => lines.length > 0);
    const before = await linesOf(id);
    await openInvoice(id);
    const accounts = page.getByRole('combobox', { name: /^Rekening, regel/ });
    for (const key of ['Enter', 'Escape']) {
      for (let index = 0; index < (await accounts.count()); index += 1) {
        const account = accounts.nth(index);
        const shown = await account.inputValue();
        await account.focus();
        await page.keyboard.press('ArrowDown');
        const list = page.getByRole('listbox', { name: `Rekening, regel ${index + 1}` });
        await list.locator('[aria-selected="true"]').waitFor();
        assert.ok((await list.getByRole('option').count()) > 100, 'all accounts are there');
        await page.keyboard.press(key);
        await list.waitFor({ state: 'hidden' });
        assert.equal(await account.inputValue(), shown, `${key}, line ${index + 1}`);
        const left = await account.evaluate((field) => field !== document.activeElement);
        assert.equal(left, key === 'Enter', 'Enter goes on, Escape stays');
      }
    }
    await postByKeyboard();
    posted.add(id);
    assert.deepEqual(accountsIn(await linesOf(id)), accountsIn(before));
  });

  it('are doubts on the default account: counted, visited, confirmed', async () => {
    const { id, lines } = invoiceWith((invoice) =>
      invoice.lines.some((line) => !line.account_certain),
    );
    await openInvoice(id);
    const unsure = lines.filter((line) => !line.account_certain).length;
    const doubts = page.locator('#post-state');
    const count = Number.parseInt(await doubts.innerText(), 10);
    assert.ok(count >= unsure);
    const visited = new Set<string>();
    for (let step = 0; step < count; step += 1) {
      await page.keyboard.press('F8');
      visited.add(await page.evaluate(() => document.activeElement?.id ?? ''));
    }
    assert.equal(visited.size, count);
    assert.equal(await page.getByText('Standaardrekening, bij gebrek').count(), unsure);
    await page.keyboard.press('Control+Enter'); // goes to a doubt instead of posting
    assert.equal(await page.getByText(/Geboekt als/).count(), 0);
    const all = doubts.getByRole('button', { name: 'Alles klopt' });
    await all.click();
    await all.waitFor({ state: 'hidden' });
    assert.equal(await page.getByText('Standaardrekening, bij gebrek').count(), 0);
  });

  it('go on one account, and become one per VAT code, and back', async () => {
    const { id, lines } = invoiceWith((invoice) => invoice.lines.length > 2);
    await openInvoice(id);
    const groups = page.getByRole('group', { name: /^Regel \d/ });
    await page.getByRole('button', { name: 'Alle regels op …' }).click();
    await page.keyboard.type('4500');
    await page.keyboard.press('Enter');
    const accounts = page.getByRole('combobox', { name: /^Rekening, regel/ });
    for (const account of await accounts.all()) assert.match(await account.inputValue(), /^4500 /);
    await page.getByRole('button', { name: 'Eén regel per btw-code' }).click();
    await page.waitForFunction(
      (count) => document.querySelectorAll('.line').length < count,
      lines.length,
    );
    await page.getByText('In evenwicht').waitFor();
    await page.getByRole('button', { name: 'Ongedaan maken' }).last().click();
    await groups.nth(lines.length - 1).waitFor();
  });

  it('are in view with the entry at 1440 × 900, for up to four of them', async () => {
    const { id } = invoiceWith(({ lines }) => lines.length === 4 || lines.length === 3);
    await openInvoice(id);
    await page.getByText('In evenwicht').waitFor();
    await picture(page, 'review-four-lines');
    const shown = await page.evaluate(() => {
      const bottomOf = (selector: string) =>
        Math.max(
          ...[...document.querySelectorAll(selector)].map(
            (element) => element.getBoundingClientRect().bottom,
          ),
        );
      const entry = document.querySelector('section[aria-labelledby="entry-title"]');
      return { line: bottomOf('.line'), entry: entry?.getBoundingClientRect().top ?? 0 };
    });
    assert.ok(shown.line <= shown.entry, `lines end at ${shown.line}, entry at ${shown.entry}`);
    const entry = await page.locator('section[aria-labelledby="entry-title"]').boundingBox();
    assert.ok(entry && entry.y + entry.height <= 900, JSON.stringify(entry));
  });

  it('fold the certain fields into a row that opens with a key', async () => {
    const row = page.getByRole('button', { name: /Bedrag incl/ });
    assert.equal(await row.getAttribute('aria-expanded'), 'false');
    assert.equal(await page.locator('#field-total').isVisible(), false);
    await page.keyboard.press('Alt+g');
    await page.locator('#field-total').waitFor();
    await page.keyboard.press('Alt+g');
    await page.locator('#field-total').waitFor({ state: 'hidden' });
    // What is clicked on the page shows its field.
    await page.locator('[data-mark="total"]').click();
    await page.locator('#field-total:focus').waitFor();
  });

  it('are read, not edited, once the invoice is posted', async () => {
    const { id } = invoiceWith(() => true);
    const entry = await books.post(id);
    await openInvoice(id);
    await page.getByRole('link', { name: `Geboekt als ${entry.number}` }).waitFor();
    const main = page.locator('main');
    assert.equal(await main.locator('input, select, .doubtful, .wrong').count(), 0);
    assert.equal(await page.getByText(/Niet gelezen|onzeker/i).count(), 0);
    await page.getByText('In evenwicht').waitFor();
    await page.getByRole('heading', { name: 'Geschiedenis' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Document ontvangen' }).waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /Geboekt\s*Eva Tester/ })
      .waitFor();
    await picture(page, 'posted-invoice');
    await books.send(`purchase-invoices/${id}/reverse`, {});
    await page.reload();
    await page.getByText('Deze boeking is teruggeboekt.').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Teruggeboekt' }).waitFor();
  });

  function invoiceWith(fits: (invoice: (typeof invoices)[number]) => boolean) {
    const found = invoices.find((invoice) => !posted.has(invoice.id) && fits(invoice));
    assert.ok(found, 'no document was made with such lines');
    return found;
  }

  async function linesOf(id: string): Promise<readonly Line[]> {
    const address = `/api/v1/tenants/${company.tenant}/purchase-invoices/${id}`;
    return (await (await page.request.get(address)).json()).lines;
  }

  async function openInvoice(id: string): Promise<void> {
    await page.goto(`/t/${company.tenant}/purchases/${id}`);
    await awake(page);
  }

  async function postByKeyboard(): Promise<void> {
    const all = page.getByRole('button', { name: 'Alles klopt' });
    if (await all.isVisible()) await all.click();
    const seen = page.getByRole('button', { name: 'Gezien, het is goed' });
    while (await seen.first().isVisible()) await seen.first().click();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/Geboekt als/).waitFor();
  }
});

function accountsIn(lines: readonly Line[]): readonly string[] {
  return lines.map((line) => line.ledger_account_id);
}

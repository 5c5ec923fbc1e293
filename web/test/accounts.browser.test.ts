import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  awake,
  type Company,
  openWindow,
  patienceMs,
  picture,
  registerCompany,
  signIn,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('Accounts of people and programs', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let company: Company;
  const password = { first: '', second: 'een heel ander wachtwoord' };

  before(async () => {
    browser = await startChromium();
    context = await openWindow(browser);
    page = await context.newPage();
    company = await registerCompany(page, 'Sleutel & Zoon');
    password.first = company.password;
  });
  after(() => browser.close());

  const inside = async (at: string): Promise<void> => {
    await page.goto(`/t/${company.tenant}${at}`);
    await awake(page);
  };

  it('confirms the address by the link of the mail', async () => {
    await inside('/profile');
    await page.getByText('Nog niet bevestigd').waitFor();
    await page.goto(await linkIn(company.email, 'confirm-email'));
    await page.getByRole('button', { name: 'Bevestigen' }).click();
    await page.getByText('E-mailadres bevestigd').waitFor();
    await inside('/profile');
    await page.getByText('Bevestigd', { exact: true }).waitFor();
  });

  it('forgets a password and chooses another by the link, which works once', async () => {
    const stranger = await openWindow(browser);
    const other = await stranger.newPage();
    await other.goto('/sign-in');
    await other.getByRole('link', { name: 'Wachtwoord vergeten' }).click();
    await other.waitForURL('**/forgot-password');
    await awake(other);
    await other.getByLabel('E-mailadres').fill(company.email);
    await other.getByRole('button', { name: 'Stuur de link' }).click();
    await other.getByRole('heading', { name: 'Kijk in je mail' }).waitFor();
    const link = await linkIn(company.email, 'reset-password');
    await choosePassword(other, link, 'kort');
    await other
      .getByText(/12 tekens/)
      .first()
      .waitFor();
    await choosePassword(other, link, password.second);
    await other.getByRole('heading', { name: 'Je wachtwoord is gewijzigd' }).waitFor();
    const onward = other.getByRole('link', { name: 'Inloggen' });
    assert.equal(await onward.getAttribute('href'), '/sign-in?to=/keys');
    await choosePassword(other, link, 'nog een ander wachtwoord');
    await other.getByRole('link', { name: 'Vraag een nieuwe link aan' }).waitFor();
    await stranger.close();

    await page.goto(`/t/${company.tenant}/inbox`); // signed out here as well
    await page.waitForURL(/\/sign-in/);
    await awake(page);
    await page.getByLabel('E-mailadres').fill(company.email);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password.first);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.getByRole('alert').waitFor();
    await signIn(page, { email: company.email, password: password.second });
  });

  it('keeps no page of a company in the browser, and lends it no device', async () => {
    const answer = await page.goto(`/t/${company.tenant}/contacts`);
    const headers = answer?.headers() ?? {};
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
    assert.match(headers['permissions-policy'] ?? '', /camera=\(\)/);
    assert.equal(headers['strict-transport-security'], undefined); // it is reached by http here
  });

  let codes: string[] = [];

  it('signs in with a second step, once that is switched on', async () => {
    await inside('/profile/security');
    await page.getByRole('button', { name: 'Aanzetten' }).click();
    await page.getByLabel('Je wachtwoord').fill(password.second);
    await page.getByRole('button', { name: 'Verder' }).click();
    await page.getByRole('img', { name: 'QR-code voor je app' }).waitFor();
    await picture(page, 'two-step-scan');
    const secret = await page.getByRole('dialog').locator('code').innerText();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await page.getByLabel('Code van je app').fill(code);
    await page.getByRole('button', { name: 'Code controleren en aanzetten' }).click();
    await page.getByRole('heading', { name: 'Je herstelcodes' }).waitFor();
    codes = await page.getByRole('dialog').locator('code').allInnerTexts();
    assert.equal(codes.length, 10);
    await page.getByRole('button', { name: 'Ik heb ze bewaard' }).click();
    await page.getByText('Aan', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Overal uitloggen' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto('/sign-in');
    await awake(page);
    await page.getByLabel('E-mailadres').fill(company.email);
    await page.getByLabel('Wachtwoord', { exact: true }).fill(password.second);
    await page.getByRole('button', { name: 'Inloggen' }).click();
    const field = page.locator('input[name="code"]');
    await field.waitFor();
    await picture(page, 'sign-in-second-step');
    if ((await page.locator('input[name="password"]').inputValue()) === '')
      await page.getByLabel('Wachtwoord', { exact: true }).fill(password.second);
    await field.fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Inloggen' }).click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  });

  it('makes a key for a program, shows it once, and takes it back', async () => {
    await inside('/settings/api-keys');
    await page.getByText('Nog geen sleutels').waitFor();
    await page.getByLabel('Waarvoor').fill('webwinkel');
    await page.getByLabel('Je wachtwoord').fill(password.second);
    await page.getByLabel('Code van je app').fill(codes[1] ?? '');
    await page.getByRole('button', { name: 'Sleutel maken' }).click();
    await page.getByRole('heading', { name: 'Je nieuwe sleutel' }).waitFor();
    await picture(page, 'api-key-shown');
    const key = await page.getByRole('dialog').locator('code').innerText();
    await page.getByRole('button', { name: 'Ik heb hem bewaard' }).click();
    await page.getByRole('table').getByText('webwinkel', { exact: true }).waitFor();
    await page.reload();
    assert.ok(!(await page.content()).includes(key), 'it is shown once only');

    const contacts = new URL(`/api/v1/tenants/${company.tenant}/contacts`, page.url());
    const ask = async (method = 'GET'): Promise<number> => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      return (
        await fetch(contacts, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })
      ).status;
    };
    assert.equal(await ask(), 200);
    assert.equal(await ask('POST'), 403);
    await page.goto('/keys');
    await page.getByRole('button', { name: /Intrekken.*webwinkel/ }).waitFor();
    await picture(page, 'own-keys');
    await awake(page);
    await page.getByRole('button', { name: 'Intrekken' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Intrekken' }).click();
    await page.getByText(/werkt niet meer/).waitFor();
    await page.getByText('Geen programma werkt namens jou').waitFor();
    assert.equal(await ask(), 401);
    await inside('/settings/api-keys');
    await page.getByText('Nog geen sleutels').waitFor();
  });

  it('invites a person, who chooses a password and may as much as was said', async () => {
    const email = company.email.replace('@', '+kees@');
    await inside('/settings/members');
    await page.getByLabel('E-mailadres').fill(email);
    await page.getByLabel('Rol', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Uitnodiging sturen' }).click();
    await page.getByText(`De uitnodiging voor ${email} is onderweg.`).waitFor();

    const guest = await openWindow(browser);
    const other = await guest.newPage();
    await other.goto(await linkIn(email, 'invitation'));
    await awake(other);
    await other.getByRole('heading', { name: 'Uitnodiging van Sleutel & Zoon' }).waitFor();
    await picture(other, 'invitation-new-person');
    await other.getByLabel('Je naam').fill('Kees de Kijker');
    await other.getByLabel('Wachtwoord', { exact: true }).fill('een wachtwoord van Kees');
    await other.getByRole('button', { name: 'Uitnodiging aannemen' }).click();
    await other.waitForURL(new RegExp(`/t/${company.tenant}`));
    for (const form of ['entries/new', 'contacts/new', 'settings/api-keys'])
      assert.equal((await other.goto(`/t/${company.tenant}/${form}`))?.status(), 403, form);

    await inside('/settings/members');
    await page.getByLabel('Rol van Kees de Kijker').selectOption('bookkeeper');
    await page.getByText('Kees de Kijker is nu boekhouder.').waitFor();
    await page.getByRole('button', { name: 'Verplichten', exact: true }).click();
    await page.getByText('Verplicht voor iedereen').waitFor();
    await picture(page, 'two-step-rule');
    await other.goto(`/t/${company.tenant}`);
    await other.waitForURL(/\/two-step/);
    await picture(other, 'two-step-required');
    await page.getByRole('button', { name: 'Niet meer verplichten' }).click();
    await page.getByText('Ieders eigen keuze').waitFor();
    await page.getByRole('button', { name: /Verwijderen.*Kees de Kijker/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Verwijderen' }).click();
    await page.getByText('Kees de Kijker hoort niet meer bij deze administratie.').waitFor();
    const answer = await other.goto(`/t/${company.tenant}/inbox`);
    assert.equal(answer?.status(), 404);
    await guest.close();
  });

  it('shows an accountant the work of all companies on one board', async () => {
    const guest = await openWindow(browser);
    const other = await guest.newPage();
    const office = await registerCompany(other, 'Kantoor van Ada');
    await inside('/settings/members');
    await page.getByLabel('E-mailadres').fill(office.email);
    await page.getByLabel('Rol', { exact: true }).selectOption('accountant');
    await page.getByRole('button', { name: 'Uitnodiging sturen' }).click();
    await other.goto(await linkIn(office.email, 'invitation'));
    await awake(other);
    await other.getByRole('button', { name: 'Uitnodiging aannemen' }).click();
    await other.waitForURL(new RegExp(`/t/${company.tenant}`));
    await other.goto('/tenants');
    await awake(other);
    const board = other.getByRole('table');
    await board.getByRole('link', { name: 'Sleutel & Zoon' }).waitFor();
    await board.getByRole('link', { name: 'Kantoor van Ada' }).waitFor();
    await picture(other, 'board');
    await other.locator('[data-search]').fill('sleutel');
    assert.equal(await board.getByRole('link', { name: 'Kantoor van Ada' }).count(), 0);
    await guest.close();
  });
});

async function choosePassword(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link);
  await awake(page);
  const field = page.getByLabel('Nieuw wachtwoord');
  await field.evaluate((input) => input.removeAttribute('minlength')); // as a browser that does not look
  await field.fill(password);
  await page.getByRole('button', { name: 'Wachtwoord opslaan' }).click();
}

/** The newest link of a kind to somebody. Without a mail server the product writes links into a file. */
async function linkIn(email: string, kind: string): Promise<string> {
  const file = process.env['MAIL_LINKS_FILE'];
  assert.ok(file, 'MAIL_LINKS_FILE names the file in which links stand');
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
    const links = (existsSync(file) ? readFileSync(file, 'utf8') : '')
      .split('\n')
      .filter((line) => line.includes(`"to":"${email}"`))
      .flatMap((line) => /"link":"([^"]+)"/.exec(line)?.[1] ?? [])
      .filter((link) => link.includes(`/${kind}`));
    const newest = links.at(-1);
    if (newest) return newest;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no mail with a link to ${kind} was written to ${email}`);
}

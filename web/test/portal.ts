import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';

/** Where the product runs; without it the browser tests are skipped, and say so. */
export const portalUrl = process.env['PORTAL_URL'];

export const skipWithoutPortal = portalUrl ? false : 'PORTAL_URL names no running product';

/** How long reading a scan may take on a busy machine. */
export const patienceMs = 90_000;

export interface Company {
  readonly tenant: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** Starts Chromium: the one named, else Debian's. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  assert.ok(existsSync(executablePath), `no Chromium at ${executablePath}: set CHROMIUM_PATH`);
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

/** A browser window of its own, with nothing remembered. */
export async function openWindow(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: portalUrl ?? '',
    locale: 'nl-NL',
    timezoneId: 'Europe/Amsterdam',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
}

/** Registers a company by the form, waits for its books, and ends in its inbox. */
export async function registerCompany(page: Page, name: string): Promise<Company> {
  const mark = randomBytes(4).toString('hex');
  const email = `${mark}@browser.example`;
  const password = `wachtwoord van ${mark}`;
  await page.goto('/register');
  await awake(page);
  await page.getByLabel('Bedrijfsnaam').fill(name);
  await page.getByLabel('Je naam').fill('Eva Tester');
  await page.getByLabel('E-mailadres').fill(email);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Account aanmaken' }).click();
  await page.waitForURL(/\/t\/[a-z0-9]{12}\/inbox$/);
  const tenant = /\/t\/([a-z0-9]{12})\//.exec(page.url())?.[1];
  assert.ok(tenant);
  await page.getByRole('heading', { name: 'Postvak', level: 1 }).waitFor({ timeout: patienceMs });
  return { tenant, name, email, password };
}

/** Signs in by the form. */
export async function signIn(
  page: Page,
  who: { readonly email: string; readonly password: string },
) {
  await page.goto('/sign-in');
  await awake(page);
  await page.getByLabel('E-mailadres').fill(who.email);
  await page.getByLabel('Wachtwoord', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Inloggen' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Waits until Svelte has taken over the page, so that keys and drops are heard. */
export async function awake(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('load');
  await page.waitForFunction(() => document.documentElement.dataset['awake'] === 'yes');
}

/** Gathers what a page complains about: errors in the console and uncaught ones. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') found.push(message.text());
  });
  page.on('pageerror', (error) => found.push(error.message));
  return found;
}

/** Keeps a picture of the page when SCREENSHOT_DIR is set. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOT_DIR'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.png`);
  await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
}

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { awake, complaints, openWindow, portalUrl } from './portal.ts';

/** Every theme and width in Dutch; the longer words of English at both widths. */
export const looks = [
  { language: 'nl', theme: 'light', width: 1440 },
  { language: 'nl', theme: 'dark', width: 1440 },
  { language: 'nl', theme: 'light', width: 390 },
  { language: 'nl', theme: 'dark', width: 390 },
  { language: 'en', theme: 'light', width: 1440 },
  { language: 'en', theme: 'dark', width: 390 },
] as const;

const axeRules = {
  runOnly: {
    type: 'tag' as const,
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  },
  // Experimental to axe, but plain to whoever speaks to a page: a name that holds what is to be read.
  rules: { 'label-content-name-mismatch': { enabled: true } },
};

/** What shows when a text is missing, or shown without being called with its values. */
const noText = /\bundefined\b|\[object Object\]|=>/;

export type Look = (typeof looks)[number];

export function nameOf({ language, theme, width }: Look): string {
  return `${width}-${theme}-${language}`;
}

/** A window of this look, signed in by these cookies. */
export async function openLook(
  browser: Browser,
  { language, theme, width }: Look,
  cookies: Awaited<ReturnType<BrowserContext['cookies']>>,
): Promise<BrowserContext> {
  const isPhone = width < 600;
  const context = await openWindow(browser, {
    viewport: { width, height: isPhone ? 844 : 900 },
    hasTouch: isPhone,
    isMobile: isPhone,
    colorScheme: theme,
  });
  const preference = { name: 'smart_language', value: language, url: portalUrl ?? '' };
  await context.addCookies([...cookies, preference]);
  return context;
}

/** What is wrong with a page: complaints, overflow, barriers, missing words. */
export async function faultsOf(
  page: Page,
  address: string,
  { language, width }: Look,
): Promise<string[]> {
  const said = complaints(page);
  await page.goto(address);
  await awake(page);
  await settled(page);
  const state = await page.evaluate(() => ({
    language: document.documentElement.lang,
    width: document.documentElement.scrollWidth,
    headings: document.querySelectorAll('h1').length,
    primary: document.querySelectorAll('main .button.primary').length,
    text: document.body.innerText,
  }));
  return [
    // A page that does not exist is answered with 404, and Chromium says so.
    ...said.filter((text) => !(address.endsWith('/nowhere') && text.includes('404'))),
    ...(state.width > width ? [`overflows: ${state.width} > ${width}`] : []),
    ...(state.headings === 1 ? [] : [`${state.headings} h1`]),
    ...(state.primary <= 1 ? [] : [`${state.primary} primary buttons`]),
    ...(state.language === language ? [] : [`lang is ${state.language}`]),
    ...(noText.exec(state.text) ?? []).slice(0, 1).map((text) => `says ${text}`),
    // Structure and colours are the same in both languages, and the check takes longer than all else.
    ...(language === 'nl' ? await barriersOn(page) : []),
  ];
}

async function barriersOn(page: Page): Promise<string[]> {
  // There are no frames, so the slower way that looks into them is not needed.
  const axe = await new AxeBuilder({ page }).options(axeRules).setLegacyMode().analyze();
  return axe.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`,
  );
}

/** Pictures of pages have come, and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  const image = page.locator('svg image');
  if ((await page.locator('.viewer').count()) > 0) {
    await image.waitFor({ state: 'attached', timeout: 20_000 });
  }
  await page.waitForTimeout(150);
}

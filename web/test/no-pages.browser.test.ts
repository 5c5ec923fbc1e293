import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { Books } from './books.ts';
import {
  awake,
  type Company,
  openWindow,
  registerCompany,
  skipWithoutPortal,
  startChromium,
} from './portal.ts';

describe('A document of which no page could be read', { skip: skipWithoutPortal }, () => {
  let browser: Browser;
  let page: Page;
  let company: Company;
  let document: string;

  before(async () => {
    browser = await startChromium();
    page = await (await openWindow(browser)).newPage();
    company = await registerCompany(page, 'Geen Beeld');
    const file = { name: 'kapot.png', bytes: brokenPng() };
    const [uploaded] = await new Books(page, company.tenant).upload([file]);
    assert.equal(uploaded?.state, 'failed');
    document = uploaded?.id ?? '';
  });
  after(() => browser.close());

  it('shows no viewer, and asks for its page once', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/pages/')) asked.push(request.url());
    });
    const address = `/api/v1/tenants/${company.tenant}/documents/${document}`;
    assert.equal((await (await page.request.get(address)).json()).page_count, 1);
    await page.goto(`/t/${company.tenant}/documents/${document}`);
    await awake(page);
    await page.locator('.viewer').waitFor({ state: 'detached' });
    assert.equal(asked.length, 1, asked.join('\n'));
  });

  it('is filled in by hand on a page without one, which leads to the file', async () => {
    await page.getByRole('button', { name: 'Zelf invoeren' }).click();
    await page.waitForURL(/\/purchases\/[0-9a-f-]{36}$/);
    await page.locator('.viewer').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'kapot.png' }).waitFor();
  });
});

/** A picture that says how large it is, and whose pixels are none. */
function brokenPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const head = Buffer.from([0, 0, 3, 0, 0, 0, 4, 0, 8, 0, 0, 0, 0]); // 768 by 1024, grey
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.from('no pixels')).fill(0, 2);
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

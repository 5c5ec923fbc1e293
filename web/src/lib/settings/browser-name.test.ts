import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { browserOf } from './browser-name.ts';

describe('browserOf', () => {
  const known = [
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge Windows',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
      'Safari iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 Firefox/145.0',
      'Firefox macOS',
    ],
  ] as const;
  for (const [userAgent, expected] of known) {
    it(`knows ${expected}`, () => {
      const { browser, system } = browserOf(userAgent) ?? {};
      assert.equal(`${browser} ${system}`, expected);
    });
  }
  it('knows nothing of a program', () => {
    assert.equal(browserOf('curl/8.14.1'), null);
    assert.equal(browserOf(null), null);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localPath } from '#lib/paths.ts';
import { chooseLanguage, chooseTheme } from '#lib/preferences.ts';
import { parseSetCookie } from './forward-cookies.ts';

describe('parseSetCookie', () => {
  it('keeps every attribute of the session cookie', () => {
    assert.deepEqual(
      parseSetCookie('__Host-smart_session=a_b-c=; Path=/; HttpOnly; Secure; SameSite=Lax'),
      {
        name: '__Host-smart_session',
        value: 'a_b-c=',
        options: { path: '/', httpOnly: true, secure: true, sameSite: 'lax' },
      },
    );
  });

  it('hands on that a cookie is taken away', () => {
    const cookie = parseSetCookie('smart_session=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    assert.equal(cookie?.options.expires?.getTime(), 0);
    assert.equal(parseSetCookie('nonsense'), null);
  });
});

describe('localPath', () => {
  it('goes to our own pages only', () => {
    assert.equal(localPath('/t/abc?x=1'), '/t/abc?x=1');
    for (const elsewhere of [
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '',
      null,
    ]) {
      assert.equal(localPath(elsewhere), null);
    }
  });
});

describe('preferences', () => {
  it('come from the cookie, then the browser, then are Dutch', () => {
    assert.equal(chooseLanguage('en', 'nl-NL'), 'en');
    assert.equal(chooseLanguage(undefined, 'en-US,en;q=0.9'), 'en');
    assert.equal(chooseLanguage('xx', 'fr-FR'), 'nl');
    assert.equal(chooseTheme('dark'), 'dark');
    assert.equal(chooseTheme('<script>'), 'system');
  });
});

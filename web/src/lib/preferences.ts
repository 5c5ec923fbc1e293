/** What a browser remembers of its person, in plain cookies. */
export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

/** Each in itself, so that whoever reads it finds it. */
export const languageNames: Readonly<Record<Language, string>> = {
  nl: 'Nederlands',
  en: 'English',
};

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The language of the cookie, else the browser's, else Dutch. */
export function chooseLanguage(cookie: string | undefined, accepted: string | null): Language {
  const chosen = languages.find((language) => language === cookie);
  if (chosen) return chosen;
  const first = accepted?.trim().slice(0, 2).toLowerCase();
  return languages.find((language) => language === first) ?? 'nl';
}

/** The theme of the cookie, else what the system prefers. */
export function chooseTheme(cookie: string | undefined): Theme {
  return themes.find((theme) => theme === cookie) ?? 'system';
}

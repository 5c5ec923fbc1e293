const nl = {
  theme: 'Weergave',
  themes: { system: 'Als het systeem', light: 'Licht', dark: 'Donker' },
  language: 'Taal',
};

const en: typeof nl = {
  theme: 'Appearance',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  language: 'Language',
};

export const preferencesWords = { nl, en };

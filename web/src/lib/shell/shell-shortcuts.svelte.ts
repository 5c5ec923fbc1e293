import { goto } from '$app/navigation';
import { words } from '#lib/i18n/words.ts';
import { useShortcuts } from '#lib/keys/shortcuts.svelte.ts';
import { layers } from './layers.svelte.ts';
import { places } from './navigation.ts';
import { tenantData } from './tenant-data.ts';
import { shellWords } from './words.ts';

/** The shortcuts of every page of a tenant; call it while the shell is made. */
export function useShellShortcuts(): void {
  useShortcuts(() => {
    const { keys } = words(shellWords);
    return [
      {
        keys: 'Ctrl+k',
        label: keys.find,
        run: () => (layers.palette = true),
        whileTyping: true,
      },
      { keys: '/', label: keys.search, run: focusSearch },
      { keys: '?', label: keys.help, run: () => (layers.keys = true) },
      ...places()
        .filter(({ letter }) => letter !== undefined)
        .map(({ letter, name, href }) => ({
          keys: `g ${letter}`,
          label: keys.goTo(words(name)),
          run: () => void goto(href(tenantData().paths)),
        })),
    ];
  }, 'everywhere');
}

function focusSearch() {
  const field = document.querySelector<HTMLElement>('main [data-search]');
  if (field) field.focus();
  else layers.palette = true;
}

import { goto } from '$app/navigation';
import { useShortcuts } from '#lib/keys/shortcuts.svelte.ts';
import { words } from '#lib/i18n/words.ts';
import { layers } from './layers.svelte.ts';
import { placesOf } from './navigation.ts';
import { tenantData } from './tenant-data.ts';

/** The shortcuts of every page of a tenant; call it while its frame is made. */
export function useFrameShortcuts(): void {
  useShortcuts(() => {
    const t = words();
    return [
      {
        keys: 'Ctrl+k',
        label: t.keys.palette,
        run: () => (layers.palette = true),
        whileTyping: true,
      },
      { keys: '/', label: t.keys.search, run: focusSearch },
      { keys: '?', label: t.keys.help, run: () => (layers.keys = true) },
      ...placesOf(t, tenantData()).map(({ letter, label, href }) => ({
        keys: `g ${letter}`,
        label: t.keys.goTo(label),
        run: () => void goto(href),
      })),
      {
        keys: 'g j',
        label: t.keys.goTo(t.frame.entries),
        run: () => void goto(tenantData().paths.entries),
      },
      { keys: 'g a', label: t.keys.goTo(t.tenants.title), run: () => void goto('/tenants') },
    ];
  }, 'everywhere');
}

function focusSearch() {
  const field = document.querySelector<HTMLElement>('main [data-search]');
  if (field) field.focus();
  else layers.palette = true;
}

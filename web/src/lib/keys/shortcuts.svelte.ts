import { findShortcut, isPlain, nameOf, type Pending, type Shortcut } from './keymap.ts';

export interface ShortcutGroup {
  readonly place: 'everywhere' | 'here';
  readonly list: readonly Shortcut[];
}

const storedAs = 'smart_plain_keys';

/** The shortcuts of what is on screen; those of the page come before those of everywhere. */
class Shortcuts {
  readonly #groups = new Set<ShortcutGroup>();
  /** Whether single letters work; a person may turn them off (WCAG 2.1.4). */
  plain = $state(true);
  #pending: Pending | null = null;

  add(group: ShortcutGroup): () => void {
    this.#groups.add(group);
    return () => this.#groups.delete(group);
  }

  /** What works now in a place; read it when it is needed, it is no state to watch. */
  of(place: ShortcutGroup['place']): readonly Shortcut[] {
    return [...this.#groups].filter((group) => group.place === place).flatMap(({ list }) => list);
  }

  remember(): void {
    this.plain = localStorage.getItem(storedAs) !== 'off';
  }

  setPlain(on: boolean): void {
    this.plain = on;
    localStorage.setItem(storedAs, on ? 'on' : 'off');
  }

  /** Handles a key press anywhere in the page. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (document.querySelector('dialog[open]')) return;
    const typing = isTyping(event.target);
    const usable = [...this.of('here'), ...this.of('everywhere')].filter(({ keys, whileTyping }) =>
      typing ? whileTyping : this.plain || !isPlain(keys),
    );
    const found = findShortcut(usable, event, this.#pending, Date.now());
    this.#pending = found.pending;
    if (!found.shortcut || (nameOf(event) === 'Enter' && isPressable(event.target))) return;
    event.preventDefault();
    found.shortcut.run();
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'file'].includes(target.type);
  return target.matches('textarea, select, [contenteditable]');
}

function isPressable(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('a, button, summary');
}

export const shortcuts = new Shortcuts();

/** Registers a component's shortcuts for as long as it is on screen; call it while the component is made. */
export function useShortcuts(
  list: () => readonly Shortcut[],
  place: ShortcutGroup['place'] = 'here',
) {
  $effect(() => {
    const group = { place, list: list() };
    return shortcuts.add(group);
  });
}

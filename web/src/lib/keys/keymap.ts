/** A key press as far as shortcuts care; a `KeyboardEvent` is one. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

export interface Shortcut {
  /** `Ctrl+Enter`, `Alt+PageDown`, `F8`, `?`, or two keys after each other: `g i`. */
  readonly keys: string;
  readonly label: string;
  readonly run: () => void;
  /** Works while typing in a field, too; only keys with a modifier or function keys should. */
  readonly whileTyping?: boolean;
}

/**
 * The name of a press. With Alt the physical key counts (`event.code`): on a Mac, Option turns letters into other
 * signs. Command counts as Ctrl.
 */
export function nameOf(press: Press): string {
  const name = press.altKey ? physicalName(press.code) : press.key;
  const single = name.length === 1;
  return [
    press.ctrlKey || press.metaKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !single ? 'Shift' : '',
    single ? name.toLowerCase() : name,
  ]
    .filter(Boolean)
    .join('+');
}

function physicalName(code: string): string {
  if (code.startsWith('Key')) return code.slice(3);
  if (code.startsWith('Digit')) return code.slice(5);
  return (
    { Equal: '=', Minus: '-', NumpadAdd: '=', NumpadSubtract: '-', Numpad0: '0' }[code] ?? code
  );
}

/** Whether a shortcut is made of plain letters and signs, which a person may turn off (WCAG 2.1.4). */
export function isPlain(keys: string): boolean {
  return !/Ctrl|Alt|F\d|Escape/.test(keys);
}

/** The first of a pair of keys that was pressed, and when. */
export interface Pending {
  readonly name: string;
  readonly at: number;
}

const pairWithinMs = 1200;

/** Finds the shortcut of a press, minding pairs such as `g i`; answers what the next press must know. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  press: Press,
  pending: Pending | null,
  at: number,
): { readonly shortcut: Shortcut | null; readonly pending: Pending | null } {
  const name = nameOf(press);
  if (pending && at - pending.at <= pairWithinMs) {
    const pair = shortcuts.find(({ keys }) => keys === `${pending.name} ${name}`);
    if (pair) return { shortcut: pair, pending: null };
  }
  const shortcut = shortcuts.find(({ keys }) => keys === name) ?? null;
  const begins = shortcuts.some(({ keys }) => keys.startsWith(`${name} `));
  return { shortcut, pending: shortcut === null && begins ? { name, at } : null };
}

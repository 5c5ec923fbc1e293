const left = new Map<string, string>();

/** Remembers, for when somebody comes back to an address, what they had in hand on it. */
export function rememberFocus(address: string): void {
  const key = keyOf(document.activeElement);
  if (key) left.set(address, key);
}

/** Puts focus back on what was in hand at an address; answers whether it is still there. */
export function restoreFocus(address: string): boolean {
  const key = left.get(address);
  const found = key ? document.querySelector<HTMLElement>(key) : null;
  found?.focus({ preventScroll: true });
  return found !== null;
}

/** What finds an element again when its page is made anew: its id, else where its link leads, within the page's content. */
function keyOf(element: Element | null): string | null {
  if (!element) return null;
  if (element.id && !/^(content|s\d|c\d)/.test(element.id)) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute('href');
  if (!href) return null;
  const inside = element.closest('main') ? 'main ' : '';
  return `${inside}a[href="${CSS.escape(href)}"]`;
}

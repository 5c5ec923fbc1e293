/** An element by its local name: prefixes and namespaces differ between the versions of a format, names do not. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** its own text, trimmed, with single spaces */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/** Every element at a path of local names below this one: `TaxTotal/TaxSubtotal`. `A|B` accepts either name. */
export function elementsAt(element: XmlElement | null, path: string): XmlElement[] {
  if (!element) return [];
  let found: XmlElement[] = [element];
  for (const step of path.split('/')) {
    const names = step.split('|');
    found = found.flatMap((parent) => parent.children.filter(({ name }) => names.includes(name)));
  }
  return found;
}

/** The first element at the path, or null. */
export function elementAt(element: XmlElement | null, path: string): XmlElement | null {
  return elementsAt(element, path)[0] ?? null;
}

/** The first text that is not empty at one of the paths, in their order; else null. */
export function textAt(element: XmlElement | null, ...paths: string[]): string | null {
  for (const path of paths) {
    const text = elementsAt(element, path).find((found) => found.text !== '')?.text;
    if (text !== undefined) return text;
  }
  return null;
}

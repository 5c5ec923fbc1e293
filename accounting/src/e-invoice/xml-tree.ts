import type { SaxesTagPlain } from 'saxes';
import { EInvoiceError } from './e-invoice-error.ts';
import type { XmlElement } from './xml-element.ts';
import { xmlLimits } from './xml-limits.ts';

interface OpenElement extends XmlElement {
  text: string;
  readonly children: XmlElement[];
}

/**
 * Grows a tree from what a parser sees, in the order in which it sees it. The parser answers for the form of the
 * document, the tree for its size: each of its methods throws an {@link EInvoiceError} `document_too_complex`.
 */
export class XmlTree {
  /** The root element once it is closed. */
  root: XmlElement | null = null;
  readonly #open: OpenElement[] = [];
  #elements = 0;
  #attributes = 0;
  #attributesOfElement = 0;

  /**
   * Whether what comes next is the content of a file that is embedded as text: in UBL, CII and all that follows their
   * naming rules, the name of such an element ends in `BinaryObject`.
   */
  get isInAttachment(): boolean {
    return this.#open.at(-1)?.name.endsWith('BinaryObject') ?? false;
  }

  /** An attribute of the element that `open` will tell of: counted before the parser has gathered a million. */
  addAttribute(value: string): void {
    this.#attributes += 1;
    this.#attributesOfElement += 1;
    refuseAbove(xmlLimits.attributes, this.#attributes, 'attributes');
    refuseAbove(xmlLimits.attributesOfElement, this.#attributesOfElement, 'attributes in one tag');
    refuseAbove(xmlLimits.textCharacters, value.length, 'characters in one attribute');
  }

  open({ name, attributes }: SaxesTagPlain): void {
    this.#attributesOfElement = 0;
    this.#elements += 1;
    refuseAbove(xmlLimits.elements, this.#elements, 'elements');
    refuseAbove(xmlLimits.depth, this.#open.length + 1, 'elements in one another');
    const element: OpenElement = {
      name: localName(name),
      attributes: namedLocally(attributes),
      text: '',
      children: [],
    };
    this.#open.at(-1)?.children.push(element);
    this.#open.push(element);
  }

  addText(text: string): void {
    const element = this.#open.at(-1);
    if (!element) return; // the white space around the root
    element.text += text.replace(/\s+/g, ' ');
    refuseAbove(xmlLimits.textCharacters, element.text.length, 'characters in one text');
  }

  close(): void {
    const element = this.#open.pop();
    if (!element) return;
    element.text = element.text.replace(/ +/g, ' ').trim();
    if (this.#open.length === 0) this.root = element;
  }
}

function refuseAbove(most: number, count: number, what: string): void {
  if (count <= most) return;
  throw new EInvoiceError('document_too_complex', `the XML has more than ${most} ${what}`);
}

/** Most elements have no attributes. */
const none: Readonly<Record<string, string>> = Object.freeze({});

/** The attributes by their local names, without the namespaces that are declared among them. */
function namedLocally(attributes: Record<string, string>): Readonly<Record<string, string>> {
  const entries = Object.entries(attributes);
  if (entries.length === 0) return none;
  return Object.fromEntries(
    entries
      .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
      .map(([name, value]) => [localName(name), value]),
  );
}

function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

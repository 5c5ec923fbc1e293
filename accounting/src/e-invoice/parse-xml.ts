import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import { EInvoiceError } from './e-invoice-error.ts';
import type { XmlElement } from './xml-element.ts';

/** Far above any real invoice: with a PDF of supporting documents inside, some megabytes. */
const maxCharacters = 10 * 1024 * 1024;
const maxDepth = 60;

/** Where a document type could bring entities in, internal or external: refused unread. */
const declarationPattern = /<!(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i;

/** Characters that XML 1.0 forbids, and that no database takes in a text. */
const forbiddenPattern = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/u;

const predefinedEntities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  maxNestedTags: maxDepth,
});

/**
 * Reads an XML text as a tree of elements named by their local names. Nothing outside the text is ever opened and no
 * entity is expanded but the five of XML itself and character references.
 * @throws {EInvoiceError} `unsafe_xml` for a document type declaration or more than 10 million characters,
 *   `malformed_xml` for what is not well-formed or nests deeper than 60 elements
 */
export function parseXml(xml: string): XmlElement {
  if (xml.length > maxCharacters) throw new EInvoiceError('unsafe_xml', 'the XML is too large');
  if (declarationPattern.test(xml)) {
    throw new EInvoiceError('unsafe_xml', 'the XML declares a document type or entities');
  }
  if (forbiddenPattern.test(xml)) {
    throw new EInvoiceError('malformed_xml', 'the XML contains characters that XML forbids');
  }
  const [root, second] = elementsOf(parsed(xml));
  if (!root || second) {
    throw new EInvoiceError('malformed_xml', 'the XML has not exactly one root element');
  }
  return root;
}

function parsed(xml: string): unknown {
  try {
    SyntaxValidator.validate(xml);
    return parser.parse(xml);
  } catch (error) {
    throw new EInvoiceError('malformed_xml', 'the XML is not well-formed', error);
  }
}

/** The elements of a list of the parser's nodes: `{ name: children, ':@': attributes }`, or text. */
function elementsOf(nodes: unknown): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  const elements: XmlElement[] = [];
  for (const node of nodes.filter(isRecord)) {
    for (const [name, content] of Object.entries(node)) {
      if (/^[#?:]/.test(name)) continue;
      elements.push({
        name,
        attributes: attributesOf(node[':@']),
        text: textOf(content),
        children: elementsOf(content),
      });
    }
  }
  return elements;
}

function attributesOf(node: unknown): Readonly<Record<string, string>> {
  if (!isRecord(node)) return {};
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, decodeEntities(String(value))]),
  );
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return '';
  return content
    .filter(isRecord)
    .map((node) => {
      if (typeof node['#text'] === 'string') return decodeEntities(node['#text']);
      return '#cdata' in node ? textOf(node['#cdata']) : '';
    })
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[^;\s&]{1,32});/gi, (_, name: string) => {
    const known = predefinedEntities[name];
    if (known !== undefined) return known;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    const character = name.startsWith('#') && code <= 0x10ffff ? String.fromCodePoint(code) : null;
    if (character === null || forbiddenPattern.test(character)) {
      throw new EInvoiceError('malformed_xml', `the entity &${name}; stands for nothing`);
    }
    return character;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { SaxesParser } from 'saxes';
import { EInvoiceError } from './e-invoice-error.ts';
import type { XmlElement } from './xml-element.ts';
import { xmlLimits } from './xml-limits.ts';
import { XmlTree } from './xml-tree.ts';

/**
 * Reads an XML text as a tree of elements named by their local names, and gives it up as soon as it asks too much.
 * Nothing outside the text is ever opened and no entity is expanded but the five of XML itself and character
 * references. The content of embedded files is passed over unread, however long it is: their elements have no text.
 * @param text whole, or in parts that split no character
 * @throws {EInvoiceError} `unsafe_xml` for a document type declaration, `malformed_xml` for what is not well-formed,
 *   `document_too_complex` for what is beyond `xmlLimits`; and what the parts themselves throw
 */
export function parseXml(text: string | Iterable<string>): XmlElement {
  const tree = new XmlTree();
  const parser = parserInto(tree);
  let characters = 0;
  for (const part of besidesAttachments(withoutDocumentType(text), tree)) {
    characters += part.length;
    if (characters > xmlLimits.characters) {
      throw new EInvoiceError('document_too_complex', 'the XML is too large, attachments apart');
    }
    // The parser looks at the pairs of surrogates that are there, not for those that are not.
    if (!part.isWellFormed()) {
      throw new EInvoiceError('malformed_xml', 'the XML contains half a character');
    }
    parser.write(part);
  }
  parser.close();
  if (!tree.root) throw new EInvoiceError('malformed_xml', 'the XML has no root element');
  return tree.root;
}

function parserInto(tree: XmlTree) {
  // Version 1.1 would allow characters that no database takes in a text.
  const version = { forceXMLVersion: true, defaultXMLVersion: '1.0' } as const;
  const parser = new SaxesParser({ xmlns: false, ...version });
  parser.on('doctype', refuseDocumentType);
  parser.on('attribute', ({ value }) => tree.addAttribute(value));
  parser.on('opentag', (tag) => tree.open(tag));
  parser.on('text', (text) => tree.addText(text));
  parser.on('cdata', (text) => tree.addText(text));
  parser.on('closetag', () => tree.close());
  parser.on('error', (error) => {
    throw new EInvoiceError('malformed_xml', 'the XML is not well-formed', error);
  });
  return parser;
}

function refuseDocumentType(): never {
  throw new EInvoiceError('unsafe_xml', 'the XML declares a document type');
}

/**
 * The parts of the text, unless the first one declares a document type, through which entities could come in. The
 * parser would tell of it at its end only, and not at all when it is not written in capitals or never ends.
 */
function* withoutDocumentType(text: string | Iterable<string>): Generator<string> {
  let isFirst = true;
  for (const part of typeof text === 'string' ? [text] : text) {
    if (isFirst && /^<!doctype/i.test(afterProlog(part))) refuseDocumentType();
    // Nothing may come before the declaration; web shops begin with the blank lines of their templates.
    yield isFirst ? part.replace(/^[\s\uFEFF]+(?=<\?xml\s)/, '') : part;
    isFirst = false;
  }
}

/** The first characters behind white space, processing instructions and comments. */
function afterProlog(text: string): string {
  const skipped = /[\s\uFEFF]+|<\?.*?\?>|<!--.*?-->/sy;
  let end = 0;
  while (skipped.test(text)) end = skipped.lastIndex;
  return text.slice(end, end + 10);
}

/**
 * The text in parts of one tag each, without the content of embedded files. Only the tree knows where such a content
 * begins, once the tag before it is parsed: what looks like one may stand in a comment. It ends at the next end tag,
 * since neither base64 nor a CDATA section around it has one inside.
 */
function* besidesAttachments(
  parts: Iterable<string>,
  tree: { readonly isInAttachment: boolean },
): Generator<string> {
  let isSkipping = false;
  let rest = '';
  for (const part of parts) {
    const text = rest + part;
    rest = '';
    for (let at = 0; at < text.length;) {
      if (isSkipping) {
        at = text.indexOf('</', at);
        if (at < 0) {
          if (text.endsWith('<')) rest = '<'; // the slash may come with the next part
          break;
        }
      }
      const end = text.indexOf('>', at) + 1 || text.length;
      const tag = text.slice(at, end);
      yield tag;
      isSkipping = tag.endsWith('>') && tree.isInAttachment;
      at = end;
    }
  }
  yield rest;
}

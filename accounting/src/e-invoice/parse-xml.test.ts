import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EInvoiceError, type EInvoiceErrorReason } from './e-invoice-error.ts';
import { parseXml } from './parse-xml.ts';
import type { XmlElement } from './xml-element.ts';
import { xmlLimits } from './xml-limits.ts';

function refusal(text: string | Iterable<string>): EInvoiceErrorReason | null {
  try {
    parseXml(text);
    return null;
  } catch (error) {
    assert.ok(error instanceof EInvoiceError, String(error));
    return error.reason;
  }
}

/** The text in parts of so many characters each. */
function* inParts(text: string, length: number): Generator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

/** A beginning, and then the same again and again. */
function* endless(beginning: string, again: string): Generator<string> {
  yield beginning;
  for (;;) yield again;
}

function leaf(name: string, text = '', attributes: Record<string, string> = {}): XmlElement {
  return { name, text, attributes, children: [] };
}

describe('an XML text', () => {
  it('is a tree of elements by their local names, whatever their prefixes', () => {
    const xml =
      '<?xml version="1.0"?><!-- a --><x:a xmlns:x="u" xmlns="v"><b c="1" y:d="&lt;2&#62;"/>' +
      '<?go on?><x:b>een &amp; <![CDATA[<twee>]]><!-- drie -->\n\tvier</x:b></x:a>\n';
    assert.deepEqual(parseXml(xml), {
      ...leaf('a'),
      children: [leaf('b', '', { c: '1', d: '<2>' }), leaf('b', 'een & <twee> vier')],
    });
  });
  it('may have blank lines before its declaration', () => {
    for (const blank of ['\n', '\r\n\r\n', '\uFEFF \t\n', '']) {
      assert.equal(parseXml(`${blank}<?xml version="1.0"?><a>b</a>`).text, 'b');
    }
    assert.equal(refusal('x<?xml version="1.0"?><a/>'), 'malformed_xml');
    assert.equal(refusal('<!-- --><?xml version="1.0"?><a/>'), 'malformed_xml');
  });
  it('with a document type is refused unread, however it is written', () => {
    for (const xml of [
      '<!DOCTYPE a><a/>',
      '\uFEFF <?xml version="1.0"?> <!-- > --> <!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
      '<!doctype a><a/>',
      '<!DOCTYPE a [',
      `<!DOCTYPE a [<!ENTITY b "${'c'.repeat(3_000_000)}">]><a>&b;</a>`,
    ]) {
      assert.equal(refusal(xml), 'unsafe_xml', xml.slice(0, 60));
    }
    const late = `<!--${' '.repeat(100)}--><!DOCTYPE a><a/>`;
    assert.equal(refusal(inParts(late, 50)), 'unsafe_xml');
  });
  it('that only mentions a document type has none', () => {
    const xml =
      '<!-- <!DOCTYPE a> --><a b="&lt;!DOCTYPE a>"><![CDATA[<!DOCTYPE a [<!ENTITY b "c">]>]]></a>';
    assert.equal(parseXml(xml).text, '<!DOCTYPE a [<!ENTITY b "c">]>');
  });
  it('is refused when it is not well-formed in any way', () => {
    for (const xml of [
      '<a b=1/>',
      '<a b="1" b="2"/>',
      '<a><b></a></b>',
      '<a/>b',
      '<a>]]></a>',
      '<a>& b</a>',
      '<a>&toString;</a>',
      '<a>&#xFFFF;</a>',
      '<a>\ud800b</a>',
      '<?xml version="1.1"?><a>&#1;</a>',
      '<a><!-- -- --></a>',
      '<a><!ENTITY b "c"></a>',
      '<a><!DOCTYPE a></a>',
      '<a',
      '<!-- a -->',
    ]) {
      assert.equal(refusal(xml), 'malformed_xml', xml);
    }
  });
});

describe('an embedded file', () => {
  const around = (name: string, content: string) =>
    `<a><b:${name} filename="1>0.pdf" mimeCode="application/pdf">${content}</b:${name}><c>d</c></a>`;
  const file = 'JVBERi0xLjcK'.repeat(20);

  it('is passed over, in UBL, in CII and with CDATA around it', () => {
    for (const name of ['EmbeddedDocumentBinaryObject', 'AttachmentBinaryObject']) {
      for (const content of [file, `<![CDATA[${file}]]>`, `\n${file}\n`, '']) {
        assert.deepEqual(parseXml(around(name, content)).children, [
          leaf(name, '', { filename: '1>0.pdf', mimeCode: 'application/pdf' }),
          leaf('c', 'd'),
        ]);
      }
    }
  });
  it('is passed over wherever the text is split', () => {
    const xml = around('EmbeddedDocumentBinaryObject', `<![CDATA[${file}]]>`);
    const whole = parseXml(xml);
    for (let length = 1; length <= xml.length; length++) {
      assert.deepEqual(parseXml(inParts(xml, length)), whole, `parts of ${length}`);
    }
  });
  it('of any size is neither held nor counted', () => {
    const [begin, end] = around('AttachmentBinaryObject', '|').split('|');
    const megabyte = 'QUJD'.repeat(256 * 1024);
    const before = process.memoryUsage.rss();
    const root = parseXml([begin ?? '', ...Array<string>(100).fill(megabyte), end ?? '']);
    assert.deepEqual(root.children.at(-1), leaf('c', 'd'));
    assert.ok(process.memoryUsage.rss() - before < 60 * 1024 * 1024);
  });
  it('that is none is read like any text', () => {
    const xml =
      '<a><!-- <xBinaryObject> --><b>c</b><![CDATA[<xBinaryObject>]]><xBinaryObject/><d>e</d></a>';
    assert.deepEqual(parseXml(xml), {
      ...leaf('a', '<xBinaryObject>'),
      children: [leaf('b', 'c'), leaf('xBinaryObject'), leaf('d', 'e')],
    });
  });
  it('that never ends is refused', () => {
    assert.equal(refusal(`<a><xBinaryObject>${file}`), 'malformed_xml');
    assert.equal(refusal(`<a><xBinaryObject>${file}<`), 'malformed_xml');
  });
});

describe('a text that asks too much', () => {
  const { characters, elements, attributes, attributesOfElement, depth, textCharacters } =
    xmlLimits;
  const manyAttributes = (count: number) =>
    Array.from({ length: count }, (_, n) => ` a${n}=""`).join('');
  const inside = (content: string) => `<r>${content}</r>`;

  it('is read up to each limit, and refused above it', () => {
    const atLimit: readonly (readonly [string, (most: number) => string, number])[] = [
      ['elements', (most) => inside('<a/>'.repeat(most - 1)), elements],
      ['attributes in a tag', (most) => `<r${manyAttributes(most)}/>`, attributesOfElement],
      ['depth', (most) => '<a>'.repeat(most) + '</a>'.repeat(most), depth],
      ['text', (most) => inside('x'.repeat(most)), textCharacters],
      ['attribute', (most) => `<r a="${'x'.repeat(most)}"/>`, textCharacters],
      ['characters', (most) => `<r><!--${'x'.repeat(most - 14)}--></r>`, characters],
      ['attributes', (most) => inside('<a b=""/>'.repeat(most)), attributes],
    ];
    for (const [what, xml, most] of atLimit) {
      assert.equal(refusal(xml(most)), null, what);
      assert.equal(refusal(xml(most + 1)), 'document_too_complex', what);
    }
  });
  it('is given up early, whatever would follow', () => {
    const much = 'x'.repeat(65_536);
    const bombs: Readonly<Record<string, Iterable<string>>> = {
      'a million empty elements': [inside('<a/>'.repeat(1_000_000))],
      '880,000 attributes in one tag': [`<r${manyAttributes(880_000)}/>`],
      '880,000 attributes in many tags': [inside(`<a${manyAttributes(80)}/>`.repeat(11_000))],
      'one text of 10 MiB': [inside('x'.repeat(10 * 1024 * 1024))],
      'elements within elements': endless('<r>', '<a>'),
      'elements after elements': endless('<r>', '<a></a>'),
      'a text': endless('<r>', much),
      'an attribute': endless('<r a="', much),
      'a name': endless('<', much),
      'a reference': endless('<r>&', much),
      'a comment': endless('<!--', '-> <!-'),
      instructions: endless('<?a?>', '<?a?>'),
      'white space': endless('<r>', ' \r\n'),
      'embedded files': endless('<r>', '<xBinaryObject>QUJD</xBinaryObject>'),
    };
    for (const [what, xml] of Object.entries(bombs)) {
      const before = process.cpuUsage();
      assert.equal(refusal(xml), 'document_too_complex', what);
      const { user, system } = process.cpuUsage(before);
      assert.ok(user + system < 1_000_000, `${what}: ${user + system} µs`);
    }
  });
});

describe('any text', () => {
  const name = fc
    .stringMatching(/^[A-Za-z_][A-Za-z0-9._-]{0,8}$/)
    .filter((text) => text !== 'xmlns' && !text.endsWith('BinaryObject'));
  const letter = fc
    .integer({ min: 0x20, max: 0x2ffff })
    .filter((code) => (code & 0xfffe) !== 0xfffe && (code < 0xd800 || code > 0xdfff))
    .map((code) => String.fromCodePoint(code));
  const text = fc
    .oneof(fc.string({ unit: letter, maxLength: 30 }), fc.constantFrom(']]>', ' a  b ', '<!-- -->'))
    .map((value) => value.replace(/\s+/g, ' ').trim());
  const { element } = fc.letrec<{ element: XmlElement; children: XmlElement[] }>((tie) => ({
    element: fc.record(
      {
        name,
        attributes: fc.dictionary(name, text, { maxKeys: 4, noNullPrototype: true }),
        text,
        children: tie('children'),
      },
      { noNullPrototype: true },
    ),
    children: fc.oneof(
      { maxDepth: 5 },
      fc.constant<XmlElement[]>([]),
      fc.array(tie('element'), { minLength: 1, maxLength: 4 }),
    ),
  }));

  const escaped = (value: string) => value.replace(/[&<>']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  /** The ways in which a text can be written. */
  const ways = [
    escaped,
    (value: string) => value.replace(/./gu, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`),
    (value: string) => `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`,
  ];

  /** Written another way at each turn. */
  function write({ name, attributes, text, children }: XmlElement, turn: number): string {
    const tag = ['', 'x:', 'cbc:'][turn % 3] + name;
    const parts = Object.entries(attributes).map(
      ([key, value]) => `y:${key} = '${escaped(value)}'`,
    );
    const inner = children.map((child, index) => write(child, turn + index + 1));
    const content = (ways[turn % 3]?.(text) ?? '') + inner.join('<!-- - -->');
    const begin = [`<${tag}`, ...parts].join('\n');
    return content === '' ? `${begin} />` : `${begin}>${content}<?x > ?></${tag}\t>`;
  }

  it('that was written from a tree is that tree again, in parts of any size', () => {
    fc.assert(
      fc.property(element, fc.nat(2), fc.integer({ min: 1, max: 200 }), (tree, turn, length) => {
        const xml = `<?xml version="1.0" encoding="UTF-8"?>\n${write(tree, turn)}`;
        const signs = [...xml];
        const parts = signs.flatMap((_, at) =>
          at % length === 0 ? signs.slice(at, at + length).join('') : [],
        );
        assert.deepEqual(parseXml(xml), tree);
        assert.deepEqual(parseXml(parts), tree);
      }),
    );
  });
  it('is read or refused, and nothing else', () => {
    const tokens = '< > </ /> & ; " \' = <!-- --> <![CDATA[ ]]> <? ?> <!DOCTYPE <a #x0 \r \ud800';
    const piece = fc.oneof(
      fc.constantFrom(...tokens.split(' '), ' ', '<xBinaryObject>', '</xBinaryObject>'),
      fc.string({ unit: 'binary', maxLength: 6 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        refusal(pieces);
        refusal(`<a>${pieces.join('')}</a>`);
      }),
      { numRuns: 2000 },
    );
  });
});

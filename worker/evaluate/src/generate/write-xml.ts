/** An XML element: its name, and its text or children. Null children are left out. */
export type XmlNode = readonly [
  name: string,
  content: string | readonly (XmlNode | null)[],
  attributes?: string,
];

/** Writes an element as XML text. */
export function writeXml([name, content, attributes]: XmlNode): string {
  const inside =
    typeof content === 'string'
      ? escape(content)
      : content.map((node) => (node === null ? '' : writeXml(node))).join('');
  return `<${name}${attributes === undefined ? '' : ` ${attributes}`}>${inside}</${name}>\n`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

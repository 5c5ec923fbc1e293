/** An element to be written: its name, its text or children; null children are left out. */
export type XmlNode = readonly [
  name: string,
  content: string | readonly (XmlNode | null)[],
  attributes?: string,
];

/** Writes an element as text. */
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

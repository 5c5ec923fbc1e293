/**
 * A PDF with objects appended to it, which replace those of their number (ISO 32000-1, 7.5.6).
 * @param objects of which the new ones have the highest numbers
 */
export function appended(
  pdf: Uint8Array,
  objects: readonly { readonly number: number; readonly text: string }[],
): Uint8Array {
  const before = Buffer.from(pdf).toString('latin1');
  const root = /\/Root (\d+) 0 R/.exec(before)?.[1];
  const size = Number(/\/Size (\d+)/.exec(before)?.[1]);
  const previous = /startxref\s+(\d+)/.exec(before)?.[1];
  const last = Math.max(size - 1, ...objects.map(({ number }) => number));
  let written = `${before}\n`;
  const entries = objects.map(({ number, text }) => {
    const offset = String(written.length).padStart(10, '0');
    written += `${number} 0 obj\n${text}\nendobj\n`;
    return `${number} 1\n${offset} 00000 n \n`;
  });
  const start = written.length;
  const trailer = `trailer\n<< /Size ${last + 1} /Root ${root} 0 R /Prev ${previous} >>\n`;
  return Buffer.from(
    `${written}xref\n${entries.join('')}${trailer}startxref\n${start}\n%%EOF\n`,
    'latin1',
  );
}

import { crc32, deflateSync } from 'node:zlib';

/** An object of a PDF: its dictionary's entries, and a stream's content. */
interface PdfObject {
  readonly entries: string;
  readonly stream?: Buffer | string;
}

/** A PDF of these objects, numbered from 1; the first is its catalogue. */
export function rawPdf(objects: readonly PdfObject[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const write = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach(({ entries, stream }, index) => {
    offsets.push(length);
    const content = stream === undefined ? null : Buffer.from(stream);
    const size = content ? ` /Length ${content.length}` : '';
    write(Buffer.from(`${index + 1} 0 obj\n<< ${entries}${size} >>\n`));
    if (content) {
      write(Buffer.concat([Buffer.from('stream\n'), content, Buffer.from('\nendstream\n')]));
    }
    write(Buffer.from('endobj\n'));
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  write(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}` +
        `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A PDF of so many pages that all show the same line. */
export function manyPages(count: number): Buffer {
  const font = 3;
  const content = 4;
  const first = 5;
  const kids = Array.from({ length: count }, (_, index) => `${first + index} 0 R`).join(' ');
  const page = {
    entries:
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${content} 0 R ` +
      `/Resources << /Font << /F ${font} 0 R >> >>`,
  };
  return rawPdf([
    { entries: '/Type /Catalog /Pages 2 0 R' },
    { entries: `/Type /Pages /Count ${count} /Kids [${kids}]` },
    { entries: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica' },
    { entries: '', stream: 'BT /F 12 Tf 60 700 Td (Bijlage bij de factuur) Tj ET' },
    ...Array.from({ length: count }, () => page),
  ]);
}

/** A page of so many points on each side. */
export function vastPage(sidePt: number): Buffer {
  return onePage(`/MediaBox [0 0 ${sidePt} ${sidePt}]`, '', []);
}

/** An A4 page with a picture of so many pixels on each side, all white: a few kilobytes. */
export function vastPicture(sidePx: number): Buffer {
  const entries =
    `/Type /XObject /Subtype /Image /Width ${sidePx} /Height ${sidePx} /BitsPerComponent 1 ` +
    '/ColorSpace /DeviceGray /Filter /FlateDecode';
  const rows = Buffer.alloc(Math.ceil(sidePx / 8) * 64, 0xff);
  return onePage(
    '/MediaBox [0 0 595 842] /Resources << /XObject << /P 5 0 R >> >>',
    'q 595 0 0 842 0 0 cm /P Do Q',
    [{ entries, stream: deflateSync(rows) }],
  );
}

/** An A4 page with a picture in colour of so many pixels on each side: three bytes for each once it is unpacked. */
export function colourPicture(sidePx: number): Buffer {
  const entries =
    `/Type /XObject /Subtype /Image /Width ${sidePx} /Height ${sidePx} /BitsPerComponent 8 ` +
    '/ColorSpace /DeviceRGB /Filter /FlateDecode';
  return onePage(
    '/MediaBox [0 0 595 842] /Resources << /XObject << /P 5 0 R >> >>',
    'q 595 0 0 842 0 0 cm /P Do Q',
    [{ entries, stream: deflateSync(Buffer.alloc(3 * sidePx ** 2, 0xcc), { level: 1 }) }],
  );
}

/** A page whose colours are computed, for each pixel, by so many operations: drawing it may take days. */
export function computedColours(operations: number): Buffer {
  const shading =
    '/Resources << /Shading << /S << /ShadingType 1 /ColorSpace /DeviceGray /Domain [0 1 0 1] ' +
    '/Matrix [595 0 0 842 0 0] /Function 5 0 R >> >> >>';
  return onePage(`/MediaBox [0 0 595 842] ${shading}`, '/S sh', [
    {
      entries: '/FunctionType 4 /Domain [0 1 0 1] /Range [0 1]',
      stream: `{ pop ${'1 2 add pop '.repeat(operations)} }`,
    },
  ]);
}

/**
 * A page that takes all memory: each form draws the next one ten times, as many levels deep as wished (the
 * billion laughs of PDF).
 */
export function formsWithinForms(levels: number): Buffer {
  const forms = Array.from({ length: levels }, (_, level) => {
    const next = 6 + level;
    const isLast = level === levels - 1;
    return {
      entries:
        '/Type /XObject /Subtype /Form /BBox [0 0 595 842]' +
        (isLast ? '' : ` /Resources << /XObject << /P ${next} 0 R >> >>`),
      stream: isLast ? '0 0 1 1 re f' : '/P Do '.repeat(10),
    };
  });
  return onePage(
    '/MediaBox [0 0 595 842] /Resources << /XObject << /P 5 0 R >> >>',
    '/P Do',
    forms,
  );
}

function onePage(page: string, content: string, others: readonly PdfObject[]): Buffer {
  return rawPdf([
    { entries: '/Type /Catalog /Pages 2 0 R' },
    { entries: '/Type /Pages /Count 1 /Kids [3 0 R]' },
    { entries: `/Type /Page /Parent 2 0 R /Contents 4 0 R ${page}` },
    { entries: '', stream: content },
    ...others,
  ]);
}

/** The header of a PNG of so many pixels, with next to no pixels behind it. */
export function pngHeaderBomb(widthPx: number, heightPx: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const pixels = deflateSync(Buffer.alloc(1000));
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', pixels),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

/** A JPEG that says it has so many pixels on each side, whatever it has. */
export function jpegClaiming(jpeg: Uint8Array, sidePx: number): Buffer {
  const bytes = Buffer.from(jpeg);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(sidePx, frame + 5);
  bytes.writeUInt16BE(sidePx, frame + 7);
  return bytes;
}

/** XML that wants a file of the machine it is read on. */
export const externalEntity =
  '<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY secret SYSTEM "file:///etc/passwd">]>' +
  '<Invoice><ID>&secret;</ID></Invoice>';

/** XML of a kilobyte that would be gigabytes when its entities were expanded. */
export const billionLaughs =
  '<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a0 "ha">' +
  Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('') +
  ']><Invoice><ID>&a12;</ID></Invoice>';

/** XML of one element with so many attributes. */
export function manyAttributes(count: number): string {
  return `<Invoice${Array.from({ length: count }, (_, n) => ` a${n}=""`).join('')}/>`;
}

/** A UBL invoice with a file in it that is so many letters long as base64. */
export function withAttachment(ubl: string, letters: number): string {
  const file = Buffer.alloc((letters / 4) * 3, 'bijlage ').toString('base64');
  const reference =
    '<cac:AdditionalDocumentReference><cbc:ID>bijlage</cbc:ID><cac:Attachment>' +
    `<cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf">${file}` +
    '</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';
  return ubl.replace('<cac:AccountingSupplierParty>', `${reference}$&`);
}

/** XML of elements so many deep. */
export function nested(depth: number): string {
  return `<Invoice>${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}</Invoice>`;
}

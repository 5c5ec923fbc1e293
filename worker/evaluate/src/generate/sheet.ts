import PDFDocument from 'pdfkit';

/** A4 in points. */
export const sheet = { width: 595, height: 842, margin: 48 } as const;

/** How to write a text. `x` is the edge that it is aligned to, in points. */
export interface TextStyle {
  readonly font: string;
  readonly size: number;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** Writes single lines of text at given positions of a page. */
export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly #written: Promise<Uint8Array>;
  #head: (() => number) | null = null;

  constructor(size: readonly [number, number] = [sheet.width, sheet.height]) {
    this.pdf = new PDFDocument({ size: [...size], margin: 0, info: { CreationDate: new Date(0) } });
    this.#written = collect(this.pdf);
  }

  /** @returns the height of the line */
  text(text: string, x: number, y: number, style: TextStyle): number {
    this.pdf
      .font(style.font)
      .fontSize(style.size)
      .fillColor(style.color ?? '#000000');
    const left = style.align === 'right' ? x - this.pdf.widthOfString(text) : x;
    this.pdf.text(text, left, y, { lineBreak: false });
    return style.size * 1.45;
  }

  width(text: string, { font, size }: TextStyle): number {
    return this.pdf.font(font).fontSize(size).widthOfString(text);
  }

  line(x1: number, y1: number, x2: number, y2: number): void {
    this.pdf.moveTo(x1, y1).lineTo(x2, y2).lineWidth(0.6).strokeColor('#555555').stroke();
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    this.pdf.rect(x, y, width, height).fill(color);
  }

  /** Draws what `draw` draws so that nothing of it can be seen: it is clipped to a spot of no size. */
  clipped(draw: () => void): void {
    this.pdf.save().rect(0, 0, 0.1, 0.1).clip();
    draw();
    this.pdf.restore();
  }

  /** Repeats this head on every further page, until it is taken away. @param head gives the y coordinate below it */
  repeatHead(head: (() => number) | null): void {
    this.#head = head;
  }

  /** @returns where to write on, in points from the top */
  newPage(): number {
    this.pdf.addPage();
    return this.#head ? this.#head() + 10 : sheet.margin;
  }

  /** @param width in points; the height follows */
  picture(png: Buffer, x: number, y: number, width: number): void {
    this.pdf.image(png, x, y, { width });
  }

  finish(): Promise<Uint8Array> {
    this.pdf.end();
    return this.#written;
  }
}

function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

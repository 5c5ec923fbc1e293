import { rawPdf } from '../../test/hostile-documents.ts';

export interface PageParts {
  /** entries of the page's dictionary */
  readonly page?: string;
  /** entries of its resources */
  readonly resources?: string;
  /** entries of its fonts beside /F */
  readonly fonts?: string;
  readonly content: string;
  readonly others?: readonly { entries: string; stream?: Buffer | string }[];
}

/** A PDF of one A4 page with Helvetica as /F, and /P for the sixth object: the first of `others`. */
export function onePagePdf({
  page = '',
  resources = '',
  fonts = '',
  content,
  others = [],
}: PageParts): Buffer {
  return rawPdf([
    { entries: '/Type /Catalog /Pages 2 0 R' },
    { entries: '/Type /Pages /Count 1 /Kids [3 0 R]' },
    {
      entries:
        '/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R ' +
        `/Resources << /Font << /F 5 0 R ${fonts} >> /XObject << /P 6 0 R >> ${resources} >> ${page}`,
    },
    { entries: '', stream: content },
    { entries: '/Type /Font /Subtype /Type1 /BaseFont /Helvetica' },
    ...others,
  ]);
}

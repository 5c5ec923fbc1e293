import { PDFiumModule } from '@hyzyla/pdfium';
import { z } from 'zod';

/** The functions of PDFium's C API that we call; the package declares types for only a few of them. */
const callNames = [
  '_FPDF_LoadMemDocument',
  '_FPDF_CloseDocument',
  '_FPDF_GetLastError',
  '_FPDF_GetPageCount',
  '_FPDF_LoadPage',
  '_FPDF_ClosePage',
  '_FPDF_GetPageWidthF',
  '_FPDF_GetPageHeightF',
  '_FPDF_PageToDevice',
  '_FPDF_RenderPageBitmap',
  '_FPDFBitmap_CreateEx',
  '_FPDFBitmap_FillRect',
  '_FPDFBitmap_GetStride',
  '_FPDFBitmap_Destroy',
  '_FPDFPage_Flatten',
  '_FPDFPage_CountObjects',
  '_FPDFPage_GetObject',
  '_FPDFPageObj_GetType',
  '_FPDFPageObj_GetBounds',
  '_FPDFPageObj_SetIsActive',
  '_FPDFFormObj_CountObjects',
  '_FPDFFormObj_GetObject',
  '_FPDFImageObj_GetImagePixelSize',
  '_FPDFText_LoadPage',
  '_FPDFText_ClosePage',
  '_FPDFText_CountChars',
  '_FPDFText_GetUnicode',
  '_FPDFText_IsGenerated',
  '_FPDFText_HasUnicodeMapError',
  '_FPDFText_GetLooseCharBox',
  '_FPDFText_GetCharAngle',
  '_FPDFText_GetTextObject',
  '_FPDFText_GetFontSize',
  '_FPDFText_GetMatrix',
  '_FPDFTextObj_GetTextRenderMode',
  '_FPDFTextObj_GetFont',
  '_FPDFDoc_GetAttachmentCount',
  '_FPDFDoc_GetAttachment',
  '_FPDFAttachment_GetName',
  '_FPDFAttachment_GetFile',
] as const;

type Call = (...args: number[]) => number;
const callsSchema = z.record(
  z.enum(callNames),
  z.custom<Call>((value) => typeof value === 'function'),
);

/** PDFium with its memory. A pointer is a number; 0 is the null pointer. */
export type Pdfium = Readonly<z.infer<typeof callsSchema>> & {
  /** a view of the current memory; get a new one after each call, since growing replaces the buffer */
  memory(): DataView;
  /** allocates `size` zeroed bytes for the duration of `work` */
  lend<T>(size: number, work: (pointer: number) => T): T;
  /** copies the bytes into PDFium's memory, where they stay until `free` */
  keep(bytes: Uint8Array): number;
  free(pointer: number): void;
};

/** Loads PDFium, which takes about 0.15 s and 20 MB. */
export async function loadPdfium(): Promise<Pdfium> {
  const module = await PDFiumModule({});
  module._FPDF_InitLibraryWithConfig({});
  const members = new Map<string, unknown>(Object.entries(module));
  const calls = callsSchema.parse(
    Object.fromEntries(callNames.map((name) => [name, members.get(name)])),
  );
  const { malloc, free } = module.wasmExports;

  function allocate(size: number): number {
    const pointer = malloc(size);
    if (pointer === 0) throw new Error(`PDFium cannot allocate ${size} bytes`);
    return pointer;
  }
  return {
    ...calls,
    memory: () => new DataView(module.HEAPU8.buffer),
    lend(size, work) {
      const pointer = allocate(size);
      module.HEAPU8.fill(0, pointer, pointer + size);
      try {
        return work(pointer);
      } finally {
        free(pointer);
      }
    },
    keep(bytes) {
      const pointer = allocate(Math.max(1, bytes.length));
      module.HEAPU8.set(bytes, pointer);
      return pointer;
    },
    free,
  };
}

/** What the types of the package do not know. */
declare namespace PDFKit {
  interface PDFDocument {
    /** Attaches a file to a place on the page, as a pin that one clicks. */
    fileAnnotation(
      x: number,
      y: number,
      width: number,
      height: number,
      file: Mixins.PDFAttachmentOptions & { src: Buffer },
    ): this;
  }
}

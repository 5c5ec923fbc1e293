/** Why a text is not an e-invoice that can be read: no retry helps. */
export type EInvoiceErrorReason =
  'malformed_xml' | 'unsafe_xml' | 'unknown_xml' | 'document_too_complex';

/** The only error that reading an e-invoice throws, whatever the text was. */
export class EInvoiceError extends Error {
  readonly reason: EInvoiceErrorReason;

  constructor(reason: EInvoiceErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EInvoiceError';
    this.reason = reason;
  }
}

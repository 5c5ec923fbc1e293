/** What one document may ask of us; above these the API answers 413 or 422. */
export const documentLimits = {
  fileBytes: 20 * 1024 * 1024,
  pages: 200,
  pagePixels: 50_000_000,
  /** A zip of documents: how many, and how large they are together once unpacked. */
  archiveFiles: 200,
  archiveBytes: 100 * 1024 * 1024,
} as const;

/** How a job is claimed and tried again: see `database/src/jobs/claim-job.ts`. */
export const jobLimits = {
  claimMs: 30_000,
  renewMs: 10_000,
  maxAttempts: 5,
  /** An `ocr` job gives its worker back after this long, at the end of the page in hand. */
  yieldAfterMs: 60_000,
} as const;

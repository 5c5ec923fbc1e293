/**
 * Where a test kills this process (`CRASH_AT`), to prove that a crash between any two steps repeats a step without a
 * second effect. SIGKILL, because nothing may be tidied up.
 */
export type CrashPoint =
  | 'received'
  | 'claimed'
  | 'page-committed'
  | 'words-committed'
  | 'images-stored'
  | 'ocr-done'
  | 'parse-done'
  | 'entries-sealed'
  | 'before-ack';

export function crashPoint(name: CrashPoint): void {
  if (process.env['CRASH_AT'] === name) process.kill(process.pid, 'SIGKILL');
}

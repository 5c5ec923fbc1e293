import { PdfEngine } from './pdf-engine.ts';
import { TextRecogniser } from './text-recogniser.ts';

/** The engines of this process: it reads one document at a time, so one of each. */
export const pdfEngine = new PdfEngine();
export const textRecogniser = new TextRecogniser();

/** Starts recognition in the background, so that the first scanned page need not wait for it. */
export async function warmUpRecognition(): Promise<void> {
  await textRecogniser.warmUp();
}

/** Ends the engines' threads, so that the process can end; whoever reads afterwards starts them again. */
export async function stopRecognition(): Promise<void> {
  await Promise.all([pdfEngine.stop(), textRecogniser.stop()]);
}

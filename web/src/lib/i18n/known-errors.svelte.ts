/** The sentences of all errors, which a page on which nothing goes wrong does without. */
let sentences = $state.raw<typeof import('./error-words.ts').errorWords | null>(null);

/** What is known of errors by now. */
export function knownErrors() {
  return sentences;
}

/** Fetches them as soon as a page works, so that they are there when the connection is not. */
export async function fetchErrors(): Promise<void> {
  sentences ??= (await import('./error-words.ts')).errorWords;
}

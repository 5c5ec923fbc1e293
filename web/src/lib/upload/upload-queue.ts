/** One file on its way; the queue replaces the object on every change. */
export interface Upload<Answer> {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: 'waiting' | 'sending' | 'done' | 'failed';
  /** 0 to 1 of the bytes sent. */
  readonly progress: number;
  readonly answer: Answer | null;
  readonly problem: unknown;
  /** It came out of a zip, so the queue cannot send it again. */
  readonly packed?: boolean;
}

export interface UploadFile {
  readonly name: string;
  readonly size: number;
}

/** Sends one file; calls back as bytes leave. */
export type Send<File extends UploadFile, Answer> = (
  file: File,
  onProgress: (part: number) => void,
) => Promise<Answer>;

/**
 * Sends files a few at a time, in the order they were handed in. One that fails does not hold up the others and can be
 * sent again; every change is told to `onChange`.
 */
export class UploadQueue<File extends UploadFile, Answer> {
  readonly #files = new Map<string, File>();
  readonly #send: Send<File, Answer>;
  readonly #onChange: (upload: Upload<Answer>) => void;
  readonly #atOnce: number;
  readonly #waiting: string[] = [];
  #sending = 0;
  #count = 0;

  constructor(
    send: Send<File, Answer>,
    onChange: (upload: Upload<Answer>) => void,
    options: { readonly atOnce: number } = { atOnce: 3 },
  ) {
    this.#send = send;
    this.#onChange = onChange;
    this.#atOnce = options.atOnce;
  }

  /** Whether a file is still to be sent, so that leaving the page would lose it. */
  get busy(): boolean {
    return this.#sending > 0 || this.#waiting.length > 0;
  }

  /** Hands in files; answers their keys. */
  add(files: Iterable<File>): string[] {
    const keys = Array.from(files, (file) => {
      const key = `upload-${(this.#count += 1)}`;
      this.#files.set(key, file);
      return key;
    });
    for (const key of keys) this.#wait(key);
    this.#next();
    return keys;
  }

  /** Sends a failed file once more. */
  retry(key: string): void {
    if (!this.#files.has(key) || this.#waiting.includes(key)) return;
    this.#wait(key);
    this.#next();
  }

  #wait(key: string): void {
    this.#waiting.push(key);
    this.#tell(key, { state: 'waiting', progress: 0 });
  }

  #next(): void {
    while (this.#sending < this.#atOnce) {
      const key = this.#waiting.shift();
      const file = key === undefined ? undefined : this.#files.get(key);
      if (key === undefined || file === undefined) return;
      this.#sending += 1;
      void this.#run(key, file);
    }
  }

  async #run(key: string, file: File): Promise<void> {
    this.#tell(key, { state: 'sending', progress: 0 });
    try {
      const answer = await this.#send(file, (progress) =>
        this.#tell(key, { state: 'sending', progress }),
      );
      this.#files.delete(key); // the browser need not keep the bytes any longer
      this.#tell(key, { state: 'done', progress: 1, answer }, file);
    } catch (problem) {
      this.#tell(key, { state: 'failed', progress: 0, problem });
    } finally {
      this.#sending -= 1;
      this.#next();
    }
  }

  #tell(
    key: string,
    change: Pick<Upload<Answer>, 'state' | 'progress'> & Partial<Upload<Answer>>,
    file = this.#files.get(key),
  ): void {
    const { name = '', size = 0 } = file ?? {};
    this.#onChange({ key, name, size, answer: null, problem: null, ...change });
  }
}

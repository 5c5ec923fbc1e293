import type { ProblemCode } from '#lib/api/problem.ts';
import type { AccountWords, Dictionary, PlatformWords } from '#lib/i18n/dictionary.ts';
import type { Language, Theme } from '#lib/preferences.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      code?: ProblemCode;
      /** The request's id, for whoever is asked for help. */
      request?: string;
      retryAfter?: number;
    }
    interface Locals {
      language: Language;
      theme: Theme;
    }
    interface PageData {
      t: Dictionary;
      accountWords?: AccountWords;
      platformWords?: PlatformWords;
      language: Language;
      theme: Theme;
    }
  }
}

export {};

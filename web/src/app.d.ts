import type { ProblemCode } from '#lib/api/problem.ts';
import type { Language, Theme } from '#lib/preferences.ts';
import type { TableLooks } from '#lib/table/looks-cookie.ts';

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
      tableLooks: TableLooks;
    }
    interface PageData {
      language: Language;
      theme: Theme;
      tableLooks: TableLooks;
    }
  }
}

export {};

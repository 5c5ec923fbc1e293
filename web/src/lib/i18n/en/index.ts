import type { Dictionary } from '../dictionary.ts';
import { books } from './books.ts';
import { frame } from './frame.ts';
import { inbox } from './inbox.ts';
import { problems } from './problems.ts';
import { review } from './review.ts';

export const en: Dictionary = { ...frame, ...problems, ...inbox, ...review, ...books };

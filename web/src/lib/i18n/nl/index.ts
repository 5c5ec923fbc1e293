import * as books from './books.ts';
import * as frame from './frame.ts';
import * as inbox from './inbox.ts';
import * as problems from './problems.ts';
import * as review from './review.ts';

export const nl = { ...frame, ...problems, ...inbox, ...review, ...books };

/** What a posted invoice says; loaded with what shows it. */
const nl = {
  postedBy: (person: string, moment: string) => `Geboekt door ${person}, ${moment}`,
  postedAt: (moment: string) => `Geboekt op ${moment}`,
  reversedState: 'Deze boeking is teruggeboekt.',
  correctReversed: 'Verbeteren en opnieuw boeken',
  toCorrected: 'Bekijk de verbeterde factuur',
  open: 'Openen',
  reverseTitle: 'Factuur terugboeken?',
  reverseText: (number: string) =>
    `${number} krijgt een tegenboeking. Om de factuur daarna opnieuw te boeken, verbeter je een kopie.`,
  onlyReverse: 'Alleen terugboeken',
  reverseAndCorrect: 'Terugboeken en verbeteren',
};

const en: typeof nl = {
  postedBy: (person, moment) => `Posted by ${person}, ${moment}`,
  postedAt: (moment) => `Posted on ${moment}`,
  reversedState: 'This entry has been reversed.',
  correctReversed: 'Correct and post again',
  toCorrected: 'See the corrected invoice',
  open: 'Open',
  reverseTitle: 'Reverse the invoice?',
  reverseText: (number) =>
    `An entry opposite to ${number} is posted. To post the invoice again, correct a copy of it.`,
  onlyReverse: 'Reverse only',
  reverseAndCorrect: 'Reverse and correct',
};

export const postedWords = { nl, en };

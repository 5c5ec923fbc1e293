/** What is said when two people change one invoice; loaded when they do. */
const nl = {
  conflictTitle: 'Iemand wijzigde deze factuur terwijl je bezig was',
  conflictText: 'Links wat er nu staat, rechts wat jij invulde.',
  theirs: 'Huidig',
  mine: 'Van jou',
  takeTheirs: 'Neem huidige over',
  keepMine: 'Behoud mijn invoer',
  empty: 'leeg',
};

const en: typeof nl = {
  conflictTitle: 'Someone else changed this invoice while you were working on it',
  conflictText: 'On the left the current values, on the right what you typed.',
  theirs: 'Current',
  mine: 'Yours',
  takeTheirs: 'Use current',
  keepMine: 'Keep mine',
  empty: 'empty',
};

export const conflictWords = { nl, en };

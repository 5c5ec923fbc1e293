const nl = {
  title: 'Niet opgeslagen wijzigingen',
  text: 'Als je deze pagina verlaat, gaat verloren wat je hier invulde.',
  leave: 'Verlaten zonder opslaan',
  stay: 'Op deze pagina blijven',
};

const en: typeof nl = {
  title: 'Unsaved changes',
  text: 'If you leave this page, what you entered here is lost.',
  leave: 'Leave without saving',
  stay: 'Stay on this page',
};

export const leaveWords = { nl, en };

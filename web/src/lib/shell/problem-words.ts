const nl = {
  titles: {
    notFound: 'Deze pagina bestaat niet',
    forbidden: 'Hier mag je niet bij',
    offline: 'We krijgen geen verbinding',
    internal: 'Er ging iets mis',
  },
  texts: {
    notFound: 'Misschien is het adres verkeerd, of hoort dit bij een andere administratie.',
    forbidden: 'Je rol staat dit niet toe. De eigenaar van de administratie kan dat veranderen.',
    offline:
      'Er is niets verloren. Zodra de verbinding er weer is, gaat deze pagina vanzelf verder.',
    internal:
      'Je gegevens zijn veilig. Probeer het opnieuw; blijft het misgaan, geef dan dit nummer door.',
  },
  request: (id: string) => `Verzoek ${id}`,
};

const en: typeof nl = {
  titles: {
    notFound: 'This page does not exist',
    forbidden: 'You cannot open this',
    offline: 'We cannot connect',
    internal: 'Something went wrong',
  },
  texts: {
    notFound: 'The address may be wrong, or this may belong to other books.',
    forbidden: 'Your role does not allow it. The owner of the books can change that.',
    offline: 'Nothing is lost. Once the connection is back, this page continues automatically.',
    internal: 'Your data is safe. Try again; if the problem persists, quote this number.',
  },
  request: (id) => `Request ${id}`,
};

export const problemWords = { nl, en };

const nl = {
  try: 'Probeer een voorbeeldfactuur',
  text: 'We maken een factuur van een verzonnen leverancier en lezen hem als elke andere. Je kunt hem weer verwijderen.',
};

const en: typeof nl = {
  try: 'Try a sample invoice',
  text: 'We make an invoice from an invented supplier and read it like any other. You can delete it again.',
};

export const sampleInvoiceWords = { nl, en };

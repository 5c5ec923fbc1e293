/** Words that state that VAT is reverse-charged to the recipient, in plain letters. */
export const reverseChargeWords: readonly string[] = [
  'btw verlegd',
  'verlegde btw',
  'btw is verlegd',
  'verleggingsregeling',
  'reverse charge',
  'vat reversed',
  'vat shifted',
  'steuerschuldnerschaft des leistungsempfangers',
  'steuerschuldner ist der leistungsempfanger',
  'umkehrung der steuerschuld',
  'autoliquidation',
];

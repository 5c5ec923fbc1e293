/**
 * Which account a purchase belongs on when there is no history: words of the line or of the supplier's name, in Dutch,
 * English and German, by RGS code. The first row that matches wins, so the more specific ones stand first.
 */
const keywords: readonly (readonly [rgsCode: string, words: readonly string[]])[] = [
  [
    'WBedAutBra',
    [
      'benzine',
      'diesel',
      'brandstof',
      'euro 95',
      'euro95',
      'fuel',
      'tankbeurt',
      'laadpaal',
      'kraftstoff',
    ],
  ],
  [
    'WBedAutOpa',
    ['operational lease', 'autolease', 'private lease', 'leasetermijn', 'car lease', 'leasing'],
  ],
  ['WBedAutAsa', ['autoverzekering', 'motorrijtuigenverzekering', 'car insurance']],
  ['WBedAutRoa', ['garage', 'apk', 'banden', 'autobedrijf', 'car repair', 'onderhoudsbeurt']],
  [
    'WBedKanTef',
    [
      'telefoon',
      'mobiel',
      'internet',
      'glasvezel',
      'telecom',
      'abonnement bellen',
      'phone',
      'broadband',
      'simkaart',
      'telefon',
    ],
  ],
  [
    'WBedKanSof',
    [
      'software',
      'licentie',
      'license',
      'licence',
      'saas',
      'hosting',
      'cloud',
      'server',
      'domein',
      'domain',
      'subscription',
      'lizenz',
    ],
  ],
  [
    'WBedKanPor',
    [
      'postzegel',
      'porto',
      'verzendkosten',
      'pakket',
      'koerier',
      'shipping',
      'versand',
      'postage',
      'freight',
    ],
  ],
  [
    'WBedHuiGwe',
    ['energie', 'elektriciteit', 'stroom', 'gas', 'water', 'warmte', 'electricity', 'strom'],
  ],
  ['WBedHuiSch', ['schoonmaak', 'cleaning', 'glasbewassing', 'reinigung']],
  ['WBedHuiBeh', ['huur', 'rent', 'servicekosten pand', 'kantoorruimte', 'miete']],
  [
    'WBedVkkRea',
    [
      'advertentie',
      'advertising',
      'reclame',
      'marketing',
      'drukwerk',
      'flyer',
      'visitekaart',
      'campagne',
      'seo',
      'werbung',
      'printing',
    ],
  ],
  ['WBedVkkRep', ['lunch', 'diner', 'restaurant', 'relatiegeschenk', 'borrel', 'catering', 'café']],
  [
    'WBedVkkRev',
    [
      'hotel',
      'vlucht',
      'treinkaart',
      'taxi',
      'parkeren',
      'parking',
      'reiskosten',
      'flight',
      'travel',
      'overnachting',
      'ov-chip',
    ],
  ],
  [
    'WBedOvpOpk',
    ['opleiding', 'cursus', 'training', 'workshop', 'congres', 'course', 'seminar', 'schulung'],
  ],
  ['WBedOvpUik', ['uitzendkracht', 'detachering', 'payroll', 'inhuur personeel', 'agency staff']],
  ['WBedAeaAej', ['advocaat', 'notaris', 'juridisch', 'legal', 'lawyer', 'rechtsanwalt']],
  [
    'WBedAeaAea',
    [
      'accountant',
      'boekhoud',
      'administratiekantoor',
      'jaarrekening',
      'belastingadvies',
      'bookkeeping',
      'steuerberat',
    ],
  ],
  ['WBedAssOva', ['verzekering', 'insurance', 'polis', 'premie', 'versicherung']],
  ['WBedAdlBan', ['bankkosten', 'transactiekosten', 'bank charges', 'betaalpakket']],
  [
    'WBedEemKai',
    [
      'laptop',
      'computer',
      'monitor',
      'beeldscherm',
      'bureau',
      'bureaustoel',
      'gereedschap',
      'tools',
      'printer',
      'telefoontoestel',
      'stoel',
      'kast',
    ],
  ],
  [
    'WBedKanKan',
    [
      'kantoorartikel',
      'kantoor',
      'papier',
      'toner',
      'inkt',
      'pennen',
      'ordner',
      'office supplies',
      'stationery',
      'büro',
      'koffie',
      'envelop',
    ],
  ],
  [
    'WKprKuwKuw',
    [
      'onderaanneming',
      'uitbesteed',
      'subcontract',
      'freelance',
      'consultancy',
      'advies',
      'uren',
      'werkzaamheden',
      'montage',
      'consulting',
      'hours',
      'stunden',
      'service',
    ],
  ],
  [
    'WKprInhInh',
    [
      'grondstof',
      'materiaal',
      'handelsgoederen',
      'voorraad',
      'goods',
      'material',
      'artikel',
      'product',
      'ware',
    ],
  ],
];

/** The RGS code of the account that the words suggest, or null when no word is known. */
export function rgsCodeByKeyword(...texts: readonly (string | null)[]): string | null {
  const words = ` ${texts.filter(Boolean).join(' ').toLowerCase().replace(/\s+/g, ' ')} `;
  return keywords.find(([, list]) => list.some((word) => containsWord(words, word)))?.[0] ?? null;
}

/** Whether a word begins with it: "huur" is in "huurpenningen", but "gas" is not in "vegas". */
function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!/[\p{L}\d]/u.test(text.charAt(at - 1))) return true;
  }
  return false;
}

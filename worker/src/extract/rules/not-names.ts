import { plainWords } from '../patterns/plain-letters.ts';

/** Words that make a sentence: no firm has them in its name together with other words in small letters. */
const sentenceWords: ReadonlySet<string> = new Set([
  ...[
    'is',
    'zijn',
    'wordt',
    'worden',
    'werd',
    'heeft',
    'hebben',
    'hebt',
    'wij',
    'we',
    'u',
    'uw',
    'ons',
    'onze',
  ],
  ...[
    'deze',
    'dit',
    'gelieve',
    'graag',
    'bedankt',
    'dank',
    'hierbij',
    'volgens',
    'indien',
    'betreft',
  ],
  ...[
    'are',
    'was',
    'were',
    'has',
    'have',
    'will',
    'you',
    'your',
    'our',
    'this',
    'these',
    'please',
    'thank',
    'thanks',
  ],
  ...[
    'ist',
    'sind',
    'wird',
    'werden',
    'wurde',
    'wir',
    'sie',
    'ihr',
    'ihre',
    'ihren',
    'unser',
    'unsere',
    'diese',
  ],
  ...['dieser', 'bitte', 'vielen', 'hiermit', 'gemass'],
  ...['est', 'sont', 'nous', 'vous', 'votre', 'notre', 'cette', 'merci', 'veuillez'],
]);
const minSentenceWords = 4;

/** Words of which the titles of documents are made. */
const titleWords: ReadonlySet<string> = new Set([
  ...[
    'kopie',
    'copy',
    'duplicaat',
    'duplicate',
    'duplikat',
    'duplicata',
    'origineel',
    'original',
    'concept',
  ],
  ...[
    'factuur',
    'kopiefactuur',
    'verkoopfactuur',
    'invoice',
    'rechnung',
    'rechnungskopie',
    'facture',
    'nota',
    'faktura',
  ],
  ...[
    'creditnota',
    'creditfactuur',
    'credit',
    'note',
    'memo',
    'gutschrift',
    'avoir',
    'proforma',
    'pro',
    'forma',
  ],
  ...[
    'kassabon',
    'bon',
    'klantenbon',
    'pinbon',
    'klant',
    'receipt',
    'quittung',
    'kassenbon',
    'beleg',
    'ticket',
    'recu',
  ],
  ...[
    'tax',
    'vat',
    'btw',
    'simplified',
    'sales',
    'cash',
    'bill',
    'customer',
    'merchant',
    'de',
    'of',
    'the',
    'voor',
    'van',
  ],
  ...[
    'herinnering',
    'betalingsherinnering',
    'aanmaning',
    'reminder',
    'mahnung',
    'zahlungserinnerung',
    'rappel',
  ],
  ...[
    'offerte',
    'orderbevestiging',
    'pakbon',
    'lieferschein',
    'angebot',
    'devis',
    'statement',
    'page',
    'pagina',
  ],
]);

/** Whether a text is a sentence: `This invoice is for the billing period`. */
export function isSentence(text: string): boolean {
  const words = text.split(/\s+/);
  if (words.length < minSentenceWords) return false;
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  return small >= 2 && plainWords(text).some((word) => sentenceWords.has(word));
}

/** Titles of what a bank sends: where there is no other title they stand where a name would. */
const titlesOfBanks: ReadonlySet<string> = new Set([
  ...['rekeningafschrift', 'bankafschrift', 'dagafschrift', 'rekeningoverzicht'],
  ...['account statement', 'bank statement', 'statement of account'],
  ...['kontoauszug', 'bankauszug', 'kontoubersicht'],
  ...['releve de compte', 'releve bancaire', 'extrait de compte', 'avis d operation'],
]);

/** Whether a text is the title of a document, as `Kopie factuur`. */
export function isDocumentTitle(text: string): boolean {
  const words = plainWords(text);
  const letters = words.filter((word) => !/^\d+$/.test(word)).join(' ');
  if (titlesOfBanks.has(letters)) return true;
  return words.length > 0 && words.every((word) => titleWords.has(word));
}

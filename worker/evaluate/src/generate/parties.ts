import { generateIban, generateKvkNumber, generateVatNumber, type Country } from './identifiers.ts';
import type { Random } from './random.ts';

/** A company or person that sends or receives an invoice. */
export interface Party {
  readonly name: string;
  readonly country: Country;
  readonly street: string;
  readonly postcode: string;
  readonly city: string;
  readonly vatNumber: string;
  /** eight digits, or null outside the Netherlands */
  readonly kvkNumber: string | null;
  readonly iban: string;
  readonly bic: string;
  readonly domain: string;
  readonly email: string;
  readonly phone: string;
}

interface CountryNames {
  readonly firstParts: readonly [string, ...string[]];
  readonly trades: readonly [string, ...string[]];
  readonly legalForms: readonly [string, ...string[]];
  readonly streets: readonly [string, ...string[]];
  readonly cities: readonly [string, ...string[]];
  readonly postcode: (random: Random) => string;
  readonly topLevelDomain: string;
  readonly dialling: string;
}

/** For sole traders, who are one in ten of the parties. */
const givenNames = ['Anna', 'Jan', 'Sophie', 'Peter', 'Eva', 'Thomas'] as const;

const letters = 'ABCDEFGHJKLMNPRSTUVWXZ';

const namesByCountry: Readonly<Record<Country, CountryNames>> = {
  NL: {
    firstParts: [
      'Van der Linden',
      'De Groot',
      'Waterland',
      'Noorderlicht',
      'Polderman',
      'Hoekstra',
      'Zonneveld',
      'Brink & Bos',
      'Kroon',
      'Lindeboom',
      'Oostwaard',
      'Van Dijk',
    ],
    trades: [
      'Installatietechniek',
      'Groothandel',
      'Advies',
      'Bouw',
      'Kantoorartikelen',
      'Transport',
      'Schoonmaak',
      'Drukwerk',
      'Catering',
      'ICT Diensten',
      'Verhuur',
      'Techniek',
    ],
    legalForms: ['B.V.', 'BV', 'V.O.F.', 'B.V.', ''],
    streets: [
      'Dorpsstraat',
      'Industrieweg',
      'Kerkplein',
      'Havenkade',
      'Molenlaan',
      'Stationsweg',
      'Nijverheidsstraat',
    ],
    cities: [
      'Amersfoort',
      'Zwolle',
      'Deventer',
      'Alkmaar',
      'Breda',
      'Leeuwarden',
      "'s-Hertogenbosch",
      'Delft',
    ],
    postcode: (random) =>
      `${random.whole(1000, 9999)} ${random.pick(['AB', 'GK', 'LM', 'RT', 'XV'])}`,
    topLevelDomain: 'nl',
    dialling: '+31',
  },
  DE: {
    firstParts: [
      'Müller',
      'Nordwind',
      'Schröder & Söhne',
      'Hansa',
      'Bergmann',
      'Regalbau Nord',
      'Weber',
      'Grünwald',
      'Lindner',
    ],
    trades: [
      'Elektrotechnik',
      'Maschinenbau',
      'Logistik',
      'Bürobedarf',
      'Großhandel',
      'Druckerei',
      'Werkzeuge',
      'Software',
    ],
    legalForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'OHG', 'e.K.'],
    streets: ['Hauptstraße', 'Bahnhofstr.', 'Am Markt', 'Gartenweg', 'Industriestraße'],
    cities: ['Köln', 'Münster', 'Oldenburg', 'Düsseldorf', 'Bremen', 'Aachen'],
    postcode: (random) => random.digits(5).replace(/^0/, '4'),
    topLevelDomain: 'de',
    dialling: '+49',
  },
  BE: {
    firstParts: ['Vermeulen', 'Scheldeland', 'De Smet', 'Peeters', 'Vlaamse Kust'],
    trades: ['Logistiek', 'Interieur', 'Techniek', 'Dranken', 'Textiel'],
    legalForms: ['BV', 'NV', 'BVBA'],
    streets: ['Kerkstraat', 'Stationsstraat', 'Grote Markt', 'Antwerpsesteenweg'],
    cities: ['Antwerpen', 'Gent', 'Brugge', 'Leuven'],
    postcode: (random) => String(random.whole(1000, 9999)),
    topLevelDomain: 'be',
    dialling: '+32',
  },
  GB: {
    firstParts: ['Harbour', 'Ashford', 'Whitfield', 'Northgate', 'Oakley', 'Pemberton & Hale'],
    trades: [
      'Consulting',
      'Supplies',
      'Engineering',
      'Software',
      'Print Services',
      'Logistics',
      'Design',
    ],
    legalForms: ['Ltd', 'Limited', 'LLP', 'Ltd.'],
    streets: ['High Street', 'Station Road', 'Kings Lane', 'Mill Road'],
    cities: ['Bristol', 'Leeds', 'Norwich', 'Cambridge'],
    postcode: (random) =>
      `${random.pick(['BS', 'LS', 'NR', 'CB'])}${random.whole(1, 20)} ${random.whole(1, 9)}${letterPair(random)}`,
    topLevelDomain: 'co.uk',
    dialling: '+44',
  },
  FR: {
    firstParts: ['Moulin', 'Durand', 'Côte Ouest', 'Lefèvre', 'Belle Rive'],
    trades: ['Emballages', 'Services', 'Traiteur', 'Informatique', 'Bureautique'],
    legalForms: ['SARL', 'SAS', 'SA', 'EURL'],
    streets: ['rue de la Gare', 'avenue Victor Hugo', 'place du Marché', 'chemin des Vignes'],
    cities: ['Lyon', 'Nantes', 'Lille', 'Bordeaux'],
    postcode: (random) => `${random.whole(10, 95)}${random.digits(3)}`,
    topLevelDomain: 'fr',
    dialling: '+33',
  },
};

/** Generates a fictitious company. */
export function generateParty(random: Random, country: Country): Party {
  const names = namesByCountry[country];
  const first = random.pick(names.firstParts);
  const legalForm = random.pick(names.legalForms);
  const firm = [first, random.pick(names.trades), legalForm]
    .filter((part) => part !== '')
    .join(' ');
  const isPerson = random.chance(0.1) && !first.includes('&');
  const name = isPerson ? `${random.pick(givenNames)} ${first}` : firm;
  const domain = `${domainName(first)}.${names.topLevelDomain}`;
  const number = random.whole(1, 240);
  const street = random.pick(names.streets);
  return {
    name,
    country,
    street: country === 'GB' || country === 'FR' ? `${number} ${street}` : `${street} ${number}`,
    postcode: names.postcode(random),
    city: random.pick(names.cities),
    vatNumber: generateVatNumber(random, country),
    kvkNumber: country === 'NL' ? generateKvkNumber(random) : null,
    iban: generateIban(random, country),
    bic: `${letterPair(random)}${letterPair(random)}${country}2${letters.charAt(random.whole(0, 20))}`,
    domain,
    email: `${random.pick(['info', 'administratie', 'facturen', 'mail'])}@${domain}`,
    phone: `${names.dialling} ${random.whole(10, 99)} ${random.digits(3)} ${random.digits(4)}`,
  };
}

function domainName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

function letterPair(random: Random): string {
  return `${letters.charAt(random.whole(0, 20))}${letters.charAt(random.whole(0, 20))}`;
}

/** An invented bakery: what it buys, sells and pays, so that every page of the portal has something to show. */
export const demoCompany = {
  name: 'Bakkerij De Korenaar',
  kvkNumber: '27312345',
  vatNumber: 'NL004495445B01',
} as const;

export interface DemoSupplier {
  readonly name: string;
  readonly iban: string;
  readonly kvkNumber: string;
  /** RGS code of the account it is booked on. */
  readonly rgsCode: string;
  readonly vatCode: 'I21' | 'I9' | 'IVR';
  readonly description: string;
  /** Net cents of one invoice, lowest and highest. */
  readonly net: readonly [number, number];
  /** Invoices a month. */
  readonly monthly: number;
  readonly paymentDays: number;
}

export const demoSuppliers: readonly DemoSupplier[] = [
  supplier(
    'Meelfabriek De Zaan B.V.',
    'WKprInhInh',
    'I9',
    'Tarwebloem en volkorenmeel',
    [168_000, 241_000],
    2,
    30,
  ),
  supplier(
    'Zuivelhandel Groene Hart',
    'WKprInhInh',
    'I9',
    'Boter, melk en eieren',
    [72_000, 118_000],
    2,
    14,
  ),
  supplier(
    'Vastgoed Marktplein C.V.',
    'WBedHuiBeh',
    'I21',
    'Huur winkelpand',
    [245_000, 245_000],
    1,
    14,
  ),
  supplier(
    'Noordstroom Energie N.V.',
    'WBedHuiGwe',
    'I21',
    'Elektriciteit en gas',
    [98_000, 187_000],
    1,
    21,
  ),
  supplier(
    'Glasnet Zakelijk B.V.',
    'WBedKanTef',
    'I21',
    'Internet en telefonie',
    [6_500, 6_900],
    1,
    30,
  ),
  supplier(
    'Kassasoft Nederland B.V.',
    'WBedKanSof',
    'I21',
    'Abonnement kassasysteem',
    [8_900, 8_900],
    1,
    14,
  ),
  supplier(
    'Schoonmaakbedrijf Helder',
    'WBedHuiSch',
    'I21',
    'Schoonmaak winkel en bakkerij',
    [41_000, 44_000],
    1,
    30,
  ),
  supplier(
    'Drukkerij Van Dam',
    'WBedVkkRea',
    'I21',
    'Broodzakken en folders',
    [32_000, 61_000],
    1,
    30,
  ),
  supplier(
    'Autobedrijf Kramer',
    'WBedAutBra',
    'I21',
    'Brandstof en onderhoud bestelbus',
    [14_000, 29_000],
    1,
    14,
  ),
  supplier(
    'Verzekeringskantoor Zeker',
    'WBedAssOva',
    'IVR',
    'Bedrijfsverzekeringen',
    [18_700, 18_700],
    1,
    30,
  ),
];

export const demoCustomers = [
  { name: 'Hotel Aan de Haven', description: 'Brood en gebak', net: [186_000, 262_000] },
  { name: 'Zorgcentrum Linde', description: 'Dagelijkse broodlevering', net: [121_000, 139_000] },
] as const;

function supplier(
  name: string,
  rgsCode: string,
  vatCode: DemoSupplier['vatCode'],
  description: string,
  net: readonly [number, number],
  monthly: number,
  paymentDays: number,
): DemoSupplier {
  const serial = 1_234_567 + name.length * 7_919;
  return {
    name,
    iban: dutchIban('RABO', serial),
    kvkNumber: String(30_000_000 + serial),
    rgsCode,
    vatCode,
    description,
    net,
    monthly,
    paymentDays,
  };
}

/** A Dutch IBAN with right check digits (ISO 13616) for an account number that nobody has. */
function dutchIban(bank: string, serial: number): string {
  const account = bank + String(serial).padStart(10, '0');
  const digits = [...`${account}NL00`].map((character) => Number.parseInt(character, 36)).join('');
  return `NL${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${account}`;
}

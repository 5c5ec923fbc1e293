import type { AccountType } from './vocabularies.ts';

/**
 * The part an account plays for the program. System accounts are found by role, never by number, because tenants
 * renumber their chart.
 */
export const accountRoles = [
  'cash',
  'bank',
  'in_transit',
  'receivables',
  'payables',
  'input_vat',
  'vat_settlement',
  'vat_1a',
  'vat_1b',
  'vat_1d',
  'vat_2a',
  'vat_4a',
  'vat_4b',
  'suspense',
  'bank_charges',
  'payment_differences',
  'lost_vat',
  'general_costs',
  'exchange_differences',
  'result',
  'retained_earnings',
  'owners_capital',
] as const;
export type AccountRole = (typeof accountRoles)[number];

export interface ChartAccount {
  readonly number: string;
  readonly name: { readonly nl: string; readonly en: string };
  readonly type: AccountType;
  /** Code of the Referentie Grootboekschema, version `rgsVersion`; the key that reports and keywords use. */
  readonly rgsCode: string;
  /** VAT code proposed for a line on this account. */
  readonly vatCode: string | null;
  readonly role: AccountRole | null;
}

export const rgsVersion = '3.8';

/**
 * The chart a new tenant starts with: the accounts of RGS 3.8 Basis that a small company needs. A row is
 * number | Dutch name | English name | type (Asset, Liability, Equity, Revenue, Cost) | RGS code | VAT code | role
 */
const table = `
0010 | Goodwill | Goodwill | A | BIvaGooVvp | I21 |
0011 | Cumulatieve afschrijving goodwill | Accumulated depreciation goodwill | A | BIvaGooCae |  |
0020 | Software, rechten | Licences, IP | A | BIvaCevVvp | I21 |
0021 | Cumulatieve afschrijving software, rechten | Accumulated depreciation licences, IP | A | BIvaCevCae |  |
0100 | Bedrijfsgebouwen | Buildings | A | BMvaBegVvp |  |
0101 | Cumulatieve afschrijving bedrijfsgebouwen | Accumulated depreciation buildings | A | BMvaBegCae |  |
0110 | Verbouwingen | Improvements | A | BMvaVerVvp | I21 |
0111 | Cumulatieve afschrijving verbouwingen | Accumulated depreciation improvements | A | BMvaVerCae |  |
0120 | Machines | Machinery | A | BMvaMeiVvp | I21 |
0121 | Cumulatieve afschrijving machines | Accumulated depreciation machinery | A | BMvaMeiCae |  |
0130 | Inventaris | Equipment | A | BMvaBeiVvp | I21 |
0131 | Cumulatieve afschrijving inventaris | Accumulated depreciation equipment | A | BMvaBeiCae |  |
0150 | Vervoermiddelen | Vehicles | A | BMvaTevVvp | I21 |
0151 | Cumulatieve afschrijving vervoermiddelen | Accumulated depreciation vehicles | A | BMvaTevCae |  |
0300 | Deelnemingen | Participations | A | BFvaDigNev |  |
0310 | Waarborgsommen | Deposits | A | BFvaOvrWaa |  |
0500 | Aandelenkapitaal | Share capital | E | BEivGokGea |  |
0520 | Algemene reserve | Retained earnings | E | BEivOvrAlr |  | retained_earnings
0540 | Resultaat boekjaar | Result for the year | E | BEivOreRvh |  | result
0550 | Ondernemingsvermogen | Owner's capital | E | BEivKapOnd |  | owners_capital
0560 | Privéstortingen | Contributions | E | BEivKapPrs |  |
0570 | Privéopnamen | Drawings | E | BEivKapPro |  |
0600 | Voorzieningen | Provisions | L | BVrzOvzOvz |  |
0710 | Leningen bank | Bank loans | L | BLasSakLvl |  |
0730 | Overige leningen | Other loans | L | BLasOlsOsl |  |
1000 | Kas | Cash | A | BLimKasKas |  | cash
1100 | Bank | Bank | A | BLimBanRba |  | bank
1110 | Spaarrekening | Savings | A | BLimBanSpa |  |
1120 | G-rekening | G-account | A | BLimBanRbb |  |
1190 | Kruisposten | In transit | A | BLimKruSto |  | in_transit
1195 | PSP te ontvangen | PSP clearing | A | BVorTusTonTcv |  |
1200 | Creditcard | Card clearing | A | BLimKruCra |  |
1300 | Debiteuren | Receivables | A | BVorDebHad |  | receivables
1310 | Voorziening dubieuze debiteuren | Bad-debt provision | A | BVorDebVdd |  |
1320 | Rekening-courant directie | Director a/c | A | BVorOvrRcb |  |
1350 | Vooruitbetaald | Prepayments | A | BVorOvaVof |  |
1360 | Nog te factureren | Unbilled | A | BVorOvaNtf |  |
1390 | Overige vorderingen | Other receivables | A | BVorOvrOvk |  |
1400 | Voorraad | Stock | A | BVrdHanVoo |  |
1410 | Onderhanden werk | Work in progress | A | BVrdOweVoo |  |
1500 | Btw 21% 1a | VAT 1a | L | BSchBepBla |  | vat_1a
1501 | Btw 9% 1b | VAT 1b | L | BSchBepBlv |  | vat_1b
1502 | Btw privé 1d | VAT 1d | L | BSchBepBop |  | vat_1d
1503 | Btw verlegd 2a | VAT 2a | L | BSchBepBlw |  | vat_2a
1504 | Btw buiten EU 4a | VAT 4a | L | BSchBepBlb |  | vat_4a
1505 | Btw EU 4b | VAT 4b | L | BSchBepBlu |  | vat_4b
1510 | Voorbelasting 5b | Input VAT | L | BSchBepBoo |  | input_vat
1520 | Btw-afrekening | VAT settlement | L | BSchBepBtw |  | vat_settlement
1530 | Loonheffing | Wage tax | L | BSchBepLhe |  |
1540 | Te betalen Vpb | Corporate tax due | L | BSchBepVpb |  |
1600 | Crediteuren | Payables | L | BSchCreHac |  | payables
1610 | Betalingen onderweg | Payments in transit | L | BSchCreTus |  |
1620 | Vooruitontvangen | Customer prepayments | L | BSchVobVob |  |
1700 | Netto lonen | Net wages | L | BSchSalNet |  |
1710 | Vakantiegeld | Holiday pay | L | BSchSalTvg |  |
1750 | Te ontvangen facturen | Accrued invoices | L | BSchOpaNto |  |
1760 | Vooruitgefactureerd | Deferred revenue | L | BSchOpaVgo |  |
1780 | Dividend | Dividend payable | L | BSchOvsTbd |  |
2000 | Vraagposten | Suspense | L | BSchTusTovTvp |  | suspense
2010 | Ongeplaatste betalingen | Unallocated | A | BVorTusTov |  |
4000 | Lonen | Wages | C | WPerLesLon |  |
4005 | Salaris directeur-grootaandeelhouder | Director pay | C | WPerLesSld |  |
4010 | Sociale lasten | Social charges | C | WPerSolPsv |  |
4020 | Pensioen | Pension | C | WPerPenPen |  |
4030 | Uitzendkrachten | Agency staff | C | WBedOvpUik | I21 |
4040 | Reiskosten personeel | Travel allowance | C | WBedOvpRkv |  |
4050 | Opleiding | Training | C | WBedOvpOpk | I21 |
4100 | Huur | Rent | C | WBedHuiBeh | I21 |
4110 | Energie | Utilities | C | WBedHuiGwe | I21 |
4120 | Schoonmaak | Cleaning | C | WBedHuiSch | I21 |
4200 | Klein inventaris | Small equipment | C | WBedEemKai | I21 |
4300 | Reclame | Advertising | C | WBedVkkRea | I21 |
4310 | Representatie | Entertainment | C | WBedVkkRep | INA |
4330 | Reis, verblijf | Travel | C | WBedVkkRev | I21 |
4340 | Afboeking debiteuren | Bad debts | C | WBedVkkAdd |  |
4400 | Brandstof | Fuel | C | WBedAutBra | I21 |
4410 | Auto-onderhoud | Car repair | C | WBedAutRoa | I21 |
4420 | Autoverzekering | Car insurance | C | WBedAutAsa | IVR |
4440 | Autolease | Car lease | C | WBedAutOpa | I21 |
4450 | Btw privé auto | VAT private car | C | WBedAutBop | P1D |
4500 | Kantoorkosten | Office | C | WBedKanKan | I21 |
4510 | Telefoon, internet | Telecom | C | WBedKanTef | I21 |
4520 | Software | Software | C | WBedKanSof | I21 |
4530 | Porti | Postage | C | WBedKanPor | IVR |
4600 | Accountant | Accountant | C | WBedAeaAea | I21 |
4610 | Juridisch | Legal | C | WBedAeaAej | I21 |
4620 | Verzekeringen | Insurance | C | WBedAssOva | IVR |
4700 | Bankkosten | Bank charges | C | WBedAdlBan | IVR | bank_charges
4710 | Betalingsverschillen | Payment differences | C | WBedAdlBet |  | payment_differences
4730 | Niet-aftrekbare btw | Lost VAT | C | WBedAdlNbo |  | lost_vat
4790 | Algemene kosten | General | C | WBedAlkOal | I21 | general_costs
4810 | Afschrijving | Depreciation | C | WAfsAmvBei |  |
4830 | Boekresultaat | Disposal result | C | WAfsRvmBei |  |
7000 | Inkoop handel | Cost of goods | C | WKprInhInh | I21 |
7100 | Uitbesteed werk | Subcontracting | C | WKprKuwKuw | I21 |
7200 | Voorraadmutatie | Stock change | C | WKprVomVom |  |
8000 | Goederen 21% | Goods 21% | R | WOmzNohOlh | V21 |
8001 | Goederen 9% | Goods 9% | R | WOmzNohOlv | V9 |
8010 | Diensten 21% | Services 21% | R | WOmzNodOdh | V21 |
8011 | Diensten 9% | Services 9% | R | WOmzNodOdl | V9 |
8020 | 0% / verlegd | 0%, reversed | R | WOmzNodOdg | VVL |
8030 | Vrijgesteld | Exempt | R | WOmzNodNod | VVR |
8040 | Goederen EU | EU goods | R | WOmzNohOli | VIG |
8041 | Diensten EU | EU services | R | WOmzNodOdi | VID |
8050 | Export goederen | Export | R | WOmzNohOln | VEX |
8051 | Diensten buiten EU | Non-EU services | R | WOmzNodOdb | VBU |
8100 | Kortingen | Discounts | R | WOmzKebVek | V21 |
8900 | Overige opbrengsten | Other income | R | WOvbOvoOvo | V21 |
9000 | Rentebaten | Interest income | R | WFbeRlmObr |  |
9010 | Rentelasten | Interest cost | C | WFbeRlsRlk |  |
9020 | Koersverschil | FX difference | C | WFbeWisWis |  | exchange_differences
9100 | Vpb | Corporate tax | C | WBelBgrBgr |  |
`;

const types: Readonly<Record<string, AccountType>> = {
  A: 'asset',
  L: 'liability',
  E: 'equity',
  R: 'revenue',
  C: 'cost',
};

export const defaultChart: readonly ChartAccount[] = table.trim().split('\n').map(readRow);

function readRow(row: string): ChartAccount {
  const [number = '', nl = '', en = '', letter = '', rgsCode = '', vatCode, role] = row
    .split('|')
    .map((cell) => cell.trim());
  const type = types[letter];
  if (!type) throw new Error(`the chart's row "${row}" has no type`);
  return {
    number,
    name: { nl, en },
    type,
    rgsCode,
    vatCode: vatCode || null,
    role: accountRoles.find((candidate) => candidate === role) ?? null,
  };
}

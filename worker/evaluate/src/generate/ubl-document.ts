import { formatMinor } from '@smart-accounting/accounting/money';
import { payableOf, type InvoiceSpec, type SpecLine, type SpecVat } from './invoice-spec.ts';
import type { Party } from './parties.ts';
import { writeXml, type XmlNode } from './write-xml.ts';

const namespace = 'urn:oasis:names:specification:ubl:schema:xsd:';
const customization = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0';

/** Writes a generated invoice as UBL 2.1 (NLCIUS). */
export function ublDocument(spec: InvoiceSpec): string {
  const kind = spec.isCreditNote ? 'CreditNote' : 'Invoice';
  const attributes = [
    `xmlns="${namespace}${kind}-2"`,
    `xmlns:cac="${namespace}CommonAggregateComponents-2"`,
    `xmlns:cbc="${namespace}CommonBasicComponents-2"`,
  ].join(' ');
  const root: XmlNode = [kind, documentNodes(spec, kind), attributes];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}`;
}

function documentNodes(spec: InvoiceSpec, kind: 'Invoice' | 'CreditNote'): (XmlNode | null)[] {
  const amount = (name: string, minor: bigint) => amountNode(name, minor, spec.currency);
  return [
    ['cbc:CustomizationID', customization],
    ['cbc:ID', spec.number],
    ['cbc:IssueDate', spec.issueDate],
    kind === 'Invoice' ? ['cbc:DueDate', spec.dueDate] : null,
    [`cbc:${kind}TypeCode`, kind === 'Invoice' ? '380' : '381'],
    ['cbc:DocumentCurrencyCode', spec.currency],
    optional(spec.orderReference, (id) => ['cac:OrderReference', [['cbc:ID', id]]]),
    ['cac:AccountingSupplierParty', [partyNode(spec.supplier)]],
    ['cac:AccountingCustomerParty', [partyNode(spec.customer)]],
    optional(spec.supplyDate, (date) => ['cac:Delivery', [['cbc:ActualDeliveryDate', date]]]),
    [
      'cac:PaymentMeans',
      [
        ['cbc:PaymentMeansCode', '58'],
        kind === 'CreditNote' ? ['cbc:PaymentDueDate', spec.dueDate] : null,
        optional(spec.paymentReference, (reference) => ['cbc:PaymentID', reference]),
        ['cac:PayeeFinancialAccount', [['cbc:ID', spec.supplier.iban]]],
      ],
    ],
    [
      'cac:TaxTotal',
      [
        amount('cbc:TaxAmount', spec.vatMinor),
        ...spec.vat.map((row) => subtotalNode(row, spec.currency)),
      ],
    ],
    [
      'cac:LegalMonetaryTotal',
      [
        amount('cbc:LineExtensionAmount', spec.netMinor),
        amount('cbc:TaxExclusiveAmount', spec.netMinor),
        amount('cbc:TaxInclusiveAmount', spec.totalMinor),
        unlessZero(spec.prepaidMinor, (minor) => amount('cbc:PrepaidAmount', minor)),
        unlessZero(spec.roundingMinor, (minor) => amount('cbc:PayableRoundingAmount', minor)),
        amount('cbc:PayableAmount', payableOf(spec)),
      ],
    ],
    ...spec.lines.map((line, index) => lineNode(line, index, spec, kind)),
  ];
}

function partyNode(party: Party): XmlNode {
  const kvk = party.kvkNumber;
  return [
    'cac:Party',
    [
      ['cac:PartyName', [['cbc:Name', party.name]]],
      [
        'cac:PostalAddress',
        [
          ['cbc:StreetName', party.street],
          ['cbc:CityName', party.city],
          ['cbc:PostalZone', party.postcode],
          ['cac:Country', [['cbc:IdentificationCode', party.country]]],
        ],
      ],
      [
        'cac:PartyTaxScheme',
        [
          ['cbc:CompanyID', party.vatNumber],
          ['cac:TaxScheme', [['cbc:ID', 'VAT']]],
        ],
      ],
      [
        'cac:PartyLegalEntity',
        [
          ['cbc:RegistrationName', party.name],
          optional(kvk, (number) => ['cbc:CompanyID', number, 'schemeID="0106"']),
        ],
      ],
    ],
  ];
}

function subtotalNode(row: SpecVat, currency: string): XmlNode {
  return [
    'cac:TaxSubtotal',
    [
      amountNode('cbc:TaxableAmount', row.baseMinor, currency),
      amountNode('cbc:TaxAmount', row.vatMinor, currency),
      taxNode('cac:TaxCategory', row.category, row.rateBp),
    ],
  ];
}

function lineNode(
  line: SpecLine,
  index: number,
  spec: InvoiceSpec,
  kind: 'Invoice' | 'CreditNote',
): XmlNode {
  const quantity = kind === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity';
  const category = spec.vat.find(({ rateBp }) => rateBp === line.rateBp)?.category ?? 'S';
  return [
    `cac:${kind}Line`,
    [
      ['cbc:ID', String(index + 1)],
      [quantity, String(line.quantity), 'unitCode="C62"'],
      amountNode('cbc:LineExtensionAmount', line.netMinor, spec.currency),
      [
        'cac:Item',
        [
          ['cbc:Name', line.description],
          taxNode('cac:ClassifiedTaxCategory', category, line.rateBp),
        ],
      ],
      ['cac:Price', [amountNode('cbc:PriceAmount', line.unitPriceMinor, spec.currency)]],
    ],
  ];
}

function taxNode(name: string, category: string, rateBp: number): XmlNode {
  return [
    name,
    [
      ['cbc:ID', category],
      ['cbc:Percent', String(rateBp / 100)],
      ['cac:TaxScheme', [['cbc:ID', 'VAT']]],
    ],
  ];
}

function amountNode(name: string, minor: bigint, currency: string): XmlNode {
  return [name, formatMinor(minor), `currencyID="${currency}"`];
}

function optional(value: string | null, node: (value: string) => XmlNode): XmlNode | null {
  return value === null ? null : node(value);
}

function unlessZero(minor: bigint, node: (minor: bigint) => XmlNode): XmlNode | null {
  return minor === 0n ? null : node(minor);
}

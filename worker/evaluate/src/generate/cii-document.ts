import { formatMinor } from '@smart-accounting/accounting/money';
import { payableOf, type InvoiceSpec, type SpecLine, type SpecVat } from './invoice-spec.ts';
import type { Party } from './parties.ts';
import { writeXml, type XmlNode } from './write-xml.ts';

const namespaces = [
  'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"',
  'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"',
  'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"',
].join(' ');

/** Writes a generated invoice as CII D16B, the format attached by Factur-X and ZUGFeRD 2. */
export function ciiDocument(spec: InvoiceSpec): string {
  const root: XmlNode = [
    'rsm:CrossIndustryInvoice',
    [
      [
        'rsm:ExchangedDocumentContext',
        [
          [
            'ram:GuidelineSpecifiedDocumentContextParameter',
            [['ram:ID', 'urn:cen.eu:en16931:2017']],
          ],
        ],
      ],
      [
        'rsm:ExchangedDocument',
        [
          ['ram:ID', spec.number],
          ['ram:TypeCode', spec.isCreditNote ? '381' : '380'],
          dateNode('ram:IssueDateTime', spec.issueDate),
        ],
      ],
      [
        'rsm:SupplyChainTradeTransaction',
        [...spec.lines.map((line, index) => lineNode(line, index, spec)), ...headerNodes(spec)],
      ],
    ],
    namespaces,
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeXml(root)}`;
}

function headerNodes(spec: InvoiceSpec): XmlNode[] {
  return [
    [
      'ram:ApplicableHeaderTradeAgreement',
      [
        partyNode('ram:SellerTradeParty', spec.supplier),
        partyNode('ram:BuyerTradeParty', spec.customer),
        spec.orderReference === null
          ? null
          : ['ram:BuyerOrderReferencedDocument', [['ram:IssuerAssignedID', spec.orderReference]]],
      ],
    ],
    [
      'ram:ApplicableHeaderTradeDelivery',
      spec.supplyDate === null
        ? []
        : [
            [
              'ram:ActualDeliverySupplyChainEvent',
              [dateNode('ram:OccurrenceDateTime', spec.supplyDate)],
            ],
          ],
    ],
    ['ram:ApplicableHeaderTradeSettlement', settlementNodes(spec)],
  ];
}

function settlementNodes(spec: InvoiceSpec): (XmlNode | null)[] {
  const amount = (name: string, minor: bigint): XmlNode => [name, formatMinor(minor)];
  return [
    spec.paymentReference === null ? null : ['ram:PaymentReference', spec.paymentReference],
    ['ram:InvoiceCurrencyCode', spec.currency],
    [
      'ram:SpecifiedTradeSettlementPaymentMeans',
      [
        ['ram:TypeCode', '58'],
        ['ram:PayeePartyCreditorFinancialAccount', [['ram:IBANID', spec.supplier.iban]]],
      ],
    ],
    ...spec.vat.map(vatNode),
    ['ram:SpecifiedTradePaymentTerms', [dateNode('ram:DueDateDateTime', spec.dueDate)]],
    [
      'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
      [
        amount('ram:LineTotalAmount', spec.netMinor),
        amount('ram:TaxBasisTotalAmount', spec.netMinor),
        ['ram:TaxTotalAmount', formatMinor(spec.vatMinor), `currencyID="${spec.currency}"`],
        spec.roundingMinor === 0n ? null : amount('ram:RoundingAmount', spec.roundingMinor),
        amount('ram:GrandTotalAmount', spec.totalMinor),
        spec.prepaidMinor === 0n ? null : amount('ram:TotalPrepaidAmount', spec.prepaidMinor),
        amount('ram:DuePayableAmount', payableOf(spec)),
      ],
    ],
  ];
}

function partyNode(name: string, party: Party): XmlNode {
  return [
    name,
    [
      ['ram:Name', party.name],
      party.kvkNumber === null
        ? null
        : ['ram:SpecifiedLegalOrganization', [['ram:ID', party.kvkNumber, 'schemeID="0106"']]],
      [
        'ram:PostalTradeAddress',
        [
          ['ram:PostcodeCode', party.postcode],
          ['ram:LineOne', party.street],
          ['ram:CityName', party.city],
          ['ram:CountryID', party.country],
        ],
      ],
      ['ram:SpecifiedTaxRegistration', [['ram:ID', party.vatNumber, 'schemeID="VA"']]],
    ],
  ];
}

function vatNode({ rateBp, category, baseMinor, vatMinor }: SpecVat): XmlNode {
  return [
    'ram:ApplicableTradeTax',
    [
      ['ram:CalculatedAmount', formatMinor(vatMinor)],
      ['ram:TypeCode', 'VAT'],
      ['ram:BasisAmount', formatMinor(baseMinor)],
      ['ram:CategoryCode', category],
      ['ram:RateApplicablePercent', (rateBp / 100).toFixed(2)],
    ],
  ];
}

function lineNode(line: SpecLine, index: number, spec: InvoiceSpec): XmlNode {
  const category = spec.vat.find(({ rateBp }) => rateBp === line.rateBp)?.category ?? 'S';
  return [
    'ram:IncludedSupplyChainTradeLineItem',
    [
      ['ram:AssociatedDocumentLineDocument', [['ram:LineID', String(index + 1)]]],
      ['ram:SpecifiedTradeProduct', [['ram:Name', line.description]]],
      [
        'ram:SpecifiedLineTradeAgreement',
        [
          [
            'ram:NetPriceProductTradePrice',
            [['ram:ChargeAmount', formatMinor(line.unitPriceMinor)]],
          ],
        ],
      ],
      [
        'ram:SpecifiedLineTradeDelivery',
        [['ram:BilledQuantity', String(line.quantity), 'unitCode="C62"']],
      ],
      [
        'ram:SpecifiedLineTradeSettlement',
        [
          [
            'ram:ApplicableTradeTax',
            [
              ['ram:TypeCode', 'VAT'],
              ['ram:CategoryCode', category],
              ['ram:RateApplicablePercent', (line.rateBp / 100).toFixed(2)],
            ],
          ],
          [
            'ram:SpecifiedTradeSettlementLineMonetarySummation',
            [['ram:LineTotalAmount', formatMinor(line.netMinor)]],
          ],
        ],
      ],
    ],
  ];
}

function dateNode(name: string, date: string): XmlNode {
  return [name, [['udt:DateTimeString', date.replaceAll('-', ''), 'format="102"']]];
}

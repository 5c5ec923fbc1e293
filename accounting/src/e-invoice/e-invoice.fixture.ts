/** Invoices written for the tests: one consultancy's invoice in each format, and parts to vary it. */

export interface Parts {
  readonly root?: string;
  readonly typeCode?: string;
  readonly sums?: string;
  readonly extra?: string;
}

/** A UBL invoice of 21 % over 1.000,00 and 9 % over 200,00, minus a discount of 100,00 on the first. */
export function ublInvoice({ root = 'Invoice', typeCode = '380', sums, extra = '' }: Parts = {}) {
  const quantity = root === 'Invoice' ? 'InvoicedQuantity' : 'CreditedQuantity';
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2"
  xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
  xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <cbc:ID>2026-0417</cbc:ID>
  <cbc:IssueDate>2026-11-03</cbc:IssueDate>
  <cbc:DueDate>2026-12-03</cbc:DueDate>
  <cbc:InvoiceTypeCode>${typeCode}</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:OrderReference><cbc:ID>PO-77</cbc:ID></cac:OrderReference>
  ${extra}
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyName><cbc:Name>Waterland</cbc:Name></cac:PartyName>
    <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NL</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
    <cac:PartyTaxScheme><cbc:CompanyID>4711</cbc:CompanyID><cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyTaxScheme><cbc:CompanyID>NL 0044.95.445.B01</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity>
      <cbc:RegistrationName>Waterland Advies
        &amp; Zn. B.V.</cbc:RegistrationName>
      <cbc:CompanyID schemeID="0106">12345678</cbc:CompanyID>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyLegalEntity><cbc:RegistrationName>Bakkerij Duinzicht</cbc:RegistrationName></cac:PartyLegalEntity>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:Delivery><cbc:ActualDeliveryDate>2026-10-31</cbc:ActualDeliveryDate></cac:Delivery>
  <cac:PaymentMeans>
    <cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cbc:PaymentID>RF18539007547034</cbc:PaymentID>
    <cac:PayeeFinancialAccount><cbc:ID>nl91 abna 0417 1643 00</cbc:ID></cac:PayeeFinancialAccount>
  </cac:PaymentMeans>
  <cac:AllowanceCharge>
    <cbc:ChargeIndicator>false</cbc:ChargeIndicator>
    <cbc:AllowanceChargeReason>Korting</cbc:AllowanceChargeReason>
    <cbc:Amount currencyID="EUR">100.00</cbc:Amount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>21</cbc:Percent></cac:TaxCategory>
  </cac:AllowanceCharge>
  <cac:TaxTotal><cbc:TaxAmount currencyID="USD">230.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">207.00</cbc:TaxAmount>
    ${ublSubtotal('900.00', '189.00', '21.00')}${ublSubtotal('200.00', '18.00', '9')}
  </cac:TaxTotal>
  <cac:LegalMonetaryTotal>${sums ?? ublSums('1100.00', '1307', '1307.00')}</cac:LegalMonetaryTotal>
  ${ublLine(root, quantity, 'Advies', '8.00', '1000.00', '12500', '100', '21')}
  ${ublLine(root, quantity, 'Vakboek', '4', '200.00', '50.00', '1', '9')}
</${root}>`;
}

export function ublSums(net: string, total: string, payable: string): string {
  return `<cbc:TaxExclusiveAmount>${net}</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount>${total}</cbc:TaxInclusiveAmount>
    <cbc:PayableAmount currencyID="EUR">${payable}</cbc:PayableAmount>`;
}

function ublSubtotal(base: string, tax: string, percent: string): string {
  return `<cac:TaxSubtotal><cbc:TaxableAmount>${base}</cbc:TaxableAmount><cbc:TaxAmount>${tax}</cbc:TaxAmount>
    <cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>${percent}</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>`;
}

function ublLine(
  root: string,
  quantityName: string,
  name: string,
  quantity: string,
  net: string,
  price: string,
  baseQuantity: string,
  percent: string,
): string {
  return `<cac:${root}Line><cbc:ID>1</cbc:ID>
    <cbc:${quantityName} unitCode="HUR">${quantity}</cbc:${quantityName}>
    <cbc:LineExtensionAmount>${net}</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>${name}</cbc:Name>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>${percent}</cbc:Percent></cac:ClassifiedTaxCategory>
    </cac:Item>
    <cac:Price><cbc:PriceAmount>${price}</cbc:PriceAmount><cbc:BaseQuantity>${baseQuantity}</cbc:BaseQuantity></cac:Price>
  </cac:${root}Line>`;
}

/** The names that differ between CII of ZUGFeRD 1 (D13B) and of today (D16B). */
const ciiNames = {
  D13B: {
    root: 'CrossIndustryDocument',
    document: 'HeaderExchangedDocument',
    transaction: 'SpecifiedSupplyChainTradeTransaction',
    header: 'ApplicableSupplyChainTrade',
    line: 'SpecifiedSupplyChainTrade',
    sums: 'SpecifiedTradeSettlementMonetarySummation',
    lineSums: 'SpecifiedTradeSettlementMonetarySummation',
    percent: 'ApplicablePercent',
    orderId: 'ID',
  },
  D16B: {
    root: 'CrossIndustryInvoice',
    document: 'ExchangedDocument',
    transaction: 'SupplyChainTradeTransaction',
    header: 'ApplicableHeaderTrade',
    line: 'SpecifiedLineTrade',
    sums: 'SpecifiedTradeSettlementHeaderMonetarySummation',
    lineSums: 'SpecifiedTradeSettlementLineMonetarySummation',
    percent: 'RateApplicablePercent',
    orderId: 'IssuerAssignedID',
  },
} as const;

/** The same invoice in CII, with reverse charge: 800,00 less 50,00 discount, plus 25,00 freight. */
export function ciiInvoice(version: keyof typeof ciiNames, { typeCode = '380' }: Parts = {}) {
  const n = ciiNames[version];
  const tax = `<ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>AE</ram:CategoryCode><ram:${n.percent}>0.00</ram:${n.percent}>`;
  const date = (day: string) => `<udt:DateTimeString format="102">${day}</udt:DateTimeString>`;
  const line = (role: string, name: string, net: string) => `<ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID><ram:LineStatusReasonCode>${role}</ram:LineStatusReasonCode></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedTradeProduct><ram:Name>${name}</ram:Name></ram:SpecifiedTradeProduct>
      <ram:${n.line}Agreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>80.0000</ram:ChargeAmount></ram:NetPriceProductTradePrice></ram:${n.line}Agreement>
      <ram:${n.line}Delivery><ram:BilledQuantity unitCode="C62">10.0000</ram:BilledQuantity></ram:${n.line}Delivery>
      <ram:${n.line}Settlement><ram:ApplicableTradeTax>${tax}</ram:ApplicableTradeTax><ram:${n.lineSums}><ram:LineTotalAmount>${net}</ram:LineTotalAmount></ram:${n.lineSums}></ram:${n.line}Settlement>
    </ram:IncludedSupplyChainTradeLineItem>`;
  return `<?xml version='1.0' encoding='UTF-8'?>
<rsm:${n.root} xmlns:rsm="urn:rsm" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
  <rsm:${n.document}><ram:ID>RE-88</ram:ID><ram:TypeCode>${typeCode}</ram:TypeCode>
    <ram:IssueDateTime>${date('20261103')}</ram:IssueDateTime></rsm:${n.document}>
  <rsm:${n.transaction}>
    ${line('GROUP', 'Alles', '800.00')}${line('DETAIL', 'Regal', '800.00')}
    <ram:${n.header}Agreement>
      <ram:SellerTradeParty><ram:Name>Regalbau Nord GmbH</ram:Name>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/113/40209</ram:ID></ram:SpecifiedTaxRegistration>
        <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">DE 136695976</ram:ID></ram:SpecifiedTaxRegistration>
      </ram:SellerTradeParty>
      <ram:BuyerTradeParty><ram:Name>Bakkerij Duinzicht</ram:Name></ram:BuyerTradeParty>
      <ram:BuyerOrderReferencedDocument><ram:${n.orderId}>PO-77</ram:${n.orderId}></ram:BuyerOrderReferencedDocument>
    </ram:${n.header}Agreement>
    <ram:${n.header}Delivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>${date('20261031')}</ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:${n.header}Delivery>
    <ram:${n.header}Settlement>
      <ram:PaymentReference>RE-88</ram:PaymentReference>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>58</ram:TypeCode>
        <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>DE89370400440532013000</ram:IBANID></ram:PayeePartyCreditorFinancialAccount></ram:SpecifiedTradeSettlementPaymentMeans>
      <ram:ApplicableTradeTax><ram:CalculatedAmount>0.00</ram:CalculatedAmount><ram:BasisAmount>775.00</ram:BasisAmount>${tax}</ram:ApplicableTradeTax>
      <ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>false</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>50.00</ram:ActualAmount><ram:Reason>Rabatt</ram:Reason><ram:CategoryTradeTax>${tax}</ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>
      <ram:SpecifiedLogisticsServiceCharge><ram:Description>Fracht</ram:Description><ram:AppliedAmount>25.00</ram:AppliedAmount><ram:AppliedTradeTax>${tax}</ram:AppliedTradeTax></ram:SpecifiedLogisticsServiceCharge>
      <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>${date('20261203')}</ram:DueDateDateTime></ram:SpecifiedTradePaymentTerms>
      <ram:${n.sums}><ram:LineTotalAmount>800.00</ram:LineTotalAmount><ram:TaxBasisTotalAmount>775.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">0.00</ram:TaxTotalAmount><ram:GrandTotalAmount>775.00</ram:GrandTotalAmount><ram:DuePayableAmount>775.00</ram:DuePayableAmount></ram:${n.sums}>
    </ram:${n.header}Settlement>
  </rsm:${n.transaction}>
</rsm:${n.root}>`;
}

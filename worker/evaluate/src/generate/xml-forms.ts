import { formatMinor } from '@smart-accounting/accounting/money';
import { ciiDocument } from './cii-document.ts';
import { type DocumentMaker, draftInvoice, xmlDocument } from './document-maker.ts';
import type { InvoiceSpec } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { ublDocument } from './ubl-document.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** An e-invoice in a form that some program writes, though no standard asks for it. */
type Form = (spec: InvoiceSpec, random: Random) => string | Uint8Array;

const forms: readonly [Form, ...Form[]] = [
  // The envelope in which access points of Peppol hand it over.
  (spec, random) =>
    `${declaration}<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">` +
    `<StandardBusinessDocumentHeader><HeaderVersion>1.0</HeaderVersion><DocumentIdentification>` +
    `<Standard>urn:oasis:names:specification:ubl:schema:xsd:Invoice-2</Standard><InstanceIdentifier>${random.digits(12)}` +
    `</InstanceIdentifier></DocumentIdentification></StandardBusinessDocumentHeader>` +
    `${undeclared(ublDocument(spec))}</StandardBusinessDocument>`,
  // What .NET writes from a string: declared as UTF-16, in bytes of UTF-8.
  (spec) => ublDocument(spec).replace('"UTF-8"', '"utf-16"'),
  // Latin-1 that does not say so.
  (spec) => Buffer.from(undeclared(ublDocument(spec)), 'latin1'),
  (spec) => Buffer.from(ciiDocument(spec).replace('"UTF-8"', '"ISO-8859-1"'), 'latin1'),
  (spec, random) => `${random.pick(['\n', ' \n', '\r\n\r\n'])}${ublDocument(spec)}`,
  (spec) => `\uFEFF${ciiDocument(spec)}`,
  // A note that holds a page of HTML, which is text and no declaration.
  (spec) =>
    ublDocument(spec).replace(
      '<cbc:DocumentCurrencyCode>',
      '<cbc:Note><![CDATA[<!DOCTYPE html><p>Dank</p>]]></cbc:Note><cbc:DocumentCurrencyCode>',
    ),
  // Sums as a program has them that counts money in floating point.
  (spec) =>
    ublDocument(spec).replaceAll(/(Amount currencyID="...">)(-?\d+\.\d\d)</g, (_, open, amount) => {
      return `${String(open)}${String(amount)}000000000002<`;
    }),
  (spec) => ublDocument(spec).replace(spec.supplier.iban, `IBAN: ${spec.supplier.iban}`),
  // xs:boolean: "1" says that it is a charge, as "true" does.
  withCharge,
];

/** The last line as a charge on the document. */
function withCharge(spec: InvoiceSpec): string {
  const charge = spec.lines.at(-1);
  if (!charge || spec.lines.length < 2 || spec.discountMinor !== 0n) return ublDocument(spec);
  const { category } = spec.vat.find(({ rateBp }) => rateBp === charge.rateBp) ?? { category: 'S' };
  const money = (name: string, minor: bigint) =>
    `<cbc:${name} currencyID="${spec.currency}">${formatMinor(minor)}</cbc:${name}>`;
  const written =
    `<cac:AllowanceCharge><cbc:ChargeIndicator>1</cbc:ChargeIndicator>` +
    `<cbc:AllowanceChargeReason>${charge.description}</cbc:AllowanceChargeReason>` +
    `${money('Amount', charge.netMinor)}<cac:TaxCategory><cbc:ID>${category}</cbc:ID>` +
    `<cbc:Percent>${charge.rateBp / 100}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>` +
    `</cac:TaxCategory></cac:AllowanceCharge>`;
  const lines = spec.lines.slice(0, -1);
  const sum = lines.reduce((minor, line) => minor + line.netMinor, 0n);
  return ublDocument({ ...spec, lines })
    .replace('<cac:TaxTotal>', `${written}<cac:TaxTotal>`)
    .replace(
      money('LineExtensionAmount', spec.netMinor),
      `${money('LineExtensionAmount', sum)}${money('ChargeTotalAmount', charge.netMinor)}`,
    );
}

function undeclared(xml: string): string {
  return xml.slice(declaration.length);
}

/** Any of these forms; its values are those of the e-invoice inside. */
const oddXml: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options });
  const form = random.pick(forms);
  return Promise.resolve(xmlDocument(form(draft.spec, random), draft.truth));
};

export const xmlForms = { 'odd-xml': oddXml } as const;

import { formatMinor, isAmountMinor, parseMinor } from '@smart-accounting/accounting/money';
import {
  fieldSources,
  invoiceFieldNames,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import {
  isKeptDecimal,
  isKeptDescription,
  isKeptValue,
  isRate,
  mostReadLines,
  mostVatRows,
} from '@smart-accounting/accounting/purchase-invoice/within-limits';
import { z } from 'zod';
import { boxSchema } from './reading.ts';

/** Minor units as decimal text: `-1234.50`. */
const amountSchema = z.codec(
  z.string().regex(/^-?\d{1,15}\.\d\d$/),
  z.bigint().refine(isAmountMinor, 'more than an invoice can be about'),
  { decode: parseMinor, encode: formatMinor },
);
const rateSchema = z.number().refine(isRate, 'no rate in basis points');
const decimalSchema = z.string().refine(isKeptDecimal, 'no exact decimal');
const categorySchema = z.string().regex(/^[A-Z]{1,2}$/);

const evidence = {
  page: z.number().int().positive().nullable(),
  box: boxSchema.readonly().nullable(),
  confidence: z.number().min(0).max(1),
  source: z.enum(fieldSources),
};

const fieldsSchema = z
  .partialRecord(
    z.enum(invoiceFieldNames),
    z.strictObject({ value: z.string(), ...evidence }).readonly(),
  )
  .superRefine((fields, context) => {
    for (const name of invoiceFieldNames) {
      const value = fields[name]?.value;
      if (value === undefined || isKeptValue(name, value)) continue;
      const message = 'not as books keep it';
      context.addIssue({ code: 'custom', path: [name, 'value'], input: value, message });
    }
  });

const vatTotalSchema = z.strictObject({
  rateBp: rateSchema,
  category: categorySchema.nullable(),
  baseMinor: amountSchema,
  vatMinor: amountSchema,
  ...evidence,
});

const lineSchema = z.strictObject({
  description: z.string().refine(isKeptDescription, 'not as books keep it'),
  quantity: decimalSchema.nullable(),
  unitPrice: decimalSchema.nullable(),
  netMinor: amountSchema,
  rateBp: rateSchema.nullable(),
  category: categorySchema.nullable(),
  ...evidence,
});

/**
 * An electronic invoice as `ocr` hands it on to `parse`: `z.encode` makes JSON of a `ReadInvoice`, `parse` the other
 * way round. Nothing passes that `withinLimits` would change, in either direction: who reads it must not trust
 * the process that opened a stranger's file.
 */
export const readInvoiceSchema = z
  .strictObject({
    fields: fieldsSchema.readonly(),
    vat: z.array(vatTotalSchema.readonly()).max(mostVatRows).readonly(),
    lines: z.array(lineSchema.readonly()).max(mostReadLines).readonly(),
  })
  .readonly();

import type { DocumentType, InvoiceState } from '@smart-accounting/accounting/vocabularies';
import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import type { FieldOfKind } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** An invoice as a person decided it is; what the machine read stands in `ExtractedField`. */
export class Invoice extends Model<InferAttributes<Invoice>, InferCreationAttributes<Invoice>> {
  declare id: string;
  declare kind: 'purchase' | 'sales';
  declare documentId: string | null;
  /** The reversed invoice that this one corrects. */
  declare corrects: CreationOptional<string | null>;
  declare contactId: CreationOptional<string | null>;
  declare state: InvoiceState;
  declare documentType: CreationOptional<DocumentType>;
  declare supplierName: CreationOptional<string | null>;
  declare supplierVatNumber: CreationOptional<string | null>;
  declare supplierKvkNumber: CreationOptional<string | null>;
  declare supplierIban: CreationOptional<string | null>;
  declare supplierCountry: CreationOptional<string | null>;
  declare customerName: CreationOptional<string | null>;
  declare invoiceNumber: CreationOptional<string | null>;
  declare invoiceDate: CreationOptional<IsoDate | null>;
  declare supplyDate: CreationOptional<IsoDate | null>;
  declare dueDate: CreationOptional<IsoDate | null>;
  declare entryDate: CreationOptional<IsoDate | null>;
  declare paymentReference: CreationOptional<string | null>;
  declare orderReference: CreationOptional<string | null>;
  declare currency: CreationOptional<string>;
  declare exchangeRate: CreationOptional<string | null>;
  declare netTotal: CreationOptional<bigint | null>;
  declare vatTotal: CreationOptional<bigint | null>;
  declare total: CreationOptional<bigint | null>;
  declare prepaidTotal: CreationOptional<bigint | null>;
  declare rounding: CreationOptional<bigint | null>;
  declare confirmed: CreationOptional<string[]>;
  declare acknowledged: CreationOptional<string[]>;
  declare journalEntryId: CreationOptional<string | null>;
  declare postedBy: CreationOptional<string | null>;
  declare postedAt: CreationOptional<Date | null>;
  declare createdAt: CreationOptional<Date>;
  declare version: CreationOptional<number>;
}

/** Which column a header field is, by what it holds. Currency and document type are columns of their own kind. */
export const textColumns = {
  supplier_name: 'supplierName',
  supplier_vat_number: 'supplierVatNumber',
  supplier_kvk_number: 'supplierKvkNumber',
  supplier_iban: 'supplierIban',
  supplier_country: 'supplierCountry',
  customer_name: 'customerName',
  invoice_number: 'invoiceNumber',
  payment_reference: 'paymentReference',
  order_reference: 'orderReference',
} as const satisfies Record<
  FieldOfKind<'name' | 'identifier' | 'country' | 'reference'>,
  keyof Invoice
>;

export const dateColumns = {
  invoice_date: 'invoiceDate',
  supply_date: 'supplyDate',
  due_date: 'dueDate',
} as const satisfies Record<FieldOfKind<'date'>, keyof Invoice>;

export const amountColumns = {
  net_total: 'netTotal',
  vat_total: 'vatTotal',
  total: 'total',
  prepaid_total: 'prepaidTotal',
  rounding: 'rounding',
} as const satisfies Record<FieldOfKind<'amount'>, keyof Invoice>;

export function initInvoice(sequelize: Sequelize): void {
  Invoice.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      kind: { type: DataTypes.TEXT },
      documentId: { type: DataTypes.UUID, allowNull: true },
      corrects: { type: DataTypes.UUID, allowNull: true },
      contactId: { type: DataTypes.UUID, allowNull: true },
      state: { type: DataTypes.TEXT },
      documentType: { type: DataTypes.TEXT },
      supplierName: { type: DataTypes.TEXT, allowNull: true },
      supplierVatNumber: { type: DataTypes.TEXT, allowNull: true },
      supplierKvkNumber: { type: DataTypes.TEXT, allowNull: true },
      supplierIban: { type: DataTypes.TEXT, allowNull: true },
      supplierCountry: { type: DataTypes.TEXT, allowNull: true },
      customerName: { type: DataTypes.TEXT, allowNull: true },
      invoiceNumber: { type: DataTypes.TEXT, allowNull: true },
      invoiceDate: { type: DataTypes.DATEONLY, allowNull: true },
      supplyDate: { type: DataTypes.DATEONLY, allowNull: true },
      dueDate: { type: DataTypes.DATEONLY, allowNull: true },
      entryDate: { type: DataTypes.DATEONLY, allowNull: true },
      paymentReference: { type: DataTypes.TEXT, allowNull: true },
      orderReference: { type: DataTypes.TEXT, allowNull: true },
      currency: { type: DataTypes.TEXT },
      exchangeRate: { type: DataTypes.DECIMAL, allowNull: true },
      netTotal: { type: DataTypes.BIGINT, allowNull: true },
      vatTotal: { type: DataTypes.BIGINT, allowNull: true },
      total: { type: DataTypes.BIGINT, allowNull: true },
      prepaidTotal: { type: DataTypes.BIGINT, allowNull: true },
      rounding: { type: DataTypes.BIGINT, allowNull: true },
      confirmed: { type: DataTypes.ARRAY(DataTypes.TEXT) },
      acknowledged: { type: DataTypes.ARRAY(DataTypes.TEXT) },
      journalEntryId: { type: DataTypes.UUID, allowNull: true },
      postedBy: { type: DataTypes.UUID, allowNull: true },
      postedAt: { type: DataTypes.DATE, allowNull: true },
      createdAt: { type: DataTypes.DATE },
      version: { type: DataTypes.INTEGER },
    },
    { sequelize, tableName: 'invoices', underscored: true, timestamps: false },
  );
}

import {
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** VAT of an invoice per code, as printed. */
export class InvoiceVat extends Model<
  InferAttributes<InvoiceVat>,
  InferCreationAttributes<InvoiceVat>
> {
  declare invoiceId: string;
  declare vatCode: string;
  declare vatAmount: bigint;
}

export function initInvoiceVat(sequelize: Sequelize): void {
  InvoiceVat.init(
    {
      invoiceId: { type: DataTypes.UUID, primaryKey: true },
      vatCode: { type: DataTypes.TEXT, primaryKey: true },
      vatAmount: { type: DataTypes.BIGINT },
    },
    { sequelize, tableName: 'invoice_vat', underscored: true, timestamps: false },
  );
}

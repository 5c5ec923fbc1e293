import type { AccountSource } from '@smart-accounting/accounting/vocabularies';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** One line of an invoice with the account it is booked on. */
export class InvoiceLine extends Model<
  InferAttributes<InvoiceLine>,
  InferCreationAttributes<InvoiceLine>
> {
  declare invoiceId: string;
  declare line: number;
  declare description: string;
  declare quantity: string | null;
  declare unitPrice: string | null;
  declare netAmount: bigint;
  declare vatCode: string;
  declare vatCategory: CreationOptional<string | null>;
  declare ledgerAccountId: string;
  declare accountSource: CreationOptional<AccountSource>;
}

export function initInvoiceLine(sequelize: Sequelize): void {
  InvoiceLine.init(
    {
      invoiceId: { type: DataTypes.UUID, primaryKey: true },
      line: { type: DataTypes.INTEGER, primaryKey: true },
      description: { type: DataTypes.TEXT },
      quantity: { type: DataTypes.DECIMAL, allowNull: true },
      unitPrice: { type: DataTypes.DECIMAL, allowNull: true },
      netAmount: { type: DataTypes.BIGINT },
      vatCode: { type: DataTypes.TEXT },
      vatCategory: { type: DataTypes.TEXT, allowNull: true },
      ledgerAccountId: { type: DataTypes.UUID },
      accountSource: { type: DataTypes.TEXT },
    },
    { sequelize, tableName: 'invoice_lines', underscored: true, timestamps: false },
  );
}

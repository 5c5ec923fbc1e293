import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { ReadingFindingCode } from '@smart-accounting/accounting/vocabularies';
import type { Box } from '@smart-accounting/worker-contract';
import {
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** What the reading of an invoice's document found, in its order from 1. */
export class ReadingFindingRow extends Model<
  InferAttributes<ReadingFindingRow>,
  InferCreationAttributes<ReadingFindingRow>
> {
  declare invoiceId: string;
  declare position: number;
  declare code: ReadingFindingCode;
  declare fields: InvoiceFieldName[];
  declare expected: string | null;
  declare found: string | null;
  declare page: number | null;
  declare box: Box | null;
}

export function initReadingFindingRow(sequelize: Sequelize): void {
  ReadingFindingRow.init(
    {
      invoiceId: { type: DataTypes.UUID, primaryKey: true },
      position: { type: DataTypes.INTEGER, primaryKey: true },
      code: { type: DataTypes.TEXT },
      fields: { type: DataTypes.ARRAY(DataTypes.TEXT) },
      expected: { type: DataTypes.TEXT, allowNull: true },
      found: { type: DataTypes.TEXT, allowNull: true },
      page: { type: DataTypes.INTEGER, allowNull: true },
      box: { type: DataTypes.JSONB, allowNull: true },
    },
    { sequelize, tableName: 'reading_findings', underscored: true, timestamps: false },
  );
}

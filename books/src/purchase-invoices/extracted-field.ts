import type {
  FieldSource,
  InvoiceFieldName,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Box } from '@smart-accounting/worker-contract';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** What the machine read for one field, and where. */
export class ExtractedField extends Model<
  InferAttributes<ExtractedField>,
  InferCreationAttributes<ExtractedField>
> {
  declare invoiceId: string;
  declare name: InvoiceFieldName;
  declare value: string;
  declare confidence: number;
  declare source: FieldSource;
  declare page: number | null;
  declare box: Box | null;
  /** what would have been read if `value` were not there; null where there was no choice */
  declare secondValue: CreationOptional<string | null>;
  declare secondConfidence: CreationOptional<number | null>;
}

export function initExtractedField(sequelize: Sequelize): void {
  ExtractedField.init(
    {
      invoiceId: { type: DataTypes.UUID, primaryKey: true },
      name: { type: DataTypes.TEXT, primaryKey: true },
      value: { type: DataTypes.TEXT },
      confidence: { type: DataTypes.REAL },
      source: { type: DataTypes.TEXT },
      page: { type: DataTypes.INTEGER, allowNull: true },
      box: { type: DataTypes.JSONB, allowNull: true },
      secondValue: { type: DataTypes.TEXT, allowNull: true },
      secondConfidence: { type: DataTypes.REAL, allowNull: true },
    },
    { sequelize, tableName: 'extracted_fields', underscored: true, timestamps: false },
  );
}

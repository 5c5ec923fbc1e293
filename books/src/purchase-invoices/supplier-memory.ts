import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** How this tenant booked what a supplier printed. */
export class SupplierMemory extends Model<
  InferAttributes<SupplierMemory>,
  InferCreationAttributes<SupplierMemory>
> {
  declare contactId: string;
  declare phrase: string;
  declare ledgerAccountId: string;
  declare vatCode: string;
  declare times: CreationOptional<number>;
  declare lastUsedAt: CreationOptional<Date>;
}

export function initSupplierMemory(sequelize: Sequelize): void {
  SupplierMemory.init(
    {
      contactId: { type: DataTypes.UUID, primaryKey: true },
      phrase: { type: DataTypes.TEXT, primaryKey: true },
      ledgerAccountId: { type: DataTypes.UUID, primaryKey: true },
      vatCode: { type: DataTypes.TEXT, primaryKey: true },
      times: { type: DataTypes.INTEGER },
      lastUsedAt: { type: DataTypes.DATE },
    },
    { sequelize, tableName: 'supplier_memory', underscored: true, timestamps: false },
  );
}

import type { AccountRole } from '@smart-accounting/accounting/chart-of-accounts';
import type { AccountType } from '@smart-accounting/accounting/vocabularies';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** An account of the chart of accounts. */
export class LedgerAccount extends Model<
  InferAttributes<LedgerAccount>,
  InferCreationAttributes<LedgerAccount>
> {
  declare id: string;
  declare number: string;
  declare name: string;
  declare type: AccountType;
  declare rgsCode: string | null;
  declare role: AccountRole | null;
  declare vatCode: string | null;
  declare active: CreationOptional<boolean>;
  declare version: CreationOptional<number>;
}

export function initLedgerAccount(sequelize: Sequelize): void {
  LedgerAccount.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      number: { type: DataTypes.TEXT },
      name: { type: DataTypes.TEXT },
      type: { type: DataTypes.TEXT },
      rgsCode: { type: DataTypes.TEXT, allowNull: true },
      role: { type: DataTypes.TEXT, allowNull: true },
      vatCode: { type: DataTypes.TEXT, allowNull: true },
      active: { type: DataTypes.BOOLEAN },
      version: { type: DataTypes.INTEGER },
    },
    { sequelize, tableName: 'ledger_accounts', underscored: true, timestamps: false },
  );
}

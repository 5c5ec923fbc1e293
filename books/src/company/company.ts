import type { LegalForm } from '@smart-accounting/accounting/vocabularies';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** The one company of a tenant, beyond the name and numbers that the platform knows of it (`Tenant`). */
export class Company extends Model<InferAttributes<Company>, InferCreationAttributes<Company>> {
  declare id: CreationOptional<number>;
  declare legalForm: LegalForm | null;
  /** With the number. */
  declare street: string | null;
  declare postcode: string | null;
  declare city: string | null;
  declare country: CreationOptional<string>;
  declare iban: string | null;
  declare logo: Buffer | null;
  declare logoType: string | null;
  declare version: CreationOptional<number>;
}

export function initCompany(sequelize: Sequelize): void {
  Company.init(
    {
      id: { type: DataTypes.INTEGER, primaryKey: true, defaultValue: 1 },
      legalForm: { type: DataTypes.TEXT, allowNull: true },
      street: { type: DataTypes.TEXT, allowNull: true },
      postcode: { type: DataTypes.TEXT, allowNull: true },
      city: { type: DataTypes.TEXT, allowNull: true },
      country: { type: DataTypes.TEXT, defaultValue: 'NL' },
      iban: { type: DataTypes.TEXT, allowNull: true },
      logo: { type: DataTypes.BLOB, allowNull: true },
      logoType: { type: DataTypes.TEXT, allowNull: true },
      version: { type: DataTypes.INTEGER, defaultValue: 1 },
    },
    { sequelize, tableName: 'company', underscored: true, timestamps: false },
  );
}

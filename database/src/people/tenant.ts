import type { TenantId } from '@smart-accounting/worker-contract';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** A company that keeps its books with us. */
export class Tenant extends Model<InferAttributes<Tenant>, InferCreationAttributes<Tenant>> {
  declare id: TenantId;
  declare name: string;
  declare kvkNumber: string | null;
  declare vatNumber: string | null;
  declare state: CreationOptional<'creating' | 'active' | 'suspended'>;
  declare createdAt: CreationOptional<Date>;
}

export function initTenant(sequelize: Sequelize): void {
  Tenant.init(
    {
      id: { type: DataTypes.TEXT, primaryKey: true },
      name: { type: DataTypes.TEXT },
      kvkNumber: { type: DataTypes.TEXT, allowNull: true },
      vatNumber: { type: DataTypes.TEXT, allowNull: true },
      state: { type: DataTypes.TEXT },
      createdAt: { type: DataTypes.DATE },
    },
    { sequelize, tableName: 'tenants', schema: 'platform', underscored: true, timestamps: false },
  );
}

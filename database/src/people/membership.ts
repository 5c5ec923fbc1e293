import type { TenantId } from '@smart-accounting/worker-contract';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

export const roles = ['owner', 'accountant', 'bookkeeper', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What a person may do in one tenant. */
export class Membership extends Model<
  InferAttributes<Membership>,
  InferCreationAttributes<Membership>
> {
  declare tenant: TenantId;
  declare userId: string;
  declare role: Role;
  declare createdAt: CreationOptional<Date>;
}

export function initMembership(sequelize: Sequelize): void {
  Membership.init(
    {
      tenant: { type: DataTypes.TEXT, primaryKey: true },
      userId: { type: DataTypes.UUID, primaryKey: true },
      role: { type: DataTypes.TEXT },
      createdAt: { type: DataTypes.DATE },
    },
    {
      sequelize,
      tableName: 'memberships',
      schema: 'platform',
      underscored: true,
      timestamps: false,
    },
  );
}

import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** A person who signs in; may belong to many tenants. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: string;
  declare email: string;
  declare name: string;
  declare passwordHash: string;
  declare platformOperator: CreationOptional<boolean>;
  declare createdAt: CreationOptional<Date>;
}

export function initUser(sequelize: Sequelize): void {
  User.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      email: { type: DataTypes.TEXT },
      name: { type: DataTypes.TEXT },
      passwordHash: { type: DataTypes.TEXT },
      platformOperator: { type: DataTypes.BOOLEAN },
      createdAt: { type: DataTypes.DATE },
    },
    { sequelize, tableName: 'users', schema: 'platform', underscored: true, timestamps: false },
  );
}

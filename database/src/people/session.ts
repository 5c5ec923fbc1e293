import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** A signed-in browser; the token itself is never stored, only its SHA-256. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare tokenHash: Buffer;
  declare userId: string;
  declare createdAt: CreationOptional<Date>;
  declare lastSeenAt: CreationOptional<Date>;
  declare expiresAt: Date;
  declare userAgent: string | null;
}

export function initSession(sequelize: Sequelize): void {
  Session.init(
    {
      tokenHash: { type: DataTypes.BLOB, primaryKey: true },
      userId: { type: DataTypes.UUID },
      createdAt: { type: DataTypes.DATE },
      lastSeenAt: { type: DataTypes.DATE },
      expiresAt: { type: DataTypes.DATE },
      userAgent: { type: DataTypes.TEXT, allowNull: true },
    },
    { sequelize, tableName: 'sessions', schema: 'platform', underscored: true, timestamps: false },
  );
}

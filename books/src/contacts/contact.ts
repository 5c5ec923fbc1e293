import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** A supplier or customer, or both. */
export class Contact extends Model<InferAttributes<Contact>, InferCreationAttributes<Contact>> {
  declare id: string;
  declare name: string;
  declare isSupplier: CreationOptional<boolean>;
  declare isCustomer: CreationOptional<boolean>;
  /** A factoring company or payment provider: its IBAN proves nothing about who sent an invoice. */
  declare collectsForOthers: CreationOptional<boolean>;
  declare vatNumber: string | null;
  declare kvkNumber: string | null;
  declare email: string | null;
  declare address: string | null;
  declare defaultLedgerAccountId: string | null;
  declare defaultVatCode: string | null;
  declare paymentDays: number | null;
  declare createdAt: CreationOptional<Date>;
  declare version: CreationOptional<number>;
}

export function initContact(sequelize: Sequelize): void {
  Contact.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      name: { type: DataTypes.TEXT },
      isSupplier: { type: DataTypes.BOOLEAN },
      isCustomer: { type: DataTypes.BOOLEAN },
      collectsForOthers: { type: DataTypes.BOOLEAN },
      vatNumber: { type: DataTypes.TEXT, allowNull: true },
      kvkNumber: { type: DataTypes.TEXT, allowNull: true },
      email: { type: DataTypes.TEXT, allowNull: true },
      address: { type: DataTypes.TEXT, allowNull: true },
      defaultLedgerAccountId: { type: DataTypes.UUID, allowNull: true },
      defaultVatCode: { type: DataTypes.TEXT, allowNull: true },
      paymentDays: { type: DataTypes.INTEGER, allowNull: true },
      createdAt: { type: DataTypes.DATE },
      version: { type: DataTypes.INTEGER },
    },
    { sequelize, tableName: 'contacts', underscored: true, timestamps: false },
  );
}

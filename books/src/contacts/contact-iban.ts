import { normalizeIban } from '@smart-accounting/accounting/iban';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** A bank account that a contact was seen to ask payment on. */
export class ContactIban extends Model<
  InferAttributes<ContactIban>,
  InferCreationAttributes<ContactIban>
> {
  declare contactId: string;
  declare iban: string;
  declare firstSeenAt: CreationOptional<Date>;
}

export function initContactIban(sequelize: Sequelize): void {
  ContactIban.init(
    {
      contactId: { type: DataTypes.UUID, primaryKey: true },
      iban: { type: DataTypes.TEXT, primaryKey: true },
      firstSeenAt: { type: DataTypes.DATE },
    },
    { sequelize, tableName: 'contact_ibans', underscored: true, timestamps: false },
  );
}

/** Accounts are added and never taken away: since when one was known is what protects against fraud. */
export async function keepIbans(contactId: string, ibans: readonly string[]): Promise<void> {
  await ContactIban.bulkCreate(
    ibans.map((iban) => ({ contactId, iban: normalizeIban(iban) })),
    { ignoreDuplicates: true },
  );
}

import type { DocumentState } from '@smart-accounting/accounting/vocabularies';
import type { MediaType } from '@smart-accounting/worker-contract';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** An e-invoice that came in a document beside the one that counts; amounts as `1234.50`. */
export interface OtherEInvoice {
  readonly file_name: string;
  readonly supplier_name: string | null;
  readonly invoice_number: string | null;
  readonly total: string | null;
  readonly currency: string | null;
}

/** A file that was handed in; its bytes are in object storage under its SHA-256. */
export class Document extends Model<InferAttributes<Document>, InferCreationAttributes<Document>> {
  declare id: string;
  declare sha256: string;
  declare fileName: string;
  declare mediaType: MediaType;
  declare byteSize: bigint;
  declare pageCount: CreationOptional<number | null>;
  declare state: CreationOptional<DocumentState>;
  declare hasEInvoice: CreationOptional<boolean>;
  declare otherEInvoices: CreationOptional<readonly OtherEInvoice[]>;
  declare uploadedBy: string | null;
  declare createdAt: CreationOptional<Date>;
  declare readAt: CreationOptional<Date | null>;
}

export function initDocument(sequelize: Sequelize): void {
  Document.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      sha256: { type: DataTypes.TEXT },
      fileName: { type: DataTypes.TEXT },
      mediaType: { type: DataTypes.TEXT },
      byteSize: { type: DataTypes.BIGINT },
      pageCount: { type: DataTypes.INTEGER, allowNull: true },
      state: { type: DataTypes.TEXT },
      hasEInvoice: { type: DataTypes.BOOLEAN },
      otherEInvoices: { type: DataTypes.JSONB },
      uploadedBy: { type: DataTypes.UUID, allowNull: true },
      createdAt: { type: DataTypes.DATE },
      readAt: { type: DataTypes.DATE, allowNull: true },
    },
    { sequelize, tableName: 'documents', underscored: true, timestamps: false },
  );
}

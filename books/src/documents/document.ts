import type { DocumentKind, DocumentState } from '@smart-accounting/accounting/vocabularies';
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

/**
 * A file that was handed in, or some pages of one; the bytes are in object storage under the file's SHA-256. A part has
 * the pages `firstPage` to `lastPage` of the document `partOf`, numbered from 1 in the part.
 */
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
  declare partOf: CreationOptional<string | null>;
  declare firstPage: CreationOptional<number | null>;
  declare lastPage: CreationOptional<number | null>;
  declare kind: CreationOptional<DocumentKind | null>;
  declare kindScore: CreationOptional<number | null>;
  declare secondKind: CreationOptional<DocumentKind | null>;
  declare secondKindScore: CreationOptional<number | null>;
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
      partOf: { type: DataTypes.UUID, allowNull: true },
      firstPage: { type: DataTypes.INTEGER, allowNull: true },
      lastPage: { type: DataTypes.INTEGER, allowNull: true },
      kind: { type: DataTypes.TEXT, allowNull: true },
      kindScore: { type: DataTypes.REAL, allowNull: true },
      secondKind: { type: DataTypes.TEXT, allowNull: true },
      secondKindScore: { type: DataTypes.REAL, allowNull: true },
    },
    { sequelize, tableName: 'documents', underscored: true, timestamps: false },
  );
}

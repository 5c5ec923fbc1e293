import type { PageSource, Word } from '@smart-accounting/worker-contract';
import {
  type CreationOptional,
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type Sequelize,
} from 'sequelize';

/** One page with the words read of it. */
export class DocumentPage extends Model<
  InferAttributes<DocumentPage>,
  InferCreationAttributes<DocumentPage>
> {
  declare documentId: string;
  declare number: number;
  declare widthPt: number;
  declare heightPt: number;
  declare rotation: number;
  declare source: PageSource;
  declare words: Word[];
  declare imagesAt: CreationOptional<Date | null>;
}

export function initDocumentPage(sequelize: Sequelize): void {
  DocumentPage.init(
    {
      documentId: { type: DataTypes.UUID, primaryKey: true },
      number: { type: DataTypes.INTEGER, primaryKey: true },
      widthPt: { type: DataTypes.REAL },
      heightPt: { type: DataTypes.REAL },
      rotation: { type: DataTypes.REAL },
      source: { type: DataTypes.TEXT },
      words: { type: DataTypes.JSONB },
      imagesAt: { type: DataTypes.DATE, allowNull: true },
    },
    { sequelize, tableName: 'document_pages', underscored: true, timestamps: false },
  );
}

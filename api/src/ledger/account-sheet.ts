import type { LedgerAccount } from '@smart-accounting/api-contract';
import { said, type Sheet, wordOf, yesOrNo } from '../export/sheet.ts';

const typeWords = {
  asset: said('activa', 'assets'),
  liability: said('schulden', 'liabilities'),
  equity: said('eigen vermogen', 'equity'),
  revenue: said('opbrengsten', 'revenue'),
  cost: said('kosten', 'costs'),
};

export const accountSheet: Sheet<LedgerAccount> = {
  name: said('Rekeningschema', 'Chart of accounts'),
  columns: [
    { head: said('Nummer', 'Number'), kind: 'text', of: (row) => row.number },
    { head: said('Naam', 'Name'), kind: 'text', of: (row) => row.name },
    {
      head: said('Soort', 'Kind'),
      kind: 'text',
      of: (row, language) => wordOf(typeWords, row.type, language),
    },
    { head: said('RGS', 'RGS'), kind: 'text', of: (row) => row.rgs_code },
    { head: said('Btw-code', 'VAT code'), kind: 'text', of: (row) => row.vat_code },
    {
      head: said('In gebruik', 'In use'),
      kind: 'text',
      of: (row, language) => yesOrNo(row.active, language),
    },
    { head: said('Saldo (€)', 'Balance (€)'), kind: 'amount', of: (row) => row.balance },
  ],
};

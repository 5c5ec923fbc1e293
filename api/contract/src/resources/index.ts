// Generated from the contract: npm run generate -w @smart-accounting/api
export * from './api-keys.ts';
export * from './company.ts';
export * from './contacts.ts';
export * from './dashboard.ts';
export * from './documents.ts';
export * from './events.ts';
export * from './identity.ts';
export * from './jobs.ts';
export * from './journal-entries.ts';
export * from './ledger.ts';
export * from './members.ts';
export * from './pools.ts';
export * from './portfolio.ts';
export * from './profile.ts';
export * from './purchase-invoices.ts';
export * from './two-step.ts';

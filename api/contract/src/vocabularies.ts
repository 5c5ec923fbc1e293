// The words of the books as plain lists, for a browser that takes in no schemas.
export * from '@smart-accounting/accounting/vocabularies';

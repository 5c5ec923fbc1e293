export * from './error-codes.ts';
export * from './export.ts';
export * from './operation.ts';
export * from './operations.ts';
export * from './problem.ts';
export * from './resources/index.ts';
export * from './values.ts';

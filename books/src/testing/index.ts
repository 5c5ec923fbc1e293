export * from './open-test-books.ts';
export * from './test-archive.ts';

export * from './open-test-books.ts';
export * from './small-disk.ts';
export * from './test-database.ts';
export * from './test-vhost.ts';
export * from './test-archive.ts';

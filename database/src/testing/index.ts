export * from './small-disk.ts';
export * from './test-database.ts';
export * from './test-vhost.ts';

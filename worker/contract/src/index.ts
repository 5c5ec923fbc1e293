export * from './job.ts';
export * from './limits.ts';
export * from './media-type.ts';
export * from './queues.ts';
export * from './reading.ts';
export * from './report.ts';
export * from './tenant-id.ts';
export * from './thrift.ts';

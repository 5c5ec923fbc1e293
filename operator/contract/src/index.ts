export * from './pool-state.ts';
export * from './processing-job.ts';
export * from './rules.ts';
export * from './status.ts';

export * from './custom-resource.ts';
export * from './kubernetes-section.ts';
export * from './pool-state.ts';
export * from './processing-job.ts';
export * from './resource-status.ts';
export * from './rules.ts';
export * from './status.ts';

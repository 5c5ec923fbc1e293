/**
 * Which seeds are for what, so that nothing is tuned to the documents that prove it: tests of single rules go up to a
 * million, the stored baseline has the next million, and the evaluation begins where no test ever looks.
 */
export const highestTestSeed = 1_000_000;
export const firstBaselineSeed = 1_000_001;
export const firstEvaluationSeed = 2_000_001;
